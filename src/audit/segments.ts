/** The files of the log: lines of JSON in segments of bounded size, the oldest of which go. */
import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes after which a new segment is begun: 16 MiB. */
const segmentBytes = 16 * 1024 * 1024;
const pattern = /^events-(\d{9})\.jsonl$/;

/** Where a line stands. */
export interface Place {
  readonly segment: number;
  readonly offset: number;
  /** Bytes, without the line feed. */
  readonly length: number;
}

export class Segments {
  readonly #directory: string;
  #file: FileHandle | undefined;
  #segment = 0;
  #size = 0;

  private constructor(directory: string) {
    this.#directory = directory;
  }

  /** @throws Error when the directory or the newest segment cannot be written */
  static async open(directory: string): Promise<Segments> {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const segments = new Segments(directory);
    await segments.#open(segments.numbers().at(-1) ?? 1);
    return segments;
  }

  /** Those that are there, the oldest first. */
  numbers(): number[] {
    return readdirSync(this.#directory)
      .map((name) => Number(pattern.exec(name)?.[1] ?? 0))
      .filter((number) => number > 0)
      .sort((a, b) => a - b);
  }

  path(segment: number): string {
    return join(this.#directory, `events-${String(segment).padStart(9, '0')}.jsonl`);
  }

  /**
   * Appends lines, which have no line feeds in them; they survive a kill of the process when this resolves.
   * @returns where they stand
   * @throws Error when the disk is full, and so on. What was written of them by then is cut off again or left as a torn line
   */
  async append(lines: readonly string[]): Promise<readonly Place[]> {
    if (this.#size >= segmentBytes) await this.#open(this.#segment + 1);
    const file = this.#file;
    if (file === undefined) throw new Error('the log is closed');
    const places: Place[] = [];
    let offset = this.#size;
    for (const line of lines) {
      const length = Buffer.byteLength(line);
      places.push({ segment: this.#segment, offset, length });
      offset += length + 1;
    }
    const bytes = Buffer.from(`${lines.join('\n')}\n`);
    try {
      // On this thread: the bytes go to the kernel's memory, which takes less time than waking another thread.
      for (let at = 0; at < bytes.length; ) {
        at += writeSync(file.fd, bytes, at, bytes.length - at, this.#size + at);
      }
    } catch (error) {
      // The next attempt writes the same bytes at the same place.
      await file.truncate(this.#size).catch(() => undefined);
      throw error;
    }
    this.#size = offset;
    return places;
  }

  async sync(): Promise<void> {
    await this.#file?.datasync();
  }

  /** The text at the place, or undefined when its segment is gone. */
  read({ segment, offset, length }: Place): string | undefined {
    let file: number;
    try {
      file = openSync(this.path(segment), 'r');
    } catch {
      return undefined;
    }
    try {
      const bytes = Buffer.alloc(length);
      const read = readSync(file, bytes, 0, length, offset);
      return bytes.subarray(0, read).toString();
    } finally {
      closeSync(file);
    }
  }

  /** Deletes segments that nothing was written to since then, but for the one in use. @param beforeMs since 1970 */
  deleteOlder(beforeMs: number): void {
    for (const segment of this.numbers()) {
      if (segment !== this.#segment && statSync(this.path(segment)).mtimeMs < beforeMs)
        unlinkSync(this.path(segment));
    }
  }

  async close(): Promise<void> {
    await this.sync().catch(() => undefined);
    await this.#file?.close();
    this.#file = undefined;
  }

  async #open(segment: number): Promise<void> {
    const flags = constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW;
    const file = await open(this.path(segment), flags, 0o600);
    const { size } = fstatSync(file.fd);
    await this.#file?.close();
    [this.#file, this.#segment, this.#size] = [file, segment, size];
    await this.#endTornLine(file, size);
  }

  /** A line that a kill cut off stays; the next one begins on a line of its own. */
  async #endTornLine(file: FileHandle, size: number): Promise<void> {
    if (size === 0) return;
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    if (buffer[0] !== 0x0a) this.#size += (await file.write('\n', size)).bytesWritten;
  }
}
