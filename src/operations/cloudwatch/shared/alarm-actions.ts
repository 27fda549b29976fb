import type { OperationContext } from '../../operation.ts';
import { addHistory } from './alarm-history.ts';
import { invalid } from './alarm-input.ts';
import { alarmNamed, toSdkAlarm } from './alarms.ts';

/** Names in one request. */
const namesMax = 100;

/** Names that no alarm has are passed over, as on AWS. @throws ServiceError `ValidationError` */
export function setActionsEnabled(
  context: OperationContext,
  names: readonly string[],
  actionsEnabled: boolean,
): void {
  if (names.length > namesMax) throw invalid(`At most ${namesMax} AlarmNames can be given.`);
  for (const name of new Set(names)) {
    const alarm = alarmNamed(context, name);
    if (!alarm || alarm.actionsEnabled === actionsEnabled) continue;
    const changed = { ...alarm, actionsEnabled, configuredAt: context.now };
    context.resources.put('metricAlarm', changed);
    addHistory(context, alarm, 'ConfigurationUpdate', `Alarm "${name}" updated`, {
      type: 'Update',
      updatedAlarm: toSdkAlarm(changed),
    });
  }
}
