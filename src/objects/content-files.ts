/** Content of objects in files, each written once, under a directory that only root can enter. */
import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readdirSync, readSync } from 'node:fs';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ServiceError } from '../model/errors.ts';
import type { ContentPart, ContentSlices, ContentStore, OpenContent } from '../model/storage-resources.ts';

const pieceBytes = 64 * 1024;

export interface ContentFilesOptions {
  readonly directory: string;
  /** Whether a record refers to the file now. */
  isReferred(file: string): boolean;
  log(message: string): void;
}

/** The files of one daemon. */
export class ContentFiles implements ContentStore {
  readonly #options: ContentFilesOptions;
  /** Readers by file. */
  readonly #readers = new Map<string, number>();
  /** What is to go when its last reader has gone. */
  readonly #waiting = new Set<string>();
  readonly #removals = new Set<Promise<void>>();

  /** Makes the directory, and removes what a daemon left in it that was killed between a file and its record. */
  constructor(options: ContentFilesOptions) {
    this.#options = options;
    mkdirSync(options.directory, { recursive: true, mode: 0o700 });
    for (const file of readdirSync(options.directory)) this.collect(file);
  }

  async write(content: AsyncIterable<Uint8Array>, bytesMax: number): Promise<ContentPart> {
    const file = randomBytes(16).toString('hex');
    try {
      return { file, bytes: await this.#fill(file, content, bytesMax) };
    } catch (error) {
      await unlink(this.#path(file)).catch(() => undefined);
      throw isFull(error) ? full() : error;
    }
  }

  open({ slices, bytes }: ContentSlices): OpenContent {
    const files = [...new Set(slices.map(({ file }) => file))];
    for (const file of files) this.#readers.set(file, (this.#readers.get(file) ?? 0) + 1);
    let isOpen = true;
    const close = () => {
      if (isOpen) for (const file of files) this.#release(file);
      isOpen = false;
    };
    return { bytes, read: () => this.#read(slices), close };
  }

  readNow({ slices, bytes }: ContentSlices, bytesMax: number): Uint8Array {
    if (bytes > bytesMax) throw tooLarge(bytesMax);
    return Buffer.concat(slices.map(({ file, from, bytes: length }) => this.#readPiece(file, from, length)));
  }

  collect(file: string): void {
    this.#waiting.add(file);
    // Later: whoever was told of the file in this turn has opened it by then.
    const later = new Promise<void>((resolve) => setImmediate(resolve));
    const removal = later.then(() => this.#remove(file)).finally(() => this.#removals.delete(removal));
    this.#removals.add(removal);
  }

  /** Waits for removals that have begun. */
  async settled(): Promise<void> {
    await Promise.all(this.#removals);
  }

  async #fill(file: string, content: AsyncIterable<Uint8Array>, bytesMax: number): Promise<number> {
    const handle = await open(this.#path(file), 'wx', 0o600);
    let bytes = 0;
    try {
      for await (const piece of content) {
        bytes += piece.length;
        if (bytes > bytesMax) throw tooLarge(bytesMax);
        await writeAll(handle, piece);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await this.#syncDirectory();
    return bytes;
  }

  async #syncDirectory(): Promise<void> {
    const directory = await open(this.#options.directory);
    try {
      await directory.sync();
    } finally {
      await directory.close();
    }
  }

  async *#read(slices: ContentSlices['slices']): AsyncGenerator<Uint8Array> {
    for (const { file, from, bytes } of slices) {
      const handle = await open(this.#path(file));
      try {
        yield* pieces(handle, from, bytes);
      } finally {
        await handle.close();
      }
    }
  }

  #readPiece(file: string, from: number, bytes: number): Uint8Array {
    const piece = Buffer.alloc(bytes);
    const fd = openSync(this.#path(file), 'r');
    try {
      const read = readSync(fd, piece, 0, bytes, from);
      if (read < bytes) throw new Error(`the content ${file} has lost its end`);
      return piece;
    } finally {
      closeSync(fd);
    }
  }

  #release(file: string): void {
    const left = (this.#readers.get(file) ?? 1) - 1;
    if (left > 0) this.#readers.set(file, left);
    else this.#readers.delete(file);
    if (left === 0 && this.#waiting.has(file)) this.collect(file);
  }

  async #remove(file: string): Promise<void> {
    if (this.#readers.has(file) || !this.#waiting.delete(file) || this.#options.isReferred(file)) return;
    await unlink(this.#path(file)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT')
        this.#options.log(`could not remove the content ${file}: ${error.message}`);
    });
  }

  #path(file: string): string {
    return join(this.#options.directory, file);
  }
}

async function writeAll(handle: FileHandle, piece: Uint8Array): Promise<void> {
  for (let at = 0; at < piece.length; ) at += (await handle.write(piece, at)).bytesWritten;
}

async function* pieces(handle: FileHandle, from: number, bytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes; ) {
    const buffer = Buffer.allocUnsafe(Math.min(pieceBytes, bytes - at));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, from + at);
    if (bytesRead === 0) throw new Error(`a content file ends at ${from + at}, before its end`);
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

function isFull(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG';
}

function full(): ServiceError {
  return new ServiceError(
    'InsufficientStorage',
    'There is not enough room on the disk for this content. Nothing was changed.',
  );
}

function tooLarge(bytesMax: number): ServiceError {
  return new ServiceError(
    'EntityTooLarge',
    `Your proposed upload exceeds the maximum allowed size: ${bytesMax} bytes.`,
  );
}
