/** The minute that is not over: counters add up, levels become sets of samples. */
import { addStatistics, type MetricSubject, type StatisticSet, subjectKey } from '../model/metrics.ts';
import type { Add } from './collect.ts';

/** A subject's minute. A metric that is not here was 0. */
export interface Row {
  readonly subject: MetricSubject;
  readonly values: Readonly<Record<string, StatisticSet>>;
}

interface Open {
  readonly subject: MetricSubject;
  readonly counters: Map<string, number>;
  readonly levels: Map<string, StatisticSet>;
}

export class OpenMinute {
  readonly startMs: number;
  readonly #open = new Map<string, Open>();
  #samples = 0;

  constructor(startMs: number) {
    this.startMs = startMs;
  }

  /** One look at everything; what `collect` says of one subject several times adds up to one sample. */
  sample(collect: (add: Add) => void): void {
    const levels = new Map<Open, Map<string, number>>();
    collect((subject, values) => {
      const open = this.#openOf(subject);
      for (const [name, value] of Object.entries(values.counters)) {
        open.counters.set(name, (open.counters.get(name) ?? 0) + value);
      }
      const mine = levels.get(open) ?? new Map<string, number>();
      levels.set(open, mine);
      for (const [name, value] of Object.entries(values.levels)) {
        mine.set(name, (mine.get(name) ?? 0) + value);
      }
    });
    for (const [open, mine] of levels) {
      for (const [name, value] of mine) {
        const before = open.levels.get(name) ?? zeros(this.#samples);
        open.levels.set(name, addStatistics(before, { min: value, max: value, sum: value, count: 1 }));
      }
    }
    this.#samples++;
    this.#fill();
  }

  rows(): Row[] {
    return [...this.#open.values()].map(({ subject, counters, levels }) => {
      const sums = [...counters].map(([name, sum]) => [name, { min: sum, max: sum, sum, count: 1 }] as const);
      const values = [...sums, ...levels].filter(([, { max }]) => max > 0);
      return { subject, values: Object.fromEntries(values) };
    });
  }

  #openOf(subject: MetricSubject): Open {
    const key = subjectKey(subject);
    const open = this.#open.get(key) ?? { subject, counters: new Map(), levels: new Map() };
    this.#open.set(key, open);
    return open;
  }

  /** A level that nothing was said of in this sample is 0. */
  #fill(): void {
    for (const { levels } of this.#open.values()) {
      for (const [name, set] of levels) {
        const missing = zeros(this.#samples - set.count);
        if (missing) levels.set(name, addStatistics(set, missing));
      }
    }
  }
}

function zeros(count: number): StatisticSet | undefined {
  return count > 0 ? { min: 0, max: 0, sum: 0, count } : undefined;
}
