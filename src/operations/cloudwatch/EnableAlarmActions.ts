import type { EnableAlarmActionsInput } from '@aws-sdk/client-cloudwatch';
import { operation } from '../operation.ts';
import { setActionsEnabled } from './shared/alarm-actions.ts';

/**
 * Lets the alarms do their actions when they change their state from now on.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_EnableAlarmActions.html
 */
export const EnableAlarmActions = operation<EnableAlarmActionsInput, object>({
  service: 'monitoring',
  name: 'EnableAlarmActions',
  access: 'write',
  honours: ['AlarmNames'],
  handle({ AlarmNames: names = [] }, context) {
    setActionsEnabled(context, names, true);
    return {};
  },
});
