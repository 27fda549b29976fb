/**
 * Alarms of CloudWatch and what happened to them.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 */
import type { AccountId, Arn } from './ids.ts';
import type { MetricDimension } from './metrics.ts';
import type { Owned } from './owned.ts';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** What the samples of a period are put together to. */
export type Statistic = 'SampleCount' | 'Average' | 'Sum' | 'Minimum' | 'Maximum';

export type AlarmComparison =
  | 'GreaterThanOrEqualToThreshold'
  | 'GreaterThanThreshold'
  | 'LessThanOrEqualToThreshold'
  | 'LessThanThreshold';

export type MissingData = 'breaching' | 'ignore' | 'missing' | 'notBreaching';

/** What an alarm watches; there need be no such metric. */
export interface AlarmMetric {
  readonly namespace: string;
  readonly metricName: string;
  /** Ordered by name. */
  readonly dimensions: readonly MetricDimension[];
  readonly statistic: Statistic;
  /** A multiple of 60. */
  readonly periodSeconds: number;
  readonly unit?: string;
}

export interface MetricAlarm extends Owned {
  /** The ARN. */
  readonly id: Arn;
  readonly name: string;
  readonly description?: string;
  readonly actionsEnabled: boolean;
  /** ARNs of topics that hear of it when the alarm gets into a state, by state; up to five each. */
  readonly actions: Readonly<Record<AlarmState, readonly Arn[]>>;
  readonly metric: AlarmMetric;
  /** How the metric was named when it was given as the only item of `Metrics`. */
  readonly query?: { readonly id: string; readonly label?: string; readonly accountId?: AccountId };
  /** N: how many of the last periods are looked at. */
  readonly evaluationPeriods: number;
  /** M: how many of these must be breaching; all when left out. */
  readonly datapointsToAlarm?: number;
  readonly threshold: number;
  readonly comparison: AlarmComparison;
  /** `missing` when left out. */
  readonly treatMissingData?: MissingData;
  /** When it was last put. */
  readonly configuredAt: string;
  readonly state: AlarmState;
  readonly stateReason: string;
  /** JSON text. */
  readonly stateReasonData?: string;
  readonly stateUpdatedAt: string;
  /** The last state that was not `INSUFFICIENT_DATA`. */
  readonly lastKnownState?: 'OK' | 'ALARM';
  /** When the state became another one. */
  readonly stateTransitionedAt: string;
}

export type AlarmHistoryType = 'Action' | 'ConfigurationUpdate' | 'StateUpdate';

/** One thing that happened to an alarm, which may be gone by now. */
export interface AlarmHistoryItem {
  /** `<account>/<region>/<number>`: the numbers of an account in a region follow each other. */
  readonly id: string;
  readonly accountId: AccountId;
  readonly region: string;
  readonly alarmName: string;
  readonly type: AlarmHistoryType;
  readonly at: string;
  readonly summary: string;
  /** JSON text. */
  readonly data: string;
}

/** Which items of an account in a region there are. */
export interface AlarmHistory {
  /** `<account>/<region>` */
  readonly id: string;
  readonly accountId: AccountId;
  /** Of the oldest item. */
  readonly first: number;
  /** Of the item that comes next. */
  readonly next: number;
}

export function alarmArn(accountId: AccountId, region: string, name: string): Arn {
  return `arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}`;
}
