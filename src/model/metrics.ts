/**
 * The metrics that are kept, by namespace, and how they are read. Values are volatile: they are files of this node and
 * not in the store.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cloudwatch-metrics.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html
 */
import type { AccountId } from './ids.ts';

export type MetricNamespace = 'AWS/NetworkELB' | 'AWS/PrivateLinkEndpoints' | 'AWS/PrivateLinkServices';

export type MetricUnit = 'Bytes' | 'Bytes/Second' | 'Count' | 'Count/Second';

export interface MetricDefinition {
  readonly unit: MetricUnit;
  /**
   * `always`: 0 in every minute in which anything is kept of the same dimensions. `nonzero`: only in minutes in which it is
   * not 0. `targets`: of target groups.
   */
  readonly kept: 'always' | 'nonzero' | 'targets';
}

type Definitions = Readonly<Record<string, MetricDefinition>>;

const count: MetricDefinition = { unit: 'Count', kept: 'always' };
const bytes: MetricDefinition = { unit: 'Bytes', kept: 'always' };
const nonzero: MetricDefinition = { unit: 'Count', kept: 'nonzero' };
const nonzeroBytes: MetricDefinition = { unit: 'Bytes', kept: 'nonzero' };

const connections: Definitions = { ActiveConnections: count, BytesProcessed: bytes, NewConnections: count };

/** Every metric that there is here. `docs/metrics.md` says why others are not. */
export const metricDefinitions: Readonly<Record<MetricNamespace, Definitions>> = {
  'AWS/PrivateLinkEndpoints': { ...connections, PacketsDropped: count, RstPacketsReceived: count },
  'AWS/PrivateLinkServices': { ...connections, EndpointsCount: nonzero, RstPacketsSent: count },
  'AWS/NetworkELB': {
    ActiveFlowCount: count,
    ActiveFlowCount_TCP: nonzero,
    ActiveFlowCount_TLS: nonzero,
    ActiveFlowCount_UDP: nonzero,
    ClientTLSNegotiationErrorCount: nonzero,
    HealthyHostCount: { unit: 'Count', kept: 'targets' },
    NewFlowCount: count,
    NewFlowCount_TCP: nonzero,
    NewFlowCount_TLS: nonzero,
    NewFlowCount_UDP: nonzero,
    PeakBytesPerSecond: { unit: 'Bytes/Second', kept: 'always' },
    PeakPacketsPerSecond: { unit: 'Count/Second', kept: 'always' },
    PortAllocationErrorCount: count,
    ProcessedBytes: bytes,
    ProcessedBytes_TCP: nonzeroBytes,
    ProcessedBytes_TLS: nonzeroBytes,
    ProcessedBytes_UDP: nonzeroBytes,
    ProcessedPackets: count,
    RejectedFlowCount: count,
    RejectedFlowCount_TCP: nonzero,
    SecurityGroupBlockedFlowCount_Inbound_TCP: nonzero,
    SecurityGroupBlockedFlowCount_Inbound_UDP: nonzero,
    SecurityGroupBlockedFlowCount_Outbound_TCP: nonzero,
    SecurityGroupBlockedFlowCount_Outbound_UDP: nonzero,
    TCP_Client_Reset_Count: count,
    TCP_ELB_Reset_Count: count,
    TCP_Target_Reset_Count: count,
    TargetTLSNegotiationErrorCount: nonzero,
    UnHealthyHostCount: { unit: 'Count', kept: 'targets' },
    UnhealthyRoutingFlowCount: nonzero,
    ZonalHealthStatus: count,
  },
};

/** What the samples of a period amount to. */
export interface StatisticSet {
  readonly min: number;
  readonly max: number;
  readonly sum: number;
  readonly count: number;
}

/** The samples of one minute. */
export interface MetricPoint extends StatisticSet {
  /** When the minute began, milliseconds since 1970. */
  readonly timeMs: number;
}

export interface MetricDimension {
  readonly name: string;
  readonly value: string;
}

/** What metrics are of: a combination of dimensions, and who may read it. */
export interface MetricSubject {
  readonly accountId: AccountId;
  readonly region: string;
  readonly namespace: MetricNamespace;
  /** Ordered by name. */
  readonly dimensions: readonly MetricDimension[];
}

/** A subject of which something was kept in the last two weeks. */
export interface KnownSubject extends MetricSubject {
  readonly metricNames: readonly string[];
  /** The beginning of the last minute in which something was kept. */
  readonly lastMs: number;
}

export interface MetricReader {
  /** What is known of an account's in a region, in no particular order. */
  subjects(accountId: AccountId, region: string): readonly KnownSubject[];
  /** The minutes from `fromMs` on and before `toMs` in which there is something, ascending. */
  read(subject: MetricSubject, metricName: string, fromMs: number, toMs: number): readonly MetricPoint[];
}

/** How long minutes are kept: two weeks. */
export const metricRetentionMs = 14 * 24 * 60 * 60_000;

export function definitionOf(namespace: string, metricName: string): MetricDefinition | undefined {
  if (!Object.hasOwn(metricDefinitions, namespace)) return undefined;
  // Just looked.
  const definitions = metricDefinitions[namespace as MetricNamespace];
  return Object.hasOwn(definitions, metricName) ? definitions[metricName] : undefined;
}

/** Both together. */
export function addStatistics(a: StatisticSet | undefined, b: StatisticSet): StatisticSet {
  if (!a) return b;
  const [min, max] = [Math.min(a.min, b.min), Math.max(a.max, b.max)];
  return { min, max, sum: a.sum + b.sum, count: a.count + b.count };
}

/** One text for one combination, whatever the order of its dimensions. */
export function subjectKey({ accountId, region, namespace, dimensions }: MetricSubject): string {
  const parts = dimensions.map(({ name, value }) => [name, value]);
  parts.sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  return JSON.stringify([accountId, region, namespace, parts]);
}
