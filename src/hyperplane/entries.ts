/** From entries of the plan to the bytes of entries in the kernel. */
import { type Entry, fabricLeg } from '../plan/entry.ts';
import type { RawEntry } from './bpf-map.ts';
import { addressRoles, maps } from './layout.ts';
import type { Struct, Value } from './struct.ts';

/** The ifindex of a leg in the hyperplane, undefined while there is none. */
export type LegIndex = (leg: string) => number | undefined;

/** The maps that a plan's entries go to, one entry to one entry. */
export const planMaps = [
  'targets',
  'sources',
  'limits',
  'enis',
  'fronts',
  'origins',
  'addresses',
  'listeners',
] as const;

export type PlanMap = (typeof planMaps)[number];

/** Where an entry of the plan goes. */
export interface Placed extends RawEntry {
  readonly map: PlanMap;
}

/** @see https://www.iana.org/assignments/protocol-numbers */
const protocols = { tcp: 6, udp: 17 } as const;
const nobody = '0'.repeat(16);
const everySource = nobody;
const noGroups = nobody;
/** How far an endpoint may be ahead of its rate: a tenth of a second. One packet, however large, goes on top. */
const burstNs = 100_000_000n;
/** The bits of the set's name and of the mapped part of an IPv4 address stand before its prefix. */
const sourcePrefixBits = 64 + 96;

/**
 * Throws an Error when a leg is missing. Undefined for tables that are not written one entry to one entry: target tables,
 * and those of the network.
 */
export function place(entry: Entry, legIndex: LegIndex): Placed | undefined {
  switch (entry.table) {
    case 'target':
      return placed(
        'targets',
        { id: entry.value.id },
        {
          addr: entry.value.address,
          next_hop: entry.value.nextHop,
          port: entry.value.port,
          cut_ns: cutNs(entry.value),
          proxy_protocol: entry.value.proxyProtocol ? 1 : 0,
          tls: entry.value.tls ? 1 : 0,
          terminates: entry.value.terminates ? 1 : 0,
          fails_open: entry.value.failsOpen ? 1 : 0,
        },
      );
    case 'sources':
      return placed(
        'sources',
        {
          prefix_length: sourcePrefixBits + entry.value.prefixLength,
          set: entry.value.set,
          addr: entry.value.base,
        },
        { allowed: 1 },
      );
    case 'eni':
      return placed(
        'enis',
        { id: entry.value.id },
        {
          epoch: entry.value.epoch,
          paced: entry.value.isPaced ? 1 : 0,
          limit: entry.value.limit ?? nobody,
          endpoint: entry.value.endpointId ?? '',
        },
      );
    case 'limit':
      return placeLimit(entry);
    case 'front':
      return placeFront(entry, legIndex);
    case 'origin':
      return placeOrigin(entry, legIndex);
    case 'address':
      return placed(
        'addresses',
        {
          addr: entry.value.address,
          ifindex: legOf(entry.value.leg, legIndex),
        },
        { eni: entry.value.eni, mac: entry.value.mac, role: addressRoles[entry.value.role] },
      );
    case 'listener':
      return placeListener(entry, legIndex);
    case 'targetTable':
    case 'network':
    case 'segment':
    case 'leg':
    case 'resolverLeg':
    case 'instance':
    case 'check':
    case 'relay':
      return undefined;
  }
}

/** The time before which a target's connections end, on the clock of the eBPF program; 0 for none. */
export function cutNs({ cutAtMs = 0 }: Entry<'target'>['value']): bigint {
  return BigInt(cutAtMs) * 1_000_000n;
}

function placeLimit({ value }: Entry<'limit'>): Placed {
  return placed(
    'limits',
    { id: value.id },
    {
      bytes_per_second: BigInt(Math.ceil((value.bitsPerSecond ?? 0) / 8)),
      burst_ns: burstNs,
      connections: value.connections ?? 0,
    },
  );
}

function placeFront({ value }: Entry<'front'>, legIndex: LegIndex): Placed {
  return placed(
    'fronts',
    { id: value.id },
    {
      table: value.targetTable,
      inbound: value.inbound ?? noGroups,
      outbound: value.outbound ?? noGroups,
      addr: value.addresses,
      addresses: value.addresses.length,
      ifindex: legOf(value.leg, legIndex),
      idle_seconds: value.idleTimeoutSeconds,
      slots: value.slots,
      mac: value.mac,
      fabric: value.leg === fabricLeg ? 1 : 0,
      sticky: value.isSticky ? 1 : 0,
      tls: value.isTls ? 1 : 0,
      metered: value.isMetered ? 1 : 0,
    },
  );
}

function placeOrigin({ value }: Entry<'origin'>, legIndex: LegIndex): Placed {
  return placed(
    'origins',
    { addr: value.address, ifindex: legOf(fabricLeg, legIndex) },
    {
      eni: value.eni,
      outbound: value.outbound ?? noGroups,
      addr: value.node,
      gateway: value.gateway,
      subnet: value.base,
      mask: (0xffffffff << (32 - value.prefixLength)) >>> 0,
      ifindex: legOf(value.leg, legIndex),
      idle_seconds: value.idleTimeoutSeconds,
      mac: value.mac,
      mss: value.mss,
    },
  );
}

function placeListener({ value }: Entry<'listener'>, legIndex: LegIndex): Placed {
  return placed(
    'listeners',
    {
      addr: value.address,
      ifindex: legOf(value.leg, legIndex),
      port: value.port,
      protocol: protocols[value.protocol],
    },
    { eni: value.eni, front: value.front, sources: value.sources ?? everySource, mss: value.mss },
  );
}

function placed<N extends PlanMap>(
  map: N,
  key: Value<(typeof maps)[N]['key']>,
  value: Value<(typeof maps)[N]['value']>,
): Placed {
  const { key: keyStruct, value: valueStruct } = maps[map] as {
    readonly key: Struct<typeof key>;
    readonly value: Struct<typeof value>;
  };
  return { map, key: keyStruct.encode(key), value: valueStruct.encode(value) };
}

function legOf(leg: string, legIndex: LegIndex): number {
  const ifindex = legIndex(leg);
  if (ifindex === undefined) throw new Error(`the leg of ${leg} is not there`);
  return ifindex;
}
