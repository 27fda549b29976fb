/** The VPC resolver of this node: the DNS server on the fabric, which reads the state in memory. */
import { randomBytes } from 'node:crypto';
import { Forwarder } from '../dns/forwarder.ts';
import { Responder, type ResponderCounters, type Upstream } from '../dns/responder.ts';
import { type DnsDescriptors, serveDns } from '../dns/server.ts';
import { boundUdpSocket, listeningTcpSocket } from '../kernel/inet-socket.ts';
import { withNamespace } from '../kernel/namespace.ts';
import { formatIpv4 } from '../model/address.ts';
import type { DnsHealth } from '../model/dns-health.ts';
import { resolverFabricAddress, resolverPort, vpcOfFabricAddress } from '../model/fabric.ts';
import type { VpcId } from '../model/ids.ts';
import type { State } from '../store/state.ts';
import type { Settings } from './settings.ts';

/** What may wait to be read, bytes: some ten thousand questions. */
const receiveBytes = 4 * 1024 * 1024;

export interface ResolverOptions {
  readonly state: State;
  /** The hyperplane's, where the fabric's leg is up. */
  readonly namespace: string;
  readonly health: DnsHealth;
  readonly upstream: Upstream | undefined;
  readonly log: (message: string) => void;
}

export interface Resolver {
  readonly counters: ResponderCounters;
  close(): Promise<void>;
}

/** The resolvers that the operator named, if any. */
export function upstreamOf({ resolvers }: Settings): Upstream | undefined {
  return resolvers.length === 0 ? undefined : new Forwarder({ resolvers, randomBytes, now: Date.now });
}

/** @throws Error when the sockets cannot be bound */
export async function startResolver(options: ResolverOptions): Promise<Resolver> {
  const { state, namespace, health, upstream, log } = options;
  const responder = new Responder({
    resources: state,
    health,
    upstream,
    random: Math.random,
    now: Date.now,
    report: (error) => log(`could not answer a question: ${(error as Error).stack ?? String(error)}`),
  });
  const descriptors = withNamespace(namespace, openSockets);
  const vpcs = new Map<number, VpcId>();
  const vpcOf = (address: number) => {
    const known = vpcs.get(address) ?? vpcOfFabricAddress(formatIpv4(address), state);
    // There are no more than VPCs, since others are not kept.
    if (known !== undefined) vpcs.set(address, known);
    return known;
  };
  const server = await serveDns({ responder, vpcOf, log }, descriptors);
  const end = state.onChange((changes) => {
    if (changes.some(({ kind }) => kind === 'vpc')) vpcs.clear();
    responder.changed(changes);
  });
  return {
    counters: responder.counters,
    close: async () => {
      end();
      await server.close();
    },
  };
}

function openSockets(): DnsDescriptors {
  const address = Uint8Array.from(resolverFabricAddress.split('.').map(Number));
  const udp = boundUdpSocket(address, resolverPort, receiveBytes);
  return { udp, tcp: listeningTcpSocket(address, resolverPort) };
}
