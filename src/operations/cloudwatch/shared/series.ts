/** What requests name metrics by, and their points put together in periods. */
import type { Statistic } from '../../../model/alarm-resources.ts';
import { ServiceError } from '../../../model/errors.ts';
import {
  addStatistics,
  definitionOf,
  type KnownSubject,
  type MetricDimension,
  type MetricNamespace,
  type MetricPoint,
  metricDefinitions,
  type StatisticSet,
} from '../../../model/metrics.ts';
import type { OperationContext } from '../../operation.ts';
import { accountMadeMs } from '../../shared/account-age.ts';

/** A metric as a request names it. */
export interface AskedMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: readonly MetricDimension[];
}

/** A period: its beginning, milliseconds since 1970, and what its samples amount to. */
export interface Period extends StatisticSet {
  readonly timeMs: number;
}

interface SdkDimension {
  readonly Name?: string | undefined;
  readonly Value?: string | undefined;
}

/** @throws ServiceError InvalidParameterValue */
export function dimensionsOf(given: readonly SdkDimension[] = []): MetricDimension[] {
  if (given.length > 30) refuse('A metric has at most 30 dimensions.');
  // Both are required members.
  const dimensions = given.map(({ Name = '', Value = '' }) => ({ name: Name, value: Value }));
  if (new Set(dimensions.map(({ name }) => name)).size < dimensions.length) {
    refuse('Each dimension can be given once.');
  }
  return dimensions.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The caller's subjects in the region; none where nothing is kept. */
export function subjectsOf(context: OperationContext): readonly KnownSubject[] {
  const { metrics, caller, region } = context;
  const since = minuteOf(accountMadeMs(context));
  return (metrics?.subjects(caller.accountId, region) ?? []).filter(({ lastMs }) => lastMs >= since);
}

/**
 * The periods with samples, ascending, of the caller's metric; none when there is no such metric. A period begins at a
 * multiple of its length.
 */
export function periodsOf(
  { namespace, metricName, dimensions }: AskedMetric,
  range: { readonly fromMs: number; readonly toMs: number; readonly periodSeconds: number },
  context: OperationContext,
): Period[] {
  const { metrics, caller, region } = context;
  if (!metrics || !isNamespace(namespace)) return [];
  const subject = { accountId: caller.accountId, region, namespace, dimensions };
  const periodMs = range.periodSeconds * 1000;
  const fromMs = minuteOf(Math.max(range.fromMs, accountMadeMs(context)));
  return inPeriods(metrics.read(subject, metricName, fromMs, range.toMs), periodMs);
}

function minuteOf(timeMs: number): number {
  return timeMs - (timeMs % 60_000);
}

function inPeriods(points: readonly MetricPoint[], periodMs: number): Period[] {
  const periods = new Map<number, StatisticSet>();
  for (const { timeMs, ...set } of points) {
    const start = timeMs - (timeMs % periodMs);
    periods.set(start, addStatistics(periods.get(start), set));
  }
  return [...periods].map(([timeMs, set]) => ({ timeMs, ...set }));
}

export function statisticValue({ min, max, sum, count }: StatisticSet, statistic: Statistic): number {
  switch (statistic) {
    case 'Average':
      return sum / count;
    case 'Maximum':
      return max;
    case 'Minimum':
      return min;
    case 'SampleCount':
      return count;
    case 'Sum':
      return sum;
  }
}

/** @throws ServiceError InvalidParameterValue @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricStat.html */
export function checkPeriod(name: string, seconds: number): void {
  if (seconds >= 60 && seconds % 60 === 0) return;
  refuse(`The parameter ${name} must be a multiple of 60: metrics are kept by the minute.`);
}

/** Values come in the unit that the metric has; in another there are none, as nothing is converted. */
export function hasUnit({ namespace, metricName }: AskedMetric, unit: string | undefined): boolean {
  return unit === undefined || definitionOf(namespace, metricName)?.unit === unit;
}

/** @throws ServiceError InvalidParameterValue */
export function statisticOf(name: string): Statistic {
  const statistics: readonly Statistic[] = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'];
  const found = statistics.find((each) => each === name);
  if (found) return found;
  return refuse(
    `Postern keeps SampleCount, Average, Sum, Minimum and Maximum of each minute. The statistic ${name.slice(0, 50)} would need every sample.`,
  );
}

/** @throws ServiceError InvalidParameterValue always */
export function refuse(message: string): never {
  throw new ServiceError('InvalidParameterValue', message);
}

function isNamespace(text: string): text is MetricNamespace {
  return Object.hasOwn(metricDefinitions, text);
}
