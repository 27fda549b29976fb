/** Evaluates alarms once a minute, as soon as the minute's metrics are there. */
import { setTimeout } from 'node:timers/promises';
import { evaluateAlarms } from '../controllers/alarm-evaluation.ts';
import type { Ids } from '../model/ids.ts';
import type { MetricReader } from '../model/metrics.ts';
import { randomIds } from '../model/random-ids.ts';
import { enterAlarmState } from '../operations/cloudwatch/shared/alarm-state.ts';
import { verdictOn } from '../operations/cloudwatch/shared/alarm-verdict.ts';
import type { State } from '../store/state.ts';
import { every } from './timer.ts';

const minuteMs = 60_000;
const lookMs = 1_000;
/** How long the metrics of a minute are waited for. */
const patienceMs = 30_000;
/** Others get their turn after so long, and four times as long: alarms take a fifth of a processor at the most. */
const turnMs = 5;
const restFactor = 4;

export interface AlarmOptions {
  readonly state: State;
  readonly metrics: Pick<MetricReader, 'read'> & { readonly appendedMs: number | undefined };
  log(message: string): void;
}

/** The minute in which this begins is the first to be looked at. */
export function startAlarms({ state, metrics, log }: AlarmOptions): { close(): Promise<void> } {
  const closing = new AbortController();
  const ids = randomIds();
  let evaluatedMs = minuteOf(Date.now());
  const look = async () => {
    const nowMs = Date.now();
    const minute = minuteOf(nowMs);
    const isThere = metrics.appendedMs !== undefined && metrics.appendedMs >= minute - minuteMs;
    if (minute === evaluatedMs || (!isThere && nowMs - minute < patienceMs)) return;
    evaluatedMs = minute;
    await evaluateAt(nowMs, { state, metrics, ids, log, breathe: breather(closing.signal) });
  };
  const timer = every(lookMs, 'the evaluation of alarms', look, log, 0);
  return {
    close: async () => {
      closing.abort();
      await timer.close();
    },
  };
}

export interface EvaluationParts extends Pick<AlarmOptions, 'state' | 'log'> {
  readonly metrics: Pick<MetricReader, 'read'>;
  readonly ids: Ids;
  /** Called after each alarm. */
  breathe(): Promise<void>;
}

/** Evaluates every alarm once, as of then. @param nowMs milliseconds since 1970 */
export function evaluateAt(nowMs: number, { metrics, ids, ...parts }: EvaluationParts): Promise<void> {
  const now = new Date(nowMs).toISOString();
  return evaluateAlarms({
    ...parts,
    evaluate: (alarm) => verdictOn(alarm, metrics, nowMs),
    enter: (resources, alarm, entered) => enterAlarmState({ resources, ids, now }, alarm, entered),
  });
}

function minuteOf(timeMs: number): number {
  return timeMs - (timeMs % minuteMs);
}

/** @param signal ends all waiting */
function breather(signal: AbortSignal): () => Promise<void> {
  let since = performance.now();
  return async () => {
    const ran = performance.now() - since;
    if (ran < turnMs) return;
    await setTimeout(restFactor * ran, undefined, { signal }).catch(() => undefined);
    since = performance.now();
  };
}
