import type { MetricAlarm } from '../../../model/alarm-resources.ts';
import type { MetricReader } from '../../../model/metrics.ts';
import { evaluateAlarm } from './alarm-evaluation.ts';
import { reasonDataOf, reasonOf } from './alarm-reasons.ts';
import type { NewState } from './alarm-state.ts';

/**
 * The state that an alarm should be in, with its reason.
 * @param nowMs milliseconds since 1970
 * @returns undefined when it is in that state, or is to stay in the one that it has
 */
export function verdictOn(
  alarm: MetricAlarm,
  metrics: Pick<MetricReader, 'read'>,
  nowMs: number,
): NewState | undefined {
  const verdict = evaluateAlarm(alarm, metrics, nowMs);
  const { state } = verdict;
  if (state === undefined || state === alarm.state) return undefined;
  return {
    state,
    reason: reasonOf(alarm, verdict, state),
    reasonData: reasonDataOf(alarm, verdict, nowMs),
  };
}
