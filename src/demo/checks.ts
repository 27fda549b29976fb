/** What the demo shows, in the order in which it happens. */
import { setTimeout } from 'node:timers/promises';
import {
  AcceptVpcEndpointConnectionsCommand,
  RejectVpcEndpointConnectionsCommand,
} from '@aws-sdk/client-ec2';
import type { Machine } from './machine.ts';
import { ask, client, knock } from './programs.ts';
import type { Report } from './report.ts';
import {
  createGroup,
  type Endpoint,
  type Network,
  type PublishedService,
  requestEndpoint,
  required,
  stateOf,
  until,
  zones,
} from './world.ts';

export interface Cast {
  readonly machine: Machine;
  readonly report: Report;
  readonly provider: Network;
  readonly consumer: Network;
  readonly stranger: Network;
  readonly service: PublishedService;
}

/** The consumer's client in each zone. */
export const clients = ['10.0.0.10', '10.0.1.10'] as const;
/** A host of the consumer's that its security group does not let in. */
export const outsider = '10.0.0.11';
/** curl's exit codes. */
const curlTimeout = 28;
const curlRefused = 7;

/** What the provider's server says. */
export function readAnswer(text: string): { readonly server: string; readonly peer: string } | undefined {
  const [, server, peer] = /^hello from \S+: (\S+) answers (\S+)$/m.exec(text) ?? [];
  return server === undefined || peer === undefined ? undefined : { server, peer };
}

/** Nobody else may ask, and what the consumer asks for has to be accepted first. */
export async function checkPending(cast: Cast, endpoint: Endpoint): Promise<void> {
  const { report, stranger, service } = cast;
  report.step('Before the provider accepts');
  const refusal = await requestEndpoint(stranger, service, await createGroup(stranger, clients)).catch(
    (error: Error) => error,
  );
  report.check(
    'a stranger is told that there is no such service',
    refusal instanceof Error && refusal.name === 'InvalidServiceName',
    refusal instanceof Error ? `${refusal.name}: ${refusal.message}` : 'the endpoint was made',
  );
  report.check(
    'before acceptance nothing passes',
    ...(await everyClient(cast, endpoint, (output) => output.code === curlTimeout)),
  );
}

/** What passes once it is accepted. */
export async function checkAccepted(cast: Cast, endpoint: Endpoint): Promise<void> {
  const { report, consumer, service } = cast;
  report.step('What passes');
  await untilAvailable(consumer, endpoint);
  for (const [at, zone] of zones.entries()) {
    const output = await curl(cast, clients[at] ?? '', `http://${endpoint.addresses[at]}/`);
    const answer = readAnswer(output.stdout);
    const evidence = `curl http://${endpoint.addresses[at]}/ -> ${output.stdout.trim() || `exit code ${output.code}`}`;
    report.check(
      `${zone}: the client ${clients[at]} gets an answer from a server with its own address, ${answer?.server}`,
      answer?.server === clients[at],
      evidence,
    );
    report.check(
      `${zone}: the server saw the load balancer's address of the zone`,
      answer?.peer === service.nodeAddresses[at],
      `peer ${answer?.peer}, load balancer ${service.nodeAddresses[at]}`,
    );
  }
}

/** What the endpoint does not let through. */
export async function checkDrops(cast: Cast, endpoint: Endpoint): Promise<void> {
  cast.report.step('What must not pass');
  const [port, source] = await Promise.all([
    curl(cast, clients[0], `http://${endpoint.addresses[0]}:81/`),
    curl(cast, outsider, `http://${endpoint.addresses[0]}/`),
  ]);
  const drops = (await cast.machine.status()).drops as Record<string, number>;
  const counted = JSON.stringify(drops);
  cast.report.check(
    'a port without a listener is dropped',
    port.code === curlTimeout && (drops.no_listener ?? 0) > 0,
    `curl :81 -> exit code ${port.code}; counted ${counted}`,
  );
  cast.report.check(
    'a source outside the security group is dropped',
    source.code === curlTimeout && (drops.security_group ?? 0) > 0,
    `curl from ${outsider} -> exit code ${source.code}; counted ${counted}`,
  );
}

/** Equal addresses never meet. */
export async function checkIsolation(cast: Cast, endpoint: Endpoint): Promise<void> {
  const own = await cast.machine.exec(
    host(cast.consumer, clients[0]),
    ...['curl', '-s', '-m', '1', `http://${clients[0]}:8080/`],
  );
  cast.report.check(
    `the provider's ${clients[0]}:8080 is not reachable at the consumer's ${clients[0]}, only through the endpoint`,
    own.code === curlRefused || own.code === curlTimeout,
    `curl http://${clients[0]}:8080/ at the consumer -> exit code ${own.code}; the endpoint is ${endpoint.addresses.join(' and ')}`,
  );
}

/** Opens port 9000 of the consumer's clients, where the provider must not come through. */
export async function openPorts({ machine, consumer }: Pick<Cast, 'machine' | 'consumer'>): Promise<void> {
  for (const address of clients) {
    const id = host(consumer, address);
    machine.launch(id, 'node', '-e', client.replace(/^#!.*/, ''));
    await until(`port 9000 of ${address} to be open`, async () => (await countOf(machine, id)) === '0');
  }
}

/** How many connections have come from outside. */
async function countOf(machine: Machine, id: string): Promise<string> {
  return (await machine.exec(id, 'curl', '-s', 'http://127.0.0.1:9000/count')).stdout;
}

/** The provider tries every address of the consumer that it could know, on ports that are open there. */
export async function checkDirection(cast: Cast, endpoint: Endpoint): Promise<void> {
  const { machine, provider, consumer, service } = cast;
  const addresses = new Set([
    ...clients,
    outsider,
    ...endpoint.addresses,
    ...service.nodeAddresses,
    '10.0.0.1',
  ]);
  const targets = [...addresses].flatMap((address) => [`${address}:9000`, `${address}:81`]);
  const tried = await Promise.all(
    clients.map((address) => machine.exec(host(provider, address), 'node', '-e', knock, ...targets)),
  );
  const opened = tried.map((output) => output.stdout.trim()).filter((text) => text !== '');
  const counts = await Promise.all([...consumer.hosts.values()].map((id) => countOf(machine, id)));
  cast.report.check(
    'the provider cannot open a connection to the consumer by any address',
    opened.length === 0 && counts.every((count) => count === '0'),
    `${targets.length} addresses and ports tried from each server, ${opened.length} answered; connections that reached the consumer's open port: ${counts.join(', ')}`,
  );
}

/** A rejection cuts what is open and keeps out what is new. */
export async function checkReject(cast: Cast, endpoint: Endpoint): Promise<void> {
  const { machine, report, provider, consumer, service } = cast;
  report.step('The provider rejects the connection while it is in use');
  const stream = machine.launch(host(consumer, clients[0]), ...['node', '-e', ask, endpoint.addresses[0]]);
  let lines = 0;
  stream.stdout?.on('data', (chunk: Buffer) => {
    lines += chunk.toString().split('\n').length - 1;
  });
  const ended = new Promise<number>((resolve) => stream.once('close', (code) => resolve(code ?? -1)));
  await until('answers to come', async () => lines > 2);
  const before = lines;
  await provider.ec2.send(
    new RejectVpcEndpointConnectionsCommand({
      ServiceId: service.serviceId,
      VpcEndpointIds: [endpoint.endpointId],
    }),
  );
  const code = await Promise.race([ended, setTimeout(5000, undefined)]);
  if (code === undefined) stream.kill();
  report.check(
    'the open connection is cut',
    code === 56,
    `a connection that had brought ${before} answers ended with the exit code ${code} (56: connection reset)`,
  );
  report.check(
    'new connections fail',
    ...(await everyClient(cast, endpoint, (output) => output.code === curlTimeout)),
  );
}

/** A provider may change its mind. */
export async function acceptAgain(
  { report, provider, consumer, service }: Cast,
  endpoint: Endpoint,
): Promise<void> {
  report.step('The provider accepts again');
  await accept(provider, consumer, service, endpoint);
}

async function accept(
  provider: Network,
  consumer: Network,
  service: PublishedService,
  endpoint: Endpoint,
): Promise<void> {
  await provider.ec2.send(
    new AcceptVpcEndpointConnectionsCommand({
      ServiceId: service.serviceId,
      VpcEndpointIds: [endpoint.endpointId],
    }),
  );
  await untilAvailable(consumer, endpoint);
}

async function untilAvailable(consumer: Network, endpoint: Endpoint): Promise<void> {
  await until(
    'the endpoint to be available',
    async () => (await stateOf(consumer, endpoint)) === 'available',
  );
}

async function everyClient(
  cast: Cast,
  endpoint: Endpoint,
  holds: (output: { code: number }) => boolean,
): Promise<[boolean, string]> {
  const outputs = await Promise.all(
    clients.map((address, at) => curl(cast, address, `http://${endpoint.addresses[at]}/`)),
  );
  const state = await stateOf(cast.consumer, endpoint);
  return [
    outputs.every(holds),
    `endpoint ${state}; curl from ${clients.join(' and ')} -> exit codes ${outputs.map((output) => output.code).join(' and ')} (28: timed out)`,
  ];
}

function curl(cast: Cast, from: string, url: string) {
  return cast.machine.exec(host(cast.consumer, from), 'curl', '-s', '-m', '1.5', url);
}

function host(network: Network, address: string): string {
  return required(network.hosts.get(address));
}
