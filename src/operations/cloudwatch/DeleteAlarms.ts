import type { DeleteAlarmsInput } from '@aws-sdk/client-cloudwatch';
import { operation } from '../operation.ts';
import { addHistory } from './shared/alarm-history.ts';
import { invalid } from './shared/alarm-input.ts';
import { requireAlarm, toSdkAlarm } from './shared/alarms.ts';

/** Alarms of one request. */
const namesMax = 100;

/**
 * Deletes all of the alarms, or none when one of them is not there.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html
 */
export const DeleteAlarms = operation<DeleteAlarmsInput, object>({
  service: 'monitoring',
  name: 'DeleteAlarms',
  access: 'write',
  honours: ['AlarmNames'],
  handle({ AlarmNames: names = [] }, context) {
    if (names.length > namesMax) throw invalid(`At most ${namesMax} alarms can be deleted at once.`);
    for (const alarm of [...new Set(names)].map((name) => requireAlarm(context, name))) {
      context.resources.delete('metricAlarm', alarm.id);
      addHistory(context, alarm, 'ConfigurationUpdate', `Alarm "${alarm.name}" deleted`, {
        type: 'Delete',
        deletedAlarm: toSdkAlarm(alarm),
      });
    }
    return {};
  },
});
