/** An alarm gets into a state, and tells the topics that are to hear of it, in one transaction. */
import type { Writer } from '../../../model/access.ts';
import type { AlarmState, MetricAlarm } from '../../../model/alarm-resources.ts';
import type { Ids } from '../../../model/ids.ts';
import { publishToTopic } from '../../sns/shared/publish.ts';
import { topicAllowsService } from '../../sns/shared/topic-policy.ts';
import { addHistory } from './alarm-history.ts';
import { alarmMessage } from './alarm-message.ts';
import { offsetTime } from './alarm-reasons.ts';

/** Who publishes, for policies of topics. */
const publisher = 'cloudwatch.amazonaws.com';

export interface AlarmContext {
  readonly resources: Writer;
  readonly ids: Ids;
  /** ISO 8601 UTC. */
  readonly now: string;
}

export interface NewState {
  readonly state: AlarmState;
  readonly reason: string;
  /** JSON text. */
  readonly reasonData?: string | undefined;
}

/** Puts the alarm into the state. When that is another one, it is history, and the actions of the new one are done. */
export function enterAlarmState(context: AlarmContext, before: MetricAlarm, entered: NewState): void {
  const { resources, now } = context;
  const { stateReasonData: _, ...rest } = before;
  const isOther = before.state !== entered.state;
  const alarm: MetricAlarm = {
    ...rest,
    state: entered.state,
    stateReason: entered.reason,
    ...(entered.reasonData !== undefined && { stateReasonData: entered.reasonData }),
    stateUpdatedAt: now,
    ...(entered.state !== 'INSUFFICIENT_DATA' && { lastKnownState: entered.state }),
    ...(isOther && { stateTransitionedAt: now }),
  };
  resources.put('metricAlarm', alarm);
  if (!isOther) return;
  const data = { oldState: stateData(before), newState: stateData(alarm) };
  const summary = `Alarm updated from ${before.state} to ${alarm.state}`;
  addHistory(context, alarm, 'StateUpdate', summary, data);
  if (!alarm.actionsEnabled) return;
  for (const arn of new Set(alarm.actions[alarm.state])) act(context, before, alarm, arn);
}

/** The alarm's own account is not asked for a policy; another one's topic must let CloudWatch publish. */
function act(context: AlarmContext, before: MetricAlarm, alarm: MetricAlarm, arn: string): void {
  const { resources, now } = context;
  const topic = resources.get('topic', arn);
  const { accountId, id } = alarm;
  const mayPublish =
    topic?.accountId === accountId || topicAllowsService(resources, arn, publisher, id, accountId);
  const message = mayPublish ? publishToTopic(context, arn, alarmMessage(before, alarm)) : undefined;
  const error = topic
    ? 'CloudWatch Alarms is not authorized to perform: SNS:Publish'
    : 'Topic does not exist';
  const isDone = message !== undefined;
  addHistory(
    context,
    alarm,
    'Action',
    isDone
      ? `Successfully executed action ${arn}`
      : `Failed to execute action ${arn}. Received error: "${error}"`,
    {
      actionState: isDone ? 'Succeeded' : 'Failed',
      stateUpdateTimestamp: Date.parse(now),
      notificationResource: arn,
      ...(isDone ? { messageId: message } : { error }),
    },
  );
}

function stateData({ state, stateReason, stateReasonData, stateUpdatedAt }: MetricAlarm) {
  return {
    stateValue: state,
    stateReason,
    // Whoever set the state by hand gave the text, which was looked at then.
    ...(stateReasonData !== undefined && { stateReasonData: JSON.parse(stateReasonData) as unknown }),
    stateUpdatedTimestamp: offsetTime(Date.parse(stateUpdatedAt)),
  };
}
