/** A running Postern with a provider and consumers, for tests of the whole: everything through the API and the command. */
import { randomBytes } from 'node:crypto';
import { type Machine, type Output, startMachine } from '../../src/demo/machine.ts';
import {
  createGroup,
  createNetwork,
  type Endpoint,
  type Network,
  requestEndpoint,
  required,
  startHost,
  stateOf,
  until,
} from '../../src/demo/world.ts';
import { idle } from './programs.ts';
import { permit, publish, type Service } from './publish.ts';

export interface Consumer extends Network {
  readonly endpoint: Endpoint;
}

export interface Scene extends AsyncDisposable {
  /** The instance's name. */
  readonly instance: string;
  readonly machine: Machine;
  readonly provider: Network;
  readonly service: Service;
  readonly consumers: readonly Consumer[];
}

export interface SceneOptions {
  /** User data of the provider's servers, which stand at the addresses. */
  readonly server: string;
  readonly serverAddresses?: readonly string[];
  readonly consumers?: number;
  /** Addresses of each consumer's clients. */
  readonly clientAddresses?: readonly string[];
  /** Fixed addresses of every consumer's endpoint. */
  readonly endpointAddresses?: readonly [string, string];
}

/** Builds the scene, with endpoints that are available. It is removed from the machine when it is disposed of. */
export async function openScene(options: SceneOptions): Promise<Scene> {
  const { server, serverAddresses = ['10.0.1.10', '10.0.2.10'], consumers = 1 } = options;
  const instance = `t${randomBytes(4).toString('hex')}`;
  const machine = await startMachine(instance);
  try {
    const provider = await createNetwork(machine, 'provider');
    for (const address of serverAddresses) await startHost(provider, address, server);
    const service = await publish(provider, serverAddresses, 'automatic');
    const built: Consumer[] = [];
    for (let number = 0; number < consumers; number += 1) {
      built.push(await openConsumer(machine, provider, service, `consumer${number}`, options));
    }
    return {
      instance,
      machine,
      provider,
      service,
      consumers: built,
      [Symbol.asyncDispose]: () => machine.remove(),
    };
  } catch (error) {
    await machine.remove();
    throw error;
  }
}

/** Runs a Node program inside the host with this address; fails when the program does. */
export async function runIn(
  scene: Scene,
  network: Network,
  address: string,
  program: string,
  ...args: string[]
): Promise<string> {
  const output: Output = await scene.machine.exec(
    required(network.hosts.get(address)),
    'node',
    '-e',
    program,
    ...args,
  );
  if (output.code !== 0)
    throw new Error(`in ${address} of ${network.name}: ${output.stderr}${output.stdout}`);
  return output.stdout.trim();
}

/** How many connections are open through endpoints now, as `postern status` counts them. */
export async function openConnections(scene: Scene): Promise<number> {
  const status = (await scene.machine.status()) as {
    endpoints: { interfaces: { connectionsOpen: number }[] }[];
  };
  return status.endpoints
    .flatMap((endpoint) => endpoint.interfaces)
    .reduce((sum, each) => sum + each.connectionsOpen, 0);
}

async function openConsumer(
  machine: Machine,
  provider: Network,
  service: Service,
  name: string,
  { clientAddresses = ['10.0.1.10'], endpointAddresses }: SceneOptions,
): Promise<Consumer> {
  const network = await createNetwork(machine, name);
  for (const address of clientAddresses) await startHost(network, address, idle);
  await permit(provider, service, network.accountId);
  const groupId = await createGroup(network, clientAddresses);
  const endpoint = await requestEndpoint(network, service, groupId, endpointAddresses);
  await until('the endpoint to be available', async () => (await stateOf(network, endpoint)) === 'available');
  return { ...network, endpoint };
}
