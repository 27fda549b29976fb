/** The ways from a client to the server that are compared. All end at the same server. */
import type { Machine } from '../src/demo/machine.ts';
import { createNetwork, required, startHost, until } from '../src/demo/world.ts';
import { issue } from '../src/operations/acm/testing/issue.ts';
import type { Segment } from './attach.ts';
import type { Cleanup } from './cleanup.ts';
import type { Service } from './command.ts';
import {
  admit,
  endpointRequest,
  nodeAddress,
  openRelayedListeners,
  openService,
  type Postern,
  serverAddress,
  startPostern,
} from './postern.ts';
import { idle } from './programs.ts';
import { type ProxyPlace, startHaproxy, startNginx } from './proxies.ts';

export const pathTitles = {
  direct: 'direct',
  postern: 'Postern',
  haproxy: 'HAProxy',
  nginx: 'nginx',
} as const;

export type PathName = keyof typeof pathTitles;
// The keys of a literal are its keys.
export const pathNames = Object.keys(pathTitles) as readonly PathName[];

export interface Path {
  readonly name: PathName;
  /** The instance that the client's programs run in. */
  readonly clientId: string;
  /** Where the client connects to. */
  readonly address: string;
  /** Whom the server sees. */
  readonly peer: string;
}

const clientAddress = '10.0.1.10';
const neighbourAddress = '10.0.1.20';
const endpointAddress = '10.0.1.100';
/** Of each proxy, towards the clients and towards the server. */
const haproxyAddresses = ['10.0.1.201', '10.0.1.202'] as const;
const nginxAddresses = ['10.0.1.203', '10.0.1.204'] as const;

/** Builds everything and sees that each path leads where it is said to. */
export async function openPaths(cleanup: Cleanup): Promise<{ machine: Machine; paths: readonly Path[] }> {
  const postern = await startPostern(cleanup);
  const { machine } = postern;
  const { provider, service } = await openService(machine);
  const { pem: certificate, keyPem: privateKey } = issue({
    commonName: 'example.com',
    dnsNames: ['example.com'],
  });
  await openRelayedListeners(machine, provider, service, { certificate, privateKey });
  const neighbour = await startHost(provider, neighbourAddress, idle);
  const consumer = await createNetwork(machine, 'consumer');
  const client = await startHost(consumer, clientAddress, idle);
  const wish = {
    vpcId: consumer.vpcId,
    subnetId: consumer.subnetIds[0],
    groupId: await admit(provider, service, consumer),
    serviceName: service.serviceName,
    address: endpointAddress,
  };
  await consumer.ec2.send(endpointRequest(wish));

  const place = ([frontAddress, backAddress]: readonly [string, string]): ProxyPlace => ({
    prefix: `pb${postern.instance.slice('bench'.length)}`,
    front: segmentOf(postern, consumer.vpcId, consumer.subnetIds[0]),
    frontAddress,
    back: segmentOf(postern, provider.vpcId, provider.subnetIds[0]),
    backAddress,
    serverAddress,
    certificate,
    privateKey,
  });
  const proxies = {
    haproxy: startHaproxy(cleanup, place(haproxyAddresses)),
    nginx: startNginx(cleanup, place(nginxAddresses)),
  };
  const paths: Path[] = [
    { name: 'direct', clientId: neighbour, address: serverAddress, peer: neighbourAddress },
    { name: 'postern', clientId: client, address: endpointAddress, peer: nodeAddress },
    { name: 'haproxy', clientId: client, address: haproxyAddresses[0], peer: haproxyAddresses[1] },
    { name: 'nginx', clientId: client, address: nginxAddresses[0], peer: nginxAddresses[1] },
  ];
  for (const path of paths) await check(machine, path, proxies);
  return { machine, paths };
}

function segmentOf({ instance }: Postern, vpcId: string, subnetId: string): Segment {
  return { namespace: `postern-${instance}-${vpcId}`, bridge: subnetId };
}

async function check(
  machine: Machine,
  path: Path,
  proxies: Partial<Record<PathName, Service>>,
): Promise<void> {
  let seen = '';
  try {
    await until(`the path ${path.name} to work`, async () => {
      const url = `http://${path.address}/peer`;
      const output = await machine.exec(path.clientId, 'curl', '-sS', '-m', '2', url);
      seen = output.stdout || output.stderr.trim();
      return output.code === 0;
    });
  } catch (error) {
    throw new Error(`${seen}\n${proxies[path.name]?.output() ?? ''}`, { cause: error });
  }
  if (seen !== path.peer) {
    throw new Error(`On the path ${path.name} the server is to see ${path.peer}, not ${required(seen)}.`);
  }
}
