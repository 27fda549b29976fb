import type { Reader, Writer } from '../model/access.ts';
import type { MetricAlarm } from '../model/alarm-resources.ts';

/** Alarms whose change is not yet on the disk, at most. */
const enteringMax = 64;

export interface AlarmEvaluationOptions<Outcome> {
  readonly state: {
    read<T>(run: (resources: Reader) => T): T;
    transact<T>(run: (resources: Writer) => T): Promise<T>;
  };
  /** Looks at what was measured. @returns undefined when the alarm stays in its state */
  evaluate(alarm: MetricAlarm): Outcome | undefined;
  /** Puts the alarm into the state that was found. */
  enter(resources: Writer, alarm: MetricAlarm, outcome: Outcome): void;
  /** Called after each alarm: waits when others are to have their turn. */
  breathe(): Promise<void>;
  log(message: string): void;
}

/**
 * Evaluates every alarm once. One whose evaluation fails, or that changes meanwhile, is evaluated the next time.
 * A change is one transaction with what it tells others.
 */
export async function evaluateAlarms<Outcome>(options: AlarmEvaluationOptions<Outcome>): Promise<void> {
  const { state, evaluate, breathe, log } = options;
  const ids = state.read((resources) => [...resources.all('metricAlarm')].map(({ id }) => id));
  const entering = new Set<Promise<void>>();
  for (const id of ids) {
    const alarm = state.read((resources) => resources.get('metricAlarm', id));
    if (alarm === undefined) continue;
    try {
      const outcome = evaluate(alarm);
      if (outcome !== undefined) {
        const done = enter(options, alarm, outcome).finally(() => entering.delete(done));
        entering.add(done);
      }
    } catch (error) {
      log(`the alarm ${id} could not be evaluated: ${(error as Error).message}`);
    }
    if (entering.size >= enteringMax) await Promise.race(entering);
    await breathe();
  }
  await Promise.all(entering);
}

/** Nothing that somebody has changed since it was looked at. Never rejects. */
async function enter<Outcome>(
  { state, enter: put, log }: AlarmEvaluationOptions<Outcome>,
  looked: MetricAlarm,
  outcome: Outcome,
): Promise<void> {
  try {
    await state.transact((resources) => {
      const alarm = resources.get('metricAlarm', looked.id);
      if (alarm && isSame(alarm, looked)) put(resources, alarm, outcome);
    });
  } catch (error) {
    log(`the state of the alarm ${looked.id} could not be kept: ${(error as Error).message}`);
  }
}

function isSame(a: MetricAlarm, b: MetricAlarm): boolean {
  return a.state === b.state && a.stateUpdatedAt === b.stateUpdatedAt && a.configuredAt === b.configuredAt;
}
