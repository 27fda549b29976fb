import type { DisableAlarmActionsInput } from '@aws-sdk/client-cloudwatch';
import { operation } from '../operation.ts';
import { setActionsEnabled } from './shared/alarm-actions.ts';

/**
 * Lets the alarms do nothing any more when they change their state.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DisableAlarmActions.html
 */
export const DisableAlarmActions = operation<DisableAlarmActionsInput, object>({
  service: 'monitoring',
  name: 'DisableAlarmActions',
  access: 'write',
  honours: ['AlarmNames'],
  handle({ AlarmNames: names = [] }, context) {
    setActionsEnabled(context, names, false);
    return {};
  },
});
