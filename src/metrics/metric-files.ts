/**
 * Two weeks of minutes in files of this node: `<hour>.log` while the hour goes on, `<hour>.hour` afterwards, and
 * `subjects.json`, which says what is in them. In memory are the hour that goes on and the names of what there is.
 */
import { mkdirSync, readdirSync } from 'node:fs';
import { readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AccountId } from '../model/ids.ts';
import {
  addStatistics,
  definitionOf,
  type KnownSubject,
  type MetricPoint,
  type MetricReader,
  type MetricSubject,
  metricDefinitions,
  metricRetentionMs,
  type StatisticSet,
  subjectKey,
} from '../model/metrics.ts';
import { type HourOfSubject, readHour, writeHour } from './hour-file.ts';
import { appendMinute, readMinutes } from './minute-log.ts';
import type { Row } from './open-minute.ts';

const hourMs = 60 * 60_000;
const minuteMs = 60_000;

export interface MetricFilesOptions {
  /** Its own, made when it is not there. */
  readonly directory: string;
  /** Hours that are over take no more than this together; the oldest go first. 4 GiB unless given. */
  readonly bytesMax?: number;
  /** Milliseconds since 1970. */
  now(): number;
}

interface Known {
  readonly subject: MetricSubject;
  readonly firstMs: number;
  lastMs: number;
}

type Minutes = Map<number, Readonly<Record<string, StatisticSet>>>;

export class MetricFiles implements MetricReader {
  readonly #options: MetricFilesOptions;
  readonly #known = new Map<string, Known>();
  /** Hours that are over, by their beginning. */
  #hours = new Set<number>();
  #openHourMs: number | undefined;
  #open = new Map<string, Minutes>();
  #appendedMs: number | undefined;

  private constructor(options: MetricFilesOptions) {
    this.#options = options;
  }

  /** @throws Error when the directory cannot be read or written */
  static async open(options: MetricFilesOptions): Promise<MetricFiles> {
    mkdirSync(options.directory, { recursive: true, mode: 0o700 });
    const files = new MetricFiles(options);
    await files.#load();
    return files;
  }

  /** Keeps a minute. Minutes come in order; a second part of one is added to the first. */
  async append(timeMs: number, rows: readonly Row[]): Promise<void> {
    const hour = hourOf(timeMs);
    if (this.#openHourMs !== undefined && this.#openHourMs !== hour) await this.#closeHour();
    this.#openHourMs = hour;
    if (rows.length > 0) {
      this.#remember(timeMs, rows);
      await appendMinute(this.#path(hour, 'log'), { timeMs, rows });
    }
    this.#appendedMs = timeMs;
  }

  /** The beginning of the last minute that was kept since this was opened, milliseconds since 1970. */
  get appendedMs(): number | undefined {
    return this.#appendedMs;
  }

  subjects(accountId: AccountId, region: string): readonly KnownSubject[] {
    const since = this.#options.now() - metricRetentionMs;
    return [...this.#known.values()]
      .filter(({ subject, lastMs }) => {
        return subject.accountId === accountId && subject.region === region && lastMs >= since;
      })
      .map(({ subject, lastMs }) => ({ ...subject, lastMs, metricNames: metricNamesOf(subject) }));
  }

  read(subject: MetricSubject, metricName: string, fromMs: number, toMs: number): MetricPoint[] {
    const key = subjectKey(subject);
    const known = this.#known.get(key);
    if (!known || !metricNamesOf(subject).includes(metricName)) return [];
    const from = Math.max(fromMs, known.firstMs, this.#options.now() - metricRetentionMs);
    const to = Math.min(toMs, known.lastMs + minuteMs);
    const zero = definitionOf(subject.namespace, metricName)?.kept !== 'nonzero';
    const points: MetricPoint[] = [];
    for (let hour = hourOf(from); hour < to; hour += hourMs) {
      for (const [timeMs, values] of this.#hour(hour, key)) {
        const found = values[metricName] ?? (zero ? nothing : undefined);
        if (found && timeMs >= from && timeMs < to) points.push({ timeMs, ...found });
      }
    }
    return points;
  }

  #hour(hour: number, key: string): HourOfSubject {
    if (hour === this.#openHourMs) return [...(this.#open.get(key) ?? [])];
    return this.#hours.has(hour) ? readHour(this.#path(hour, 'hour'), key) : [];
  }

  #remember(timeMs: number, rows: readonly Row[]): void {
    for (const { subject, values } of rows) {
      const key = subjectKey(subject);
      const known = this.#known.get(key) ?? { subject, firstMs: timeMs, lastMs: timeMs };
      known.lastMs = Math.max(known.lastMs, timeMs);
      this.#known.set(key, known);
      const minutes = this.#open.get(key) ?? new Map();
      this.#open.set(key, minutes);
      minutes.set(timeMs, addValues(minutes.get(timeMs), values));
    }
  }

  /** In this order: a kill in between finds the log again, and does the same once more. */
  async #closeHour(): Promise<void> {
    const hour = this.#openHourMs;
    if (hour === undefined) return;
    if (this.#open.size > 0) {
      const hours = [...this.#open].map(([key, minutes]) => [key, [...minutes]] as const);
      await writeHour(this.#path(hour, 'hour'), new Map(hours));
      this.#hours.add(hour);
    }
    await this.#expire();
    await this.#writeKnown();
    await rm(this.#path(hour, 'log'), { force: true });
    this.#open = new Map();
    this.#openHourMs = undefined;
  }

  /** What is older than two weeks, and the oldest of what is too much. */
  async #expire(): Promise<void> {
    const { bytesMax = 4 * 1024 ** 3 } = this.#options;
    const since = this.#options.now() - metricRetentionMs;
    let bytes = 0;
    for (const hour of [...this.#hours].sort((a, b) => b - a)) {
      const path = this.#path(hour, 'hour');
      bytes += (await stat(path)).size;
      if (hour + hourMs > since && bytes <= bytesMax) continue;
      await rm(path, { force: true });
      this.#hours.delete(hour);
    }
    for (const [key, { lastMs }] of this.#known) if (lastMs < since) this.#known.delete(key);
  }

  async #writeKnown(): Promise<void> {
    const path = join(this.#options.directory, 'subjects.json');
    await writeFile(`${path}.new`, JSON.stringify([...this.#known.values()]), { mode: 0o600, flush: true });
    await rename(`${path}.new`, path);
  }

  async #load(): Promise<void> {
    const names = readdirSync(this.#options.directory);
    if (names.includes('subjects.json')) {
      const text = await readFile(join(this.#options.directory, 'subjects.json'), 'utf8');
      // Written by #writeKnown and renamed when it was whole.
      for (const known of JSON.parse(text) as Known[]) this.#known.set(subjectKey(known.subject), known);
    }
    for (const name of names.filter((each) => each.endsWith('.new'))) {
      await rm(join(this.#options.directory, name), { force: true });
    }
    this.#hours = new Set(hoursOf(names, 'hour'));
    for (const hour of hoursOf(names, 'log')) {
      if (this.#openHourMs !== undefined) await this.#closeHour();
      await this.#loadLog(hour);
    }
    await this.#expire();
  }

  async #loadLog(hour: number): Promise<void> {
    const path = this.#path(hour, 'log');
    const { minutes, bytes } = await readMinutes(path);
    // What comes after a torn end could not be read.
    await truncate(path, bytes);
    this.#openHourMs = hour;
    for (const { timeMs, rows } of minutes) this.#remember(timeMs, rows);
  }

  #path(hour: number, ending: 'hour' | 'log'): string {
    return join(this.#options.directory, `${new Date(hour).toISOString().slice(0, 13)}.${ending}`);
  }
}

const nothing: StatisticSet = { min: 0, max: 0, sum: 0, count: 1 };

function hourOf(timeMs: number): number {
  return timeMs - (timeMs % hourMs);
}

/** Ascending. */
function hoursOf(names: readonly string[], ending: string): number[] {
  return names
    .filter((name) => name.endsWith(`.${ending}`))
    .map((name) => Date.parse(`${name.slice(0, 13)}:00:00.000Z`))
    .filter((hour) => !Number.isNaN(hour))
    .sort((a, b) => a - b);
}

function addValues(
  before: Readonly<Record<string, StatisticSet>> = {},
  values: Readonly<Record<string, StatisticSet>>,
): Readonly<Record<string, StatisticSet>> {
  const sum: Record<string, StatisticSet> = { ...before };
  for (const [name, set] of Object.entries(values)) sum[name] = addStatistics(sum[name], set);
  return sum;
}

function metricNamesOf({ namespace, dimensions }: MetricSubject): string[] {
  const names = new Set(dimensions.map(({ name }) => name));
  return Object.entries(metricDefinitions[namespace])
    .filter(([, { kept }]) => (kept === 'targets') === names.has('TargetGroup'))
    .filter(([name]) => name !== 'EndpointsCount' || names.size === 1)
    .map(([name]) => name);
}
