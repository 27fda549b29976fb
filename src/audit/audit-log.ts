/**
 * The log of what was done: see docs/audit.md.
 * Recording appends to a buffer that is written in groups; a request waits for its group, never for the disk.
 */
import { readFileSync } from 'node:fs';
import type { AuditPage, AuditQuery } from '../model/audit-reader.ts';
import type { Act, Audit } from './act.ts';
import { eventsOf, type Recorded } from './event.ts';
import { type IndexedEvent, markOf, RecentEvents, recentEventsMax } from './recent-events.ts';
import { type Place, Segments } from './segments.ts';

/** Events that wait while the disk takes none; beyond that the oldest are lost and counted. */
const waitingMax = 10_000;
/** How long written events may stay in the kernel's memory alone, where a loss of power finds them. */
const syncMs = 1_000;
/** How long after a failure the next attempt is. */
const retryMs = 5_000;
const dayMs = 24 * 60 * 60_000;

export interface AuditLogOptions {
  /** The log's own. */
  readonly directory: string;
  /** How long events are kept. */
  readonly retentionDays: number;
  /** A new UUID. */
  eventId(): string;
  /** Milliseconds since 1970. */
  now(): number;
  log(message: string): void;
}

interface Waiting {
  readonly recorded: Recorded;
  readonly line: string;
}

export class AuditLog implements Audit {
  readonly #options: AuditLogOptions;
  readonly #segments: Segments;
  /** undefined until somebody looks something up: then what the files hold is read, which takes up to a second. */
  #recent: RecentEvents | undefined;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;
  #syncing: NodeJS.Timeout | undefined;
  #retrying: NodeJS.Timeout | undefined;
  #sweptAt = 0;
  #lost = 0;
  #isFailing = false;

  private constructor(options: AuditLogOptions, segments: Segments) {
    this.#options = options;
    this.#segments = segments;
  }

  /** @throws Error when the directory cannot be written */
  static async open(options: AuditLogOptions): Promise<AuditLog> {
    const audit = new AuditLog(options, await Segments.open(options.directory));
    audit.#sweep();
    return audit;
  }

  /** Events that were lost because the disk took none. */
  get lost(): number {
    return this.#lost;
  }

  /**
   * Resolves when the act's events survive a kill of the daemon, or when the disk does not take them now: what was
   * done is done, and its answer does not wait for space. Never rejects.
   */
  async record(act: Act): Promise<void> {
    for (const recorded of eventsOf(act, this.#options.eventId)) {
      this.#waiting.push({ recorded, line: lineOf(recorded) });
    }
    if (this.#waiting.length > waitingMax) {
      this.#lost += this.#waiting.length - waitingMax;
      this.#waiting.splice(0, this.#waiting.length - waitingMax);
    }
    if (this.#isFailing) return;
    this.#writing ??= this.#write();
    await this.#writing;
  }

  lookup(query: AuditQuery): AuditPage | undefined {
    this.#recent ??= this.#load();
    const found = this.#recent.find(query);
    if (found === undefined) return undefined;
    const page = found.slice(0, query.limit);
    const last = page.at(-1);
    const next = found.length > page.length && last !== undefined ? { next: markOf(last) } : {};
    return { events: page.flatMap((event) => this.#audited(event)), ...next };
  }

  async close(): Promise<void> {
    clearTimeout(this.#syncing);
    clearTimeout(this.#retrying);
    await this.#writing;
    await this.#segments.close();
  }

  #audited({ place, timeMs, ...event }: IndexedEvent) {
    const line = this.#segments.read(place);
    const record = line === undefined ? undefined : parseLine(line);
    if (record === undefined) return [];
    return [{ ...event, time: new Date(timeMs).toISOString(), record: JSON.stringify(record.event) }];
  }

  async #write(): Promise<void> {
    // Whoever records in this turn is written with this group.
    await Promise.resolve();
    try {
      while (this.#waiting.length > 0) await this.#writeGroup();
      this.#isFailing = false;
      this.#syncSoon();
      this.#sweep();
    } catch (error) {
      this.#fail(error as Error);
    } finally {
      this.#writing = undefined;
    }
  }

  async #writeGroup(): Promise<void> {
    const group = this.#waiting;
    this.#waiting = [];
    try {
      const places = await this.#segments.append(group.map(({ line }) => line));
      group.forEach(({ recorded }, at) => {
        // As many places as lines.
        this.#recent?.add(recorded, places[at] as Place);
      });
    } catch (error) {
      this.#waiting = [...group, ...this.#waiting];
      throw error;
    }
  }

  #fail(error: Error): void {
    const { log } = this.#options;
    if (!this.#isFailing)
      log(`the audit log cannot be written, ${this.#waiting.length} events wait: ${error.message}`);
    this.#isFailing = true;
    this.#retrying = setTimeout(() => {
      this.#writing ??= this.#write();
    }, retryMs);
    this.#retrying.unref();
  }

  #syncSoon(): void {
    this.#syncing ??= setTimeout(() => {
      this.#syncing = undefined;
      this.#segments
        .sync()
        .catch((error: Error) => this.#options.log(`the audit log cannot be synced: ${error.message}`));
    }, syncMs).unref();
  }

  /** Once a day what is too old goes. */
  #sweep(): void {
    const now = this.#options.now();
    if (now - this.#sweptAt < dayMs) return;
    this.#sweptAt = now;
    try {
      this.#segments.deleteOlder(now - this.#options.retentionDays * dayMs);
    } catch (error) {
      this.#options.log(`old audit events cannot be deleted: ${(error as Error).message}`);
    }
  }

  /** Reads as many segments as hold the newest events, from the oldest of them on. */
  #load(): RecentEvents {
    const numbers = this.#segments.numbers();
    let first = numbers.length;
    for (let lines = 0; first > 0 && lines < recentEventsMax; first -= 1) {
      lines += lineLengths(readFileSync(this.#segments.path(numbers[first - 1] ?? 0))).length;
    }
    const recent = new RecentEvents();
    for (const segment of numbers.slice(first))
      index(recent, segment, readFileSync(this.#segments.path(segment)));
    return recent;
  }
}

/** Lines that are no events, such as one that a kill cut off, are passed over. */
function index(recent: RecentEvents, segment: number, bytes: Buffer): void {
  let offset = 0;
  for (const length of lineLengths(bytes)) {
    const recorded = parseLine(bytes.toString('utf8', offset, offset + length));
    if (recorded) recent.add(recorded, { segment, offset, length });
    offset += length + 1;
  }
}

/** In bytes, without the line feeds; what comes after the last line feed is no line. */
function lineLengths(bytes: Buffer): number[] {
  const lengths: number[] = [];
  for (let start = 0, end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, start)) {
    lengths.push(end - start);
    start = end + 1;
  }
  return lengths;
}

/** The event, and behind it what it is found by: a line is what CloudTrail writes and two members more. */
function lineOf({ event, resources, username }: Recorded): string {
  const found = JSON.stringify({ posternResources: resources, posternUsername: username });
  return `${JSON.stringify(event).slice(0, -1)},${found.slice(1)}`;
}

function parseLine(line: string): Recorded | undefined {
  try {
    const { posternResources: resources, posternUsername: username, ...event } = JSON.parse(line);
    if (typeof event.eventID !== 'string' || !Array.isArray(resources)) return undefined;
    const accessKeyId = event.userIdentity?.accessKeyId;
    return { event, resources, ...(username && { username }), ...(accessKeyId && { accessKeyId }) };
  } catch {
    return undefined;
  }
}
