/** What the demo shows, in the order in which it happens. */
import { setTimeout } from 'node:timers/promises';
import {
  AcceptVpcEndpointConnectionsCommand,
  RejectVpcEndpointConnectionsCommand,
} from '@aws-sdk/client-ec2';
import type { Machine } from './machine.ts';
import { knock } from './programs.ts';
import type { Report } from './report.ts';
import {
  createGroup,
  type Endpoint,
  type Network,
  requestEndpoint,
  required,
  type Service,
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
  readonly service: Service;
}

/** The consumer's client in each zone. */
export const clients = ['10.0.1.10', '10.0.2.10'] as const;
/** curl's exit codes. */
const curlTimeout = 28;
const curlRefused = 7;

/** The request, before and after the provider accepts it. */
export async function checkAcceptance(cast: Cast): Promise<Endpoint> {
  const { report, provider, consumer, stranger, service } = cast;
  report.step('The consumer asks for an endpoint in both zones');
  const refusal = await requestEndpoint(stranger, service, await createGroup(stranger, clients)).catch(
    (error: Error) => error,
  );
  report.check(
    'a stranger is told that there is no such service',
    refusal instanceof Error && refusal.name === 'InvalidServiceName',
    refusal instanceof Error ? `${refusal.name}: ${refusal.message}` : 'the endpoint was made',
  );
  const endpoint = await requestEndpoint(consumer, service, await createGroup(consumer, clients));
  report.check(
    'before acceptance nothing passes',
    ...(await everyClient(cast, endpoint, (output) => output.code === curlTimeout)),
  );

  report.step('The provider accepts');
  await accept(provider, consumer, service, endpoint);
  for (const [at, zone] of zones.entries()) {
    const output = await curl(cast, clients[at] ?? '', `http://${endpoint.addresses[at]}/`);
    const answer = output.code === 0 ? JSON.parse(output.stdout) : {};
    report.check(
      `${zone}: the client ${clients[at]} gets an answer from a server with its own address, ${answer.server}`,
      answer.server === clients[at],
      `curl http://${endpoint.addresses[at]}/ -> ${output.stdout || `exit code ${output.code}`}`,
    );
    report.check(
      `${zone}: the server saw the load balancer's address of the zone`,
      answer.peer === service.nodeAddresses[at],
      `peer ${answer.peer}, load balancer ${service.nodeAddresses[at]}`,
    );
  }
  return endpoint;
}

/** What the endpoint does not let through. */
export async function checkDrops(cast: Cast, endpoint: Endpoint): Promise<void> {
  cast.report.step('What must not pass');
  const [port, source] = await Promise.all([
    curl(cast, '10.0.1.10', `http://${endpoint.addresses[0]}:81/`),
    curl(cast, '10.0.1.11', `http://${endpoint.addresses[0]}/`),
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
    `curl from 10.0.1.11 -> exit code ${source.code}; counted ${counted}`,
  );
}

/** Equal addresses never meet. */
export async function checkIsolation(cast: Cast, endpoint: Endpoint): Promise<void> {
  const own = await cast.machine.exec(
    host(cast.consumer, '10.0.1.10'),
    'curl',
    '-s',
    '-m',
    '1',
    'http://10.0.1.10:8080/',
  );
  cast.report.check(
    "the provider's 10.0.1.10:8080 is not reachable at the consumer's 10.0.1.10, only through the endpoint",
    own.code === curlRefused || own.code === curlTimeout,
    `curl http://10.0.1.10:8080/ at the consumer -> exit code ${own.code}; the endpoint is ${endpoint.addresses.join(' and ')}`,
  );
}

/** The provider tries every address of the consumer that it could know, on ports that are open there. */
export async function checkDirection(cast: Cast, endpoint: Endpoint): Promise<void> {
  const { machine, provider, consumer, service } = cast;
  const addresses = new Set([
    ...clients,
    '10.0.1.11',
    ...endpoint.addresses,
    ...service.nodeAddresses,
    '10.0.1.1',
  ]);
  const targets = [...addresses].flatMap((address) => [`${address}:9000`, `${address}:81`]);
  const tried = await Promise.all(
    clients.map((address) => machine.exec(host(provider, address), 'node', '-e', knock, ...targets)),
  );
  const opened = tried.map((output) => output.stdout.trim()).filter((text) => text !== '');
  const counts = await Promise.all(
    [...consumer.hosts.values()].map((id) => machine.exec(id, 'curl', '-s', 'http://127.0.0.1:9000/count')),
  );
  cast.report.check(
    'the provider cannot open a connection to the consumer by any address',
    opened.length === 0 && counts.every((output) => output.stdout === '0'),
    `${targets.length} addresses and ports tried from each server, ${opened.length} answered; connections that reached the consumer's open port: ${counts.map((output) => output.stdout).join(', ')}`,
  );
}

/** A rejection cuts what is open and keeps out what is new. */
export async function checkReject(cast: Cast, endpoint: Endpoint): Promise<void> {
  const { machine, report, provider, consumer, service } = cast;
  report.step('The provider rejects the connection while it is in use');
  const stream = machine.launch(
    host(consumer, '10.0.1.10'),
    'curl',
    '-sN',
    `http://${endpoint.addresses[0]}/stream`,
  );
  let lines = 0;
  stream.stdout?.on('data', (chunk: Buffer) => {
    lines += chunk.toString().split('\n').length - 1;
  });
  const ended = new Promise<number>((resolve) => stream.once('close', (code) => resolve(code ?? -1)));
  await until('the stream to flow', async () => lines > 2);
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
    `a stream that had brought ${before} lines ended with curl's exit code ${code} (56: connection reset)`,
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
  service: Service,
  endpoint: Endpoint,
): Promise<void> {
  await provider.ec2.send(
    new AcceptVpcEndpointConnectionsCommand({
      ServiceId: service.serviceId,
      VpcEndpointIds: [endpoint.endpointId],
    }),
  );
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
