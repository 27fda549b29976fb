/**
 * What an alarm's metric says about its state. Windows slide: they end with the last minute that is over.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
import type { AlarmState, MetricAlarm } from '../../../model/alarm-resources.ts';
import {
  addStatistics,
  definitionOf,
  type MetricNamespace,
  type MetricReader,
  metricDefinitions,
  type StatisticSet,
} from '../../../model/metrics.ts';
import { statisticValue } from './series.ts';

/** Periods before the last N in which samples are looked for when some of those have none. */
const furtherPeriods = 2;
const minuteMs = 60_000;

/** A period: its beginning, milliseconds since 1970, and what was measured in it. */
export interface Datapoint {
  readonly timeMs: number;
  readonly samples: number;
  readonly value: number;
}

/** What was found, and what it means. */
export interface Verdict {
  /** Undefined: the alarm stays as it is. */
  readonly state: AlarmState | undefined;
  /** Those that were evaluated, newest first: all there are when there are fewer than N. */
  readonly datapoints: readonly Datapoint[];
  /** How many of these are breaching. */
  readonly breaching: number;
  /** How many were missing and were taken for what the alarm says of missing ones. */
  readonly missing: number;
  /** When the oldest period that was looked at began, milliseconds since 1970. */
  readonly fromMs: number;
}

/** @param nowMs milliseconds since 1970 */
export function evaluateAlarm(
  alarm: MetricAlarm,
  metrics: Pick<MetricReader, 'read'>,
  nowMs: number,
): Verdict {
  const { evaluationPeriods: n, datapointsToAlarm: m = n, metric } = alarm;
  const endMs = nowMs - (nowMs % minuteMs);
  const windows = windowsOf(alarm, metrics, endMs, n + furtherPeriods);
  const found = windows.flatMap((set, age) => {
    if (set === undefined) return [];
    const value = statisticValue(set, metric.statistic);
    return [{ age, timeMs: endMs - (age + 1) * metric.periodSeconds * 1000, samples: set.count, value }];
  });
  const evaluated = found.slice(0, n);
  const breaching = evaluated.filter(({ value }) => isBreaching(alarm, value));
  const missing = n - evaluated.length;
  const state =
    missing === 0
      ? stateOf(breaching.length >= m)
      : stateWithMissing(alarm, {
          found: evaluated.length,
          breaching: breaching.length,
          missing,
          // The age of the last period is 1.
          oldestBreaching: (breaching.at(-1)?.age ?? -1) + 1,
        });
  return {
    state,
    datapoints: evaluated.map(({ timeMs, samples, value }) => ({ timeMs, samples, value })),
    breaching: breaching.length,
    missing,
    fromMs: endMs - n * metric.periodSeconds * 1000,
  };
}

interface Found {
  readonly found: number;
  readonly breaching: number;
  readonly missing: number;
  readonly oldestBreaching: number;
}

/** Missing ones count as the alarm says. What is not missing always counts. */
function stateWithMissing(alarm: MetricAlarm, { found, breaching, missing, oldestBreaching }: Found) {
  const { evaluationPeriods: n, datapointsToAlarm: m = n, treatMissingData = 'missing' } = alarm;
  if (treatMissingData === 'breaching') return stateOf(breaching + missing >= m);
  if (treatMissingData === 'notBreaching' || breaching >= m) return stateOf(breaching >= m);
  if (found > breaching) return 'OK';
  if (treatMissingData === 'ignore') return undefined;
  // One that is breaching and has nothing better after it alarms as soon as M of them could have been there.
  return oldestBreaching >= m ? 'ALARM' : 'INSUFFICIENT_DATA';
}

function stateOf(isAlarm: boolean): AlarmState {
  return isAlarm ? 'ALARM' : 'OK';
}

function isBreaching({ comparison, threshold }: MetricAlarm, value: number): boolean {
  switch (comparison) {
    case 'GreaterThanOrEqualToThreshold':
      return value >= threshold;
    case 'GreaterThanThreshold':
      return value > threshold;
    case 'LessThanOrEqualToThreshold':
      return value <= threshold;
    case 'LessThanThreshold':
      return value < threshold;
  }
}

/** The samples of the last periods, newest first; undefined where there are none. */
function windowsOf(
  { metric, accountId, region }: MetricAlarm,
  metrics: Pick<MetricReader, 'read'>,
  endMs: number,
  count: number,
): (StatisticSet | undefined)[] {
  const windows = new Array<StatisticSet | undefined>(count).fill(undefined);
  const { namespace, metricName, dimensions, unit } = metric;
  const known = definitionOf(namespace, metricName);
  // Nothing is converted: in another unit there are no values.
  if (!known || (unit !== undefined && unit !== known.unit)) return windows;
  if (!Object.hasOwn(metricDefinitions, namespace)) return windows;
  // Just looked.
  const subject = { accountId, region, namespace: namespace as MetricNamespace, dimensions };
  const periodMs = metric.periodSeconds * 1000;
  for (const { timeMs, ...set } of metrics.read(subject, metricName, endMs - count * periodMs, endMs)) {
    const age = Math.floor((endMs - 1 - timeMs) / periodMs);
    windows[age] = addStatistics(windows[age], set);
  }
  return windows;
}
