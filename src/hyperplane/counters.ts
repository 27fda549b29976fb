/** What the data plane has counted. */
import { readFileSync } from 'node:fs';
import type { DataPlaneId } from '../plan/entry.ts';
import { type DropReason, dropReasonNames } from './drop-reasons.ts';
import { refusals, type structs, trafficClasses } from './layout.ts';
import { type HyperplaneMaps, mapNames } from './maps.ts';
import type { Value } from './struct.ts';

export type Drops = Readonly<Record<DropReason, bigint>>;

export type TrafficClass = keyof typeof trafficClasses;

/** Of one traffic class; packets and bytes are of both directions. */
export interface Traffic {
  readonly opened: bigint;
  readonly open: bigint;
  readonly packets: bigint;
  readonly bytes: bigint;
}

/** First packets that opened nothing. */
export interface Refused {
  readonly tcp: bigint;
  readonly udp: bigint;
}

/** Counters of one interface since it was made. `in` is from clients to targets; bytes are those of IP packets. */
export interface EniCounters {
  readonly connectionsOpened: bigint;
  /** Connections now. */
  readonly connectionsOpen: bigint;
  readonly packetsIn: bigint;
  readonly bytesIn: bigint;
  readonly packetsOut: bigint;
  readonly bytesOut: bigint;
  /** Resets that the data plane itself has sent. */
  readonly resetsSent: bigint;
  /** Of these, the ones to targets. */
  readonly resetsToTargets: bigint;
  /** Connections that a reset of the client ended. */
  readonly clientResets: bigint;
  /** Connections that a reset of the target ended. */
  readonly targetResets: bigint;
  readonly portAllocationErrors: bigint;
  /** For want of a target, a port or because of a limit. */
  readonly rejected: Refused;
  /** By security groups of the interface. */
  readonly blocked: Refused;
  /** By inbound rules of the load balancer behind an endpoint. */
  readonly blockedInbound: Refused;
  /** By outbound rules of the load balancer; those that health checks and relays open too. */
  readonly blockedOutbound: Refused;
  /** Connections to targets that got them because too few are healthy. */
  readonly failedOpen: bigint;
  /** Handshakes that failed with clients, with targets. Relays count them; the data plane knows of none. */
  readonly clientTlsErrors: bigint;
  readonly targetTlsErrors: bigint;
  /** The counters above, by what the connections are. */
  readonly traffic: Readonly<Record<TrafficClass, Traffic>>;
  readonly drops: Drops;
}

/** Packets and bytes are as of the last sweep. */
export function readStats(maps: HyperplaneMaps): Map<DataPlaneId, EniCounters> {
  const { raw, key, value } = maps.eni_stats;
  const counters = new Map<DataPlaneId, EniCounters>();
  // Most of many interfaces have counted nothing, and reading that field by field would take half a second for 10,000.
  const zeros = new Uint8Array(raw.valueSize);
  const nothing = countersOf(value.decode(zeros));
  for (const entry of raw.entries()) {
    const isNothing = Buffer.compare(entry.value, zeros) === 0;
    counters.set(key.decode(entry.key).id, isNothing ? nothing : countersOf(value.decode(entry.value)));
  }
  return counters;
}

function countersOf(stats: Value<typeof structs.eni_stats>): EniCounters {
  return {
    connectionsOpened: stats.opened,
    connectionsOpen: stats.open,
    packetsIn: stats.packets_in,
    bytesIn: stats.bytes_in,
    packetsOut: stats.packets_out,
    bytesOut: stats.bytes_out,
    resetsSent: stats.resets,
    resetsToTargets: stats.resets_to_targets,
    clientResets: stats.client_resets,
    targetResets: stats.target_resets,
    portAllocationErrors: stats.port_errors,
    rejected: refusedOf(stats.refused, refusals.rejected),
    blocked: refusedOf(stats.refused, refusals.blocked),
    blockedInbound: refusedOf(stats.refused, refusals.inbound),
    blockedOutbound: refusedOf(stats.refused, refusals.outbound),
    failedOpen: stats.failed_open,
    clientTlsErrors: 0n,
    targetTlsErrors: 0n,
    traffic: trafficOf(stats),
    drops: dropsOf((number) => stats.drops[number] ?? 0n),
  };
}

/** All drops on all legs, also of packets that belong to no interface. */
export function readDrops(maps: HyperplaneMaps): Drops {
  return dropsOf((number) => {
    const bytes = maps.drops.get(new Uint8Array(Uint32Array.of(number).buffer));
    if (bytes === undefined) return 0n;
    return new BigUint64Array(bytes.buffer).reduce((sum, each) => sum + each, 0n);
  });
}

/** Bytes of kernel memory that the maps hold, by the kernel's own account; before Linux 6.4 an estimate of the most. */
export function readMemory(maps: HyperplaneMaps): number {
  let bytes = 0;
  for (const name of mapNames) {
    const map = maps[name];
    const facts = readFileSync(`/proc/self/fdinfo/${'raw' in map ? map.raw.fd : map.fd}`, 'utf8');
    bytes += Number(/^memlock:\s*(\d+)$/m.exec(facts)?.[1] ?? 0);
  }
  return bytes;
}

function trafficOf(stats: Value<typeof structs.eni_stats>): EniCounters['traffic'] {
  const of = (traffic: TrafficClass): Traffic => {
    const at = trafficClasses[traffic];
    return {
      opened: stats.opened_by[at] ?? 0n,
      open: stats.open_by[at] ?? 0n,
      packets: stats.packets_by[at] ?? 0n,
      bytes: stats.bytes_by[at] ?? 0n,
    };
  };
  return { tcp: of('tcp'), udp: of('udp'), tls: of('tls'), own: of('own') };
}

function refusedOf(refused: readonly bigint[], refusal: number): Refused {
  return { tcp: refused[2 * refusal] ?? 0n, udp: refused[2 * refusal + 1] ?? 0n };
}

function dropsOf(count: (number: number) => bigint): Drops {
  // Every reason is there.
  return Object.fromEntries(dropReasonNames.map((name, index) => [name, count(index + 1)])) as Drops;
}
