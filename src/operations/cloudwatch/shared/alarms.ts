/** Alarms as requests name them and answers show them. */
import type { MetricAlarm as SdkAlarm } from '@aws-sdk/client-cloudwatch';
import { alarmArn, type MetricAlarm } from '../../../model/alarm-resources.ts';
import { ServiceError } from '../../../model/errors.ts';
import type { Tag } from '../../../model/owned.ts';
import type { OperationContext } from '../../operation.ts';
import { mergeTags, type SdkTag } from '../../shared/tags.ts';
import { refuse } from './series.ts';

/** Alarms on a page, at most and unless asked. */
export const pageMax = 100;
export const pageUsual = 50;

/** The caller's alarm of that name in the region. */
export function alarmNamed({ resources, caller, region }: OperationContext, name: string) {
  return resources.get('metricAlarm', alarmArn(caller.accountId, region, name));
}

/** @throws ServiceError `ResourceNotFound` */
export function requireAlarm(context: OperationContext, name: string): MetricAlarm {
  const found = alarmNamed(context, name);
  if (found) return found;
  throw new ServiceError('ResourceNotFound', `There is no alarm named ${name.slice(0, 255)}.`);
}

/**
 * The caller's alarm by ARN, of which tags are asked.
 * @throws ServiceError `InvalidParameterValue`, `ResourceNotFoundException`
 */
export function requireTagged({ resources, caller, region }: OperationContext, arn = ''): MetricAlarm {
  const found = resources.get('metricAlarm', arn);
  if (found?.accountId === caller.accountId && found.region === region) return found;
  if (!/^arn:aws:cloudwatch:[a-z0-9-]+:\d{12}:alarm:./s.test(arn)) {
    refuse(`${arn.slice(0, 200)} is not the ARN of an alarm.`);
  }
  throw new ServiceError('ResourceNotFoundException', `There is no alarm ${arn.slice(0, 300)}.`);
}

/** @throws ServiceError `InvalidParameterValue` */
export function addTags(existing: readonly Tag[], added: readonly SdkTag[]): readonly Tag[] {
  try {
    return mergeTags(existing, added);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return refuse(error.message);
  }
}

export function toSdkAlarm(alarm: MetricAlarm): SdkAlarm {
  return {
    AlarmName: alarm.name,
    AlarmArn: alarm.id,
    AlarmDescription: alarm.description,
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.configuredAt),
    ActionsEnabled: alarm.actionsEnabled,
    OKActions: [...alarm.actions.OK],
    AlarmActions: [...alarm.actions.ALARM],
    InsufficientDataActions: [...alarm.actions.INSUFFICIENT_DATA],
    StateValue: alarm.state,
    StateReason: alarm.stateReason,
    StateReasonData: alarm.stateReasonData,
    StateUpdatedTimestamp: new Date(alarm.stateUpdatedAt),
    StateTransitionedTimestamp: new Date(alarm.stateTransitionedAt),
    ...watchedBy(alarm),
    EvaluationPeriods: alarm.evaluationPeriods,
    DatapointsToAlarm: alarm.datapointsToAlarm,
    Threshold: alarm.threshold,
    ComparisonOperator: alarm.comparison,
    TreatMissingData: alarm.treatMissingData,
  };
}

function watchedBy({ metric, query }: MetricAlarm): SdkAlarm {
  const Metric = {
    Namespace: metric.namespace,
    MetricName: metric.metricName,
    Dimensions: metric.dimensions.map(({ name, value }) => ({ Name: name, Value: value })),
  };
  // One that was stored was one of the SDK's.
  const Unit = metric.unit as SdkAlarm['Unit'];
  const { statistic, periodSeconds } = metric;
  if (!query) return { ...Metric, Statistic: statistic, Period: periodSeconds, Unit };
  const { id, label, accountId } = query;
  const MetricStat = { Metric, Period: periodSeconds, Stat: statistic, Unit };
  return {
    Metrics: [{ Id: id, Label: label, AccountId: accountId, MetricStat, ReturnData: true }],
  };
}
