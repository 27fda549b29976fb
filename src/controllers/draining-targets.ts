/**
 * Takes deregistered targets out of their groups when their deregistration delay is over. The data plane learns of it
 * as of any change: what is to end with the delay ends when the target leaves the record.
 */
import type { Change } from '../model/access.ts';
import { presentTargets } from '../model/draining.ts';
import type { TargetGroup } from '../model/load-balancing-resources.ts';
import type { State } from '../store/state.ts';

export interface DrainingTargetsOptions {
  readonly state: State;
  /** ISO 8601 UTC */
  readonly now: () => string;
  /** How long to wait after a failure. */
  readonly retryMs: number;
  readonly log: (message: string) => void;
}

export class DrainingTargets {
  readonly #options: DrainingTargetsOptions;
  /** For each group with draining targets, the timer of the first that is done. */
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(options: DrainingTargetsOptions) {
    this.#options = options;
  }

  /** Takes up what an earlier daemon left draining. */
  start(): void {
    for (const group of this.#options.state.all('targetGroup')) this.#schedule(group.id, group);
  }

  /** To be told of every commit. */
  changed(changes: readonly Change[]): void {
    for (const { kind, id, after } of changes) {
      // A change of this kind has records of this kind.
      if (kind === 'targetGroup') this.#schedule(id, after as TargetGroup | undefined);
    }
  }

  /** What still drains is taken up again at the next start. */
  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #schedule(id: string, group: TargetGroup | undefined): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    const deadlines = (group?.targets ?? []).flatMap(({ drainingUntil }) => drainingUntil ?? []);
    const [first] = deadlines.sort();
    if (first === undefined) return;
    this.#wait(id, Math.max(0, Date.parse(first) - Date.parse(this.#options.now())));
  }

  #wait(id: string, ms: number): void {
    const { log, retryMs } = this.#options;
    const timer = setTimeout(() => {
      this.#remove(id).catch((error: Error) => {
        log(`could not take drained targets out of ${id}: ${error.stack}`);
        if (this.#timers.get(id) === timer) this.#wait(id, retryMs);
      });
    }, ms);
    this.#timers.set(id, timer);
  }

  async #remove(id: string): Promise<void> {
    const { state, now } = this.#options;
    await state.transact((resources) => {
      const group = resources.get('targetGroup', id);
      if (!group) return;
      const targets = presentTargets(group, now());
      if (targets.length < group.targets.length) resources.put('targetGroup', { ...group, targets });
    });
    // Where nothing was due, as after a step of the clock, no change has set the timer again.
    this.#schedule(id, state.get('targetGroup', id));
  }
}
