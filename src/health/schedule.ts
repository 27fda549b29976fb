/**
 * When which target is checked, and what became of it. Every target has a timer of its own and nobody waits for another;
 * the first checks are spread over two seconds, the next ones over one interval.
 */
import type { HealthCheck } from '../model/load-balancing-resources.ts';
import type { Finding, Probe } from './probe.ts';
import { afterCheck, newTarget, type TargetStatus } from './target-state.ts';

/** A target to check. */
export interface Check extends Probe {
  readonly key: string;
  readonly settings: HealthCheck;
  /** What an earlier worker knew. */
  readonly known?: TargetStatus;
}

/** A target with a state or reason that it had not before. */
export interface Transition {
  readonly key: string;
  readonly status: TargetStatus;
  /** Whether a check has come to its end at all. */
  readonly checked: boolean;
}

export interface ScheduleOptions {
  readonly probe: (check: Probe, done: (finding: Finding) => void) => () => void;
  readonly onTransition: (transition: Transition) => void;
  /** Between 0 and 1. */
  readonly random: () => number;
  readonly nowMs: () => number;
}

/** New targets are checked this often until the first success, so that nobody waits an interval for a slow start. */
const eagerMs = 1000;
/** Over which the first checks of many are spread. */
const firstSpreadMs = 2000;
/** So many at once start without a delay. */
const atOnce = 50;

interface Watched {
  check: Check;
  status: TargetStatus;
  checked: boolean;
  timer: NodeJS.Timeout | undefined;
  abort: (() => void) | undefined;
  /** Whether it has got its place in the interval. */
  placed: boolean;
}

export class Schedule {
  readonly #options: ScheduleOptions;
  readonly #watched = new Map<string, Watched>();

  constructor(options: ScheduleOptions) {
    this.#options = options;
  }

  /** Begins to check targets, or checks those that it knows by new settings. */
  set(checks: readonly Check[]): void {
    const { random } = this.#options;
    for (const check of checks) {
      const known = this.#watched.get(check.key);
      if (known !== undefined) {
        known.check = check;
        continue;
      }
      const watched: Watched = {
        check,
        status: check.known ?? newTarget,
        checked: check.known !== undefined,
        timer: undefined,
        abort: undefined,
        placed: false,
      };
      this.#watched.set(check.key, watched);
      this.#wait(watched, checks.length <= atOnce ? 0 : random() * firstSpreadMs);
    }
  }

  remove(keys: readonly string[]): void {
    for (const key of keys) {
      const watched = this.#watched.get(key);
      if (watched === undefined) continue;
      this.#watched.delete(key);
      clearTimeout(watched.timer);
      watched.abort?.();
    }
  }

  close(): void {
    this.remove([...this.#watched.keys()]);
  }

  #wait(watched: Watched, ms: number): void {
    watched.timer = setTimeout(() => this.#start(watched), ms);
  }

  #start(watched: Watched): void {
    const startedMs = this.#options.nowMs();
    watched.abort = this.#options.probe(watched.check, (finding) => {
      watched.abort = undefined;
      this.#take(watched, finding, startedMs);
      const spentMs = this.#options.nowMs() - startedMs;
      this.#wait(watched, Math.max(0, this.#pauseMs(watched) - spentMs));
    });
  }

  /** From the start of one check to that of the next. */
  #pauseMs(watched: Watched): number {
    const intervalMs = watched.check.settings.intervalSeconds * 1000;
    if (watched.status.state === 'initial') return Math.min(eagerMs, intervalMs);
    if (watched.placed) return intervalMs;
    watched.placed = true;
    return intervalMs * (0.1 + 0.9 * this.#options.random());
  }

  #take(watched: Watched, { reason, description = '' }: Finding, checkedAtMs: number): void {
    const outcome =
      reason === undefined
        ? ({ healthy: true, checkedAtMs } as const)
        : ({ healthy: false, checkedAtMs, reason, description } as const);
    const { status: before, checked } = watched;
    const status = afterCheck(before, outcome, watched.check.settings);
    watched.status = status;
    watched.checked = true;
    const isNews = !checked || status.state !== before.state || status.description !== before.description;
    if (isNews) this.#options.onTransition({ key: watched.check.key, status, checked: true });
  }
}
