/**
 * The file of an hour that is over, in which one subject is found without reading the others: their minutes as JSON, then
 * a directory that is searched in halves (16 bytes each, ordered: 8 of a hash of the subject's key, offset, length), then
 * its length and offset and four letters. Written under another name and renamed: a file of this name is whole.
 */
import { hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import type { StatisticSet } from '../model/metrics.ts';

/** The metrics of one subject in the minutes of an hour. */
export type HourOfSubject = readonly (readonly [
  timeMs: number,
  values: Readonly<Record<string, StatisticSet>>,
])[];

const entryBytes = 16;
const tailBytes = 12;
const letters = 'PSM1';
/** How many subjects are written before others get their turn. */
const batch = 200;

export async function writeHour(path: string, hours: ReadonlyMap<string, HourOfSubject>): Promise<void> {
  const entries: Buffer[] = [];
  const file = await open(`${path}.new`, 'w', 0o600);
  try {
    let offset = 0;
    let chunks: Buffer[] = [];
    const flush = async () => {
      await file.write(Buffer.concat(chunks));
      chunks = [];
      await setImmediate();
    };
    for (const [key, hour] of hours) {
      const chunk = Buffer.from(JSON.stringify([key, hour]));
      const entry = Buffer.alloc(entryBytes);
      nameOf(key).copy(entry);
      entry.writeUInt32LE(offset, 8);
      entry.writeUInt32LE(chunk.length, 12);
      entries.push(entry);
      offset += chunk.length;
      if (chunks.push(chunk) >= batch) await flush();
    }
    await flush();
    const tail = Buffer.alloc(tailBytes);
    tail.writeUInt32LE(entries.length, 0);
    tail.writeUInt32LE(offset, 4);
    tail.write(letters, 8);
    await file.write(Buffer.concat([...entries.sort(Buffer.compare), tail]));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}

/** Empty when the subject is not in the file or the file is not one of these. */
export function readHour(path: string, key: string): HourOfSubject {
  const fd = openSync(path, 'r');
  try {
    const size = sizeOf(fd);
    const tail = size === undefined ? undefined : readAt(fd, size - tailBytes, tailBytes);
    if (tail?.toString('latin1', 8) !== letters) return [];
    return search(fd, { count: tail.readUInt32LE(0), directory: tail.readUInt32LE(4) }, key);
  } finally {
    closeSync(fd);
  }
}

function search(fd: number, { count, directory }: { count: number; directory: number }, key: string) {
  const name = nameOf(key);
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = readAt(fd, directory + middle * entryBytes, entryBytes);
    if (Buffer.compare(entry.subarray(0, 8), name) < 0) low = middle + 1;
    else high = middle;
  }
  for (; low < count; low++) {
    const entry = readAt(fd, directory + low * entryBytes, entryBytes);
    if (Buffer.compare(entry.subarray(0, 8), name) !== 0) break;
    const chunk = readAt(fd, entry.readUInt32LE(8), entry.readUInt32LE(12));
    // Written by `writeHour`.
    const [found, hour] = JSON.parse(chunk.toString('utf8')) as [string, HourOfSubject];
    if (found === key) return hour;
  }
  return [];
}

function nameOf(key: string): Buffer {
  return hash('sha256', key, 'buffer').subarray(0, 8);
}

function sizeOf(fd: number): number | undefined {
  const { size } = fstatSync(fd);
  return size < tailBytes ? undefined : size;
}

function readAt(fd: number, position: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  return buffer.subarray(0, readSync(fd, buffer, { position, length }));
}
