/** The names' result for people. */
import { formatBytes, table } from '../src/main/table.ts';
import type { DnsFigures, DnsResult } from './dns.ts';

/** Medians of the rounds, and the medians of the rounds' ratios. */
export function dnsTable({ zones, records, postern, unbound, ...rest }: DnsResult): string {
  const header = [
    `names, one core, ${zones.toLocaleString('en')} zones, ${records.toLocaleString('en')} records`,
    'Postern',
    'unbound',
    'ratio',
  ];
  const row = (title: string, cell: (figures: DnsFigures) => string, ratio: number | null = null) => [
    title,
    cell(postern),
    cell(unbound),
    ratio === null ? '' : ratio.toFixed(2),
  ];
  return table(header, [
    row('queries', ({ perSecond }) => `${perSecond.toFixed(0)}/s`, rest.rateRatio),
    row('processor time of a query', ({ cpuUs }) => `${cpuUs.toFixed(1)} µs`, rest.cpuRatio),
    row('p99 at half load', ({ p99Ms }) => `${p99Ms.toFixed(2)} ms`),
    ['change visible', rest.changeMs === null ? 'not measured' : `${rest.changeMs.toFixed(1)} ms`, '', ''],
    ['start', rest.startMs === null ? 'not measured' : `${(rest.startMs / 1000).toFixed(1)} s`, '', ''],
    ['memory', rest.daemonBytes === null ? 'not measured' : formatBytes(rest.daemonBytes), '', ''],
  ]);
}
