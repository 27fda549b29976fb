import type { SetAlarmStateInput } from '@aws-sdk/client-cloudwatch';
import type { AlarmState } from '../../model/alarm-resources.ts';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { invalid } from './shared/alarm-input.ts';
import { enterAlarmState } from './shared/alarm-state.ts';
import { requireAlarm } from './shared/alarms.ts';

const reasonCharactersMax = 1023;
const dataCharactersMax = 4000;

/**
 * Puts an alarm into a state until it is next evaluated; the actions of the state are done.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html
 */
export const SetAlarmState = operation<SetAlarmStateInput, object>({
  service: 'monitoring',
  name: 'SetAlarmState',
  access: 'write',
  honours: ['AlarmName', 'StateValue', 'StateReason', 'StateReasonData'],
  handle({ AlarmName, StateValue, StateReason: reason = '', StateReasonData: reasonData }, context) {
    if (reason.length > reasonCharactersMax) {
      throw invalid(`StateReason can have at most ${reasonCharactersMax} characters.`);
    }
    if (reasonData !== undefined) checkData(reasonData);
    // Required members, and the model knows these words.
    const alarm = requireAlarm(context, AlarmName ?? '');
    enterAlarmState(context, alarm, { state: StateValue as AlarmState, reason, reasonData });
    return {};
  },
});

function checkData(text: string): void {
  if (text.length > dataCharactersMax) {
    throw invalid(`StateReasonData can have at most ${dataCharactersMax} characters.`);
  }
  try {
    JSON.parse(text);
  } catch {
    throw new ServiceError('InvalidFormat', 'StateReasonData must be JSON.');
  }
}
