/** A consumer with room for thousands of endpoints in one subnet, and a client in it that waits to use them. */
import { createInterface } from 'node:readline';
import { CreateSubnetCommand, CreateVpcCommand, EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Machine } from '../src/demo/machine.ts';
import { type Network, region, required, startHost } from '../src/demo/world.ts';
import type { Cleanup } from './cleanup.ts';
import { admit, openService, type Postern, startPostern, zone } from './postern.ts';
import { firstByte, httpPort, idle } from './programs.ts';

export interface ControlScene extends Postern {
  /** Its two subnets are one, 10.0.0.0/17. */
  readonly consumer: Network;
  readonly groupId: string;
  readonly serviceName: string;
  /** Another client of the consumer's, with connections of its own. @param maxAttempts the SDK's usual number unless given */
  newClient(maxAttempts?: number): EC2Client;
  /** Resolves when the first byte of an answer through the endpoint is there. Calls must not overlap. */
  fetchByte(address: string): Promise<void>;
}

export async function openControlScene(cleanup: Cleanup): Promise<ControlScene> {
  const postern = await startPostern(cleanup);
  const { machine } = postern;
  const { provider, service } = await openService(machine);
  const { consumer, newClient } = await createWideNetwork(machine);
  const clientId = await startHost(consumer, '10.0.1.10', idle);
  return {
    ...postern,
    consumer,
    newClient,
    groupId: await admit(provider, service, consumer),
    serviceName: service.serviceName,
    fetchByte: await startFetcher(cleanup, machine, clientId),
  };
}

async function createWideNetwork(
  machine: Machine,
): Promise<{ consumer: Network; newClient: ControlScene['newClient'] }> {
  const keys = await machine.createAccount('consumer');
  const settings = { region, endpoint: machine.endpoint, credentials: keys };
  const newClient = (maxAttempts?: number) =>
    new EC2Client({ ...settings, ...(maxAttempts !== undefined && { maxAttempts }) });
  const ec2 = newClient();
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const vpcId = required(Vpc?.VpcId);
  const { Subnet } = await ec2.send(
    new CreateSubnetCommand({ VpcId: vpcId, CidrBlock: '10.0.0.0/17', AvailabilityZone: zone }),
  );
  const subnetId = required(Subnet?.SubnetId);
  const consumer: Network = {
    name: 'consumer',
    accountId: keys.accountId,
    ec2,
    elb: new ElasticLoadBalancingV2Client(settings),
    vpcId,
    subnetIds: [subnetId, subnetId],
    hosts: new Map(),
  };
  return { consumer, newClient };
}

/** Starts the process in the client that fetches, and waits until it is ready. */
async function startFetcher(
  cleanup: Cleanup,
  machine: Machine,
  clientId: string,
): Promise<ControlScene['fetchByte']> {
  let close = () => {};
  cleanup.add(() => close());
  const child = machine.launch(clientId, 'node', '-e', firstByte);
  close = () => void child.stdin?.end();
  // All three are pipes, as `start` says.
  const lines = createInterface(child.stdout!)[Symbol.asyncIterator]();
  const expect = async (word: string) => {
    const line = await lines.next();
    if (line.value !== word)
      throw new Error(`the client said '${line.value ?? 'nothing more'}', not '${word}'`);
  };
  await expect('ready');
  return async (address) => {
    child.stdin?.write(`${address} ${httpPort}\n`);
    await expect('byte');
  };
}
