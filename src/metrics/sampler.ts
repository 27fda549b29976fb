/** Looks at the counters again and again, and keeps each minute when it is over. */
import type { EniCounters } from '../hyperplane/counters.ts';
import type { Reader } from '../model/access.ts';
import type { TargetHealthReader } from '../model/target-health.ts';
import type { DataPlaneId } from '../plan/entry.ts';
import { collect } from './collect.ts';
import type { MetricFiles } from './metric-files.ts';
import { OpenMinute } from './open-minute.ts';
import { Readings } from './readings.ts';

const minuteMs = 60_000;

export interface SamplerOptions {
  readonly resources: Reader;
  readonly health: TargetHealthReader;
  readonly files: MetricFiles;
  counters(): ReadonlyMap<DataPlaneId, EniCounters>;
  /** Milliseconds since 1970. */
  now(): number;
}

export class Sampler {
  readonly #options: SamplerOptions;
  readonly #readings = new Readings();
  #minute: OpenMinute;
  #sampledMs: number;

  /** Begins to count now: what was counted before is nobody's minute. */
  constructor(options: SamplerOptions) {
    this.#options = options;
    this.#readings.take(options.counters());
    this.#sampledMs = options.now();
    this.#minute = minuteAt(this.#sampledMs);
  }

  /** What was counted since the last call goes to the minute in which that was. @throws Error when it cannot be kept */
  async sample(): Promise<void> {
    const { resources, health, counters } = this.#options;
    const nowMs = this.#options.now();
    const seconds = Math.max((nowMs - this.#sampledMs) / 1000, 1);
    this.#sampledMs = nowMs;
    const readings = this.#readings.take(counters());
    this.#minute.sample((add) => collect({ resources, health, readings, seconds }, add));
    if (nowMs - this.#minute.startMs < minuteMs && nowMs >= this.#minute.startMs) return;
    const over = this.#minute;
    this.#minute = minuteAt(nowMs);
    await this.#options.files.append(over.startMs, over.rows());
  }

  /** Keeps the minute that is not over. */
  async close(): Promise<void> {
    await this.sample();
    await this.#options.files.append(this.#minute.startMs, this.#minute.rows());
  }
}

function minuteAt(timeMs: number): OpenMinute {
  return new OpenMinute(timeMs - (timeMs % minuteMs));
}
