/** Why an alarm is in its state, in CloudWatch's words, and as JSON. */
import type { AlarmComparison, AlarmState, MetricAlarm } from '../../../model/alarm-resources.ts';
import type { Datapoint, Verdict } from './alarm-evaluation.ts';

/** Of an alarm that was just made. */
export const initialReason = 'Unchecked: Initial alarm creation';

const relations: Readonly<Record<AlarmComparison, string>> = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanOrEqualToThreshold: 'less than or equal to',
  LessThanThreshold: 'less than',
};

/** @param state what the verdict makes of the alarm */
export function reasonOf(alarm: MetricAlarm, verdict: Verdict, state: AlarmState): string {
  const { datapoints, missing } = verdict;
  if (state === 'INSUFFICIENT_DATA') {
    return `Insufficient Data: ${counted(missing)} ${missing === 1 ? 'was' : 'were'} unknown.`;
  }
  const filled = filling(alarm, missing);
  if (datapoints.length === 0) {
    const { evaluationPeriods: n } = alarm;
    return `Threshold Crossed: no datapoints were received for ${n} ${n === 1 ? 'period' : 'periods'} and ${filled}.`;
  }
  const crossing = crossingOf(alarm, verdict, state);
  return `Threshold Crossed: ${crossing}${filled === '' ? '' : ` and ${filled}`}${transition(alarm, state)}.`;
}

/** `2 out of the last 3 datapoints [1.0 (28/11/26 06:40:00), …] were greater than the threshold (0.0)` */
function crossingOf(alarm: MetricAlarm, { datapoints, breaching }: Verdict, state: AlarmState): string {
  const isAlarm = state === 'ALARM';
  const count = isAlarm ? breaching : datapoints.length - breaching;
  const shown = isSimple(alarm)
    ? counted(datapoints.length)
    : `${count} out of the last ${datapoints.length} datapoints`;
  const values = datapoints.map(({ value, timeMs }) => `${decimal(value)} (${shortTime(timeMs)})`).join(', ');
  const verb = (isSimple(alarm) ? datapoints.length : count) === 1 ? 'was' : 'were';
  const relation = `${isAlarm ? '' : 'not '}${relations[alarm.comparison]}`;
  return `${shown} [${values}] ${verb} ${relation} the threshold (${decimal(alarm.threshold)})`;
}

function filling({ treatMissingData = 'missing' }: MetricAlarm, missing: number): string {
  if (missing === 0 || treatMissingData === 'missing' || treatMissingData === 'ignore') return '';
  const as = treatMissingData === 'breaching' ? 'Breaching' : 'NonBreaching';
  return `${missing} missing ${missing === 1 ? 'datapoint was' : 'datapoints were'} treated as [${as}]`;
}

function transition(alarm: MetricAlarm, state: AlarmState): string {
  if (isSimple(alarm)) return '';
  const { evaluationPeriods: n, datapointsToAlarm: m = n } = alarm;
  return state === 'ALARM'
    ? ` (minimum ${counted(m)} for OK -> ALARM transition)`
    : ` (minimum ${counted(n - m + 1)} for ALARM -> OK transition)`;
}

/** One that was put without M. */
function isSimple({ datapointsToAlarm }: MetricAlarm): boolean {
  return datapointsToAlarm === undefined;
}

function counted(count: number): string {
  return `${count} ${count === 1 ? 'datapoint' : 'datapoints'}`;
}

/** `StateReasonData`. */
export function reasonDataOf(
  { metric, threshold }: MetricAlarm,
  { datapoints, fromMs }: Verdict,
  nowMs: number,
): string {
  return JSON.stringify({
    version: '1.0',
    queryDate: offsetTime(nowMs),
    startDate: offsetTime(datapoints.at(-1)?.timeMs ?? fromMs),
    ...(metric.unit !== undefined && { unit: metric.unit }),
    statistic: metric.statistic,
    period: metric.periodSeconds,
    recentDatapoints: datapoints.map(({ value }) => value).toReversed(),
    threshold,
    evaluatedDatapoints: datapoints.map(evaluated),
  });
}

function evaluated({ timeMs, samples, value }: Datapoint) {
  return { timestamp: offsetTime(timeMs), sampleCount: samples, value };
}

/** `2026-11-28T06:40:00.000+0000` */
export function offsetTime(timeMs: number): string {
  return new Date(timeMs).toISOString().replace('Z', '+0000');
}

/** `28/11/26 06:40:00` */
function shortTime(timeMs: number): string {
  const [date = '', time = ''] = new Date(timeMs).toISOString().slice(0, 19).split('T');
  const [year = '', month, day] = date.split('-');
  return `${day}/${month}/${year.slice(2)} ${time}`;
}

/** `1.0` */
export function decimal(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e7 ? value.toFixed(1) : String(value);
}
