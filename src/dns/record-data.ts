/** From record sets of a zone to records: the choice among several, aliases, health. */
import type { HostedZone, RecordSet } from '../model/dns-resources.ts';
import { encodeRecordData } from '../model/record-data/encode.ts';
import { endpointNameData, loadBalancerNameData } from './addresses.ts';
import { type Data, noData, type ResolverContext } from './resolution.ts';
import { lookUpInZone } from './zone-lookup.ts';

/** How many aliases may follow one another. */
const aliasDepthMax = 8;
/** How many values of multivalue record sets one answer has. */
const multivalueMax = 8;

/**
 * The data of the set that the routing policy chooses among those of one name and type.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy.html
 */
export function chosenData(
  context: ResolverContext,
  zone: HostedZone,
  sets: readonly RecordSet[],
  depth = 0,
): Data {
  const resolved = sets.map((set) => ({ set, data: dataOf(context, zone, set, depth) }));
  const [first] = resolved;
  if (!first) return noData;
  const healthy = resolved.filter((each) => isHealthy(context, each));
  const data = routed(context, resolved, healthy);
  return { ...data, healthy: healthy.length > 0 };
}

function routed(context: ResolverContext, resolved: readonly Resolved[], healthy: readonly Resolved[]): Data {
  const [first] = resolved;
  const kind = first?.set.routing?.kind;
  if (kind === undefined) return first?.data ?? noData;
  // When none is healthy, all are taken for it.
  const candidates = healthy.length > 0 ? healthy : resolved;
  switch (kind) {
    case 'weighted':
      return unstable(weighted(context, candidates, resolved));
    case 'multivalue':
      return {
        records: shuffled(context, candidates)
          .slice(0, multivalueMax)
          .flatMap(({ data }) => data.records),
        stable: false,
        healthy: true,
      };
    case 'failover':
      return failover(resolved, healthy)?.data ?? noData;
    case 'latency':
      return nearest(context, candidates)?.data ?? noData;
  }
}

interface Resolved {
  readonly set: RecordSet;
  readonly data: Data;
}

function dataOf(context: ResolverContext, zone: HostedZone, set: RecordSet, depth: number): Data {
  if (set.alias) return aliasData(context, zone, set, depth);
  const records = (set.values ?? []).flatMap((text) => {
    const encoded = encodeRecordData(set.type, text);
    // What is stored was encoded before.
    return 'data' in encoded ? [{ ttl: set.ttl ?? 0, data: encoded.data, text }] : [];
  });
  return { records, stable: true, healthy: true };
}

/** What the target has of the type; nothing when it is not there, or aliases go round in a circle. */
function aliasData(
  context: ResolverContext,
  zone: HostedZone,
  { alias, type }: RecordSet,
  depth: number,
): Data {
  if (!alias || depth >= aliasDepthMax) return noData;
  if (alias.hostedZoneId === zone.id) {
    const found = lookUpInZone(context.resources, zone, alias.dnsName, type);
    return found.kind === 'records' ? chosenData(context, zone, found.sets, depth + 1) : noData;
  }
  // Names of AWS's have IPv4 addresses and nothing else.
  if (type !== 'A') return noData;
  const { resources, health } = context;
  return (
    endpointNameData(resources, health, alias.dnsName) ??
    loadBalancerNameData(resources, health, alias.dnsName) ??
    noData
  );
}

function isHealthy({ health }: ResolverContext, { set, data }: Resolved): boolean {
  if (set.healthCheckId !== undefined && !health.isHealthy(set.healthCheckId)) return false;
  return set.alias?.evaluateTargetHealth !== true || (data.healthy && data.records.length > 0);
}

/** By weight; sets of weight 0 only when there is no other, and then each as often. */
function weighted(context: ResolverContext, candidates: readonly Resolved[], all: readonly Resolved[]): Data {
  const weightOf = ({ set }: Resolved) => (set.routing?.kind === 'weighted' ? set.routing.weight : 0);
  const heavy = candidates.filter((each) => weightOf(each) > 0);
  const allZero = all.every((each) => weightOf(each) === 0);
  const among = heavy.length > 0 ? heavy : candidates;
  const weight = (each: Resolved) => (heavy.length > 0 && !allZero ? weightOf(each) : 1);
  let left = context.random() * among.reduce((sum, each) => sum + weight(each), 0);
  for (const each of among) {
    left -= weight(each);
    if (left < 0) return each.data;
  }
  return among.at(-1)?.data ?? noData;
}

/** The primary while it is healthy, else the secondary while that is, else the primary. */
function failover(all: readonly Resolved[], healthy: readonly Resolved[]): Resolved | undefined {
  const isRole =
    (role: string) =>
    ({ set }: Resolved) =>
      set.routing?.kind === 'failover' && set.routing.role === role;
  return (
    healthy.find(isRole('PRIMARY')) ??
    healthy.find(isRole('SECONDARY')) ??
    all.find(isRole('PRIMARY')) ??
    all[0]
  );
}

/** That of the VPC's own region; of other regions the first by name, since nothing here measures a latency. */
function nearest({ vpc }: ResolverContext, candidates: readonly Resolved[]): Resolved | undefined {
  const regionOf = ({ set }: Resolved) => (set.routing?.kind === 'latency' ? set.routing.region : '');
  const own = candidates.find((each) => regionOf(each) === vpc?.region);
  return own ?? candidates.toSorted((a, b) => (regionOf(a) < regionOf(b) ? -1 : 1))[0];
}

function shuffled<T>({ random }: ResolverContext, items: readonly T[]): T[] {
  const result = [...items];
  for (let at = result.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    // Both are places of the list.
    [result[at], result[other]] = [result[other] as T, result[at] as T];
  }
  return result;
}

function unstable(data: Data): Data {
  return { ...data, stable: false };
}
