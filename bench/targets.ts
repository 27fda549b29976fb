/** What the figures are to reach. */
import type { ApiResult } from './api.ts';
import type { ControlPlaneResult } from './control-plane.ts';
import type { DataPlaneResult } from './data-plane.ts';
import type { DnsResult } from './dns.ts';
import type { StacksResult } from './stacks.ts';

export interface Target {
  readonly title: string;
  readonly bound: 'at least' | 'at most';
  readonly limit: number;
  readonly unit: string;
  /** null when it could not be measured. */
  readonly value: number | null;
}

/** Whether it was measured and is reached. */
export function isReached({ bound, limit, value }: Target): boolean {
  if (value === null) return false;
  return bound === 'at least' ? value >= limit : value <= limit;
}

export function dataPlaneTargets(result: DataPlaneResult): Target[] {
  const ofDirect = 'x direct';
  const one = result.throughput1;
  return [
    atLeast('throughput, 1 stream', 0.92, ofDirect, one.postern.ratio),
    atLeast('throughput, 8 streams', 0.92, ofDirect, result.throughput8.postern.ratio),
    atMost('request to response, p50', 1.1, ofDirect, result.latency50.postern.ratio),
    atLeast('new connections', 0.75, ofDirect, result.connections.postern.ratio),
    atLeast('throughput, 1 stream', 2, 'x HAProxy', divide(one.postern.ratio, one.haproxy.ratio)),
    atLeast(
      'throughput, 8 streams',
      2,
      'x HAProxy',
      divide(result.throughput8.postern.ratio, result.throughput8.haproxy.ratio),
    ),
    atLeast(
      'TLS: download',
      0.7,
      'x HAProxy',
      divide(result.tlsDownload.postern.median, result.tlsDownload.haproxy.median),
    ),
  ];
}

export function controlPlaneTargets({ levels, starts }: ControlPlaneResult): Target[] {
  const none = levels[0]?.times?.firstByteMs ?? null;
  const most = levels.at(-1)?.times?.firstByteMs ?? null;
  const last = starts.at(-1);
  return [
    ...levels.map(({ existing, times }) =>
      atMost(`endpoint to first byte, at ${count(existing)}`, 50, 'ms', times?.firstByteMs ?? null),
    ),
    atMost(
      `endpoint to first byte, at ${count(levels.at(-1)?.existing ?? 0)}`,
      1.5,
      'x at none',
      divide(most, none),
    ),
    atMost(
      `DescribeVpcEndpoints of one, p99, at ${count(levels.at(-1)?.existing ?? 0)}`,
      5,
      'ms',
      levels.at(-1)?.describeP99Ms ?? null,
    ),
    atMost(
      `memory with ${count(last?.endpoints ?? 0)} endpoints`,
      300,
      'MB',
      last?.daemonBytes === null || last === undefined ? null : last.daemonBytes / 1e6,
    ),
    atMost(`start-up with ${count(last?.endpoints ?? 0)} endpoints`, 3000, 'ms', last?.startMs ?? null),
  ];
}

/** Ten times what moto answers, which writes nothing to a disk. */
export function apiTargets({ operations }: ApiResult): Target[] {
  return Object.entries(operations).map(([operation, { ratio }]) =>
    atLeast(`${operation}, requests a second`, 10, 'x moto', ratio),
  );
}

export function dnsTargets({ records, postern, rateRatio, ...rest }: DnsResult): Target[] {
  const { changeMs, startMs, daemonBytes } = rest;
  const at = `, at ${count(records)} records`;
  return [
    atLeast('queries of local data a second', 0.5, 'x unbound', rateRatio),
    atMost('query, p99 at half load', 1, 'ms', postern.p99Ms),
    atMost(`change visible${at}`, 50, 'ms', changeMs),
    atMost(`start-up${at}`, 10_000, 'ms', startMs),
    atMost(`memory${at}`, 500, 'MB', daemonBytes === null ? null : daemonBytes / 1e6),
  ];
}

/** Beyond what `cdk` needs to start and to load the templates. */
export function stacksTargets({ both, rule, many }: StacksResult): Target[] {
  return [
    atMost('both stacks of the example', 5, 's', both.beyondMs / 1000),
    atMost('one rule changed', 2, 's', rule.beyondMs / 1000),
    atMost('200 resources in one stack', 10, 's', many.beyondMs / 1000),
  ];
}

function count(endpoints: number): string {
  return endpoints.toLocaleString('en');
}

function atLeast(title: string, limit: number, unit: string, value: number | null): Target {
  return { title, bound: 'at least', limit, unit, value };
}

function atMost(title: string, limit: number, unit: string, value: number | null): Target {
  return { title, bound: 'at most', limit, unit, value };
}

function divide(value: number | null, by: number | null): number | null {
  return value === null || by === null || by === 0 ? null : value / by;
}

/** One line a target: a tick or a cross, what is wanted and what there is. */
export function targetLines(targets: readonly Target[]): string {
  return targets
    .map((target) => {
      const { title, bound, limit, unit, value } = target;
      const found = value === null ? 'not measured' : value.toFixed(value < 10 ? 3 : 0);
      return `${isReached(target) ? '✓' : '✗'} ${title.padEnd(44)} ${`${bound} ${limit} ${unit}`.padEnd(24)} ${found}`;
    })
    .join('\n');
}
