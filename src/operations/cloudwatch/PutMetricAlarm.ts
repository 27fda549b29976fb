import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { alarmArn, type MetricAlarm } from '../../model/alarm-resources.ts';
import { ServiceError } from '../../model/errors.ts';
import { quota } from '../network/quotas.ts';
import { type OperationContext, operation } from '../operation.ts';
import { addHistory } from './shared/alarm-history.ts';
import { type AlarmSettings, settingsOf } from './shared/alarm-input.ts';
import { initialReason } from './shared/alarm-reasons.ts';
import { addTags, toSdkAlarm } from './shared/alarms.ts';

/**
 * Makes an alarm, or gives one that is there other settings; its state and its tags stay as they are then.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export const PutMetricAlarm = operation<PutMetricAlarmInput, object>({
  service: 'monitoring',
  name: 'PutMetricAlarm',
  access: 'write',
  honours: [
    ...['AlarmName', 'AlarmDescription', 'ActionsEnabled', 'OKActions', 'AlarmActions'],
    ...['InsufficientDataActions', 'MetricName', 'Namespace', 'Statistic', 'ExtendedStatistic'],
    ...['Dimensions', 'Period', 'Unit', 'EvaluationPeriods', 'DatapointsToAlarm', 'Threshold'],
    ...['ComparisonOperator', 'TreatMissingData', 'Metrics', 'Tags'],
  ],
  handle(input, context) {
    const { resources, caller, region } = context;
    const settings = settingsOf(input, context);
    const before = resources.get('metricAlarm', alarmArn(caller.accountId, region, settings.name));
    const alarm = before ? changed(context, before, settings) : made(context, settings, input.Tags);
    resources.put('metricAlarm', alarm);
    const [type, verb] = before ? ['Update', 'updated'] : ['Create', 'created'];
    addHistory(context, alarm, 'ConfigurationUpdate', `Alarm "${alarm.name}" ${verb}`, {
      type,
      [`${verb}Alarm`]: toSdkAlarm(alarm),
    });
    return {};
  },
});

/** Settings that are not given any more are gone. */
function changed({ now }: OperationContext, before: MetricAlarm, settings: AlarmSettings): MetricAlarm {
  const { id, accountId, region, tags, state, stateReason, stateReasonData } = before;
  const { stateUpdatedAt, stateTransitionedAt, lastKnownState } = before;
  return {
    ...{ id, accountId, region, tags, state, stateReason, stateUpdatedAt, stateTransitionedAt },
    ...(stateReasonData !== undefined && { stateReasonData }),
    ...(lastKnownState !== undefined && { lastKnownState }),
    ...settings,
    configuredAt: now,
  };
}

function made(
  context: OperationContext,
  settings: AlarmSettings,
  tags: PutMetricAlarmInput['Tags'] = [],
): MetricAlarm {
  const { resources, caller, region, now } = context;
  const most = quota(context, 'alarmsPerRegion');
  if (resources.count('metricAlarm', 'owner', `${caller.accountId}/${region}`) >= most) {
    throw new ServiceError('LimitExceeded', `There are ${most} alarms in the region already.`);
  }
  return {
    ...settings,
    id: alarmArn(caller.accountId, region, settings.name),
    accountId: caller.accountId,
    region,
    tags: addTags([], tags),
    configuredAt: now,
    state: 'INSUFFICIENT_DATA',
    stateReason: initialReason,
    stateUpdatedAt: now,
    stateTransitionedAt: now,
  };
}
