/**
 * The file of an hour that is not over: a frame for each minute, appended as a whole. A frame is its length and the CRC of
 * its content, 4 bytes each, little endian, then deflated JSON. What a kill cut off at the end is left out when read.
 */
import { open, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { crc32, deflateRaw, inflateRawSync } from 'node:zlib';
import type { Row } from './open-minute.ts';

const deflate = promisify(deflateRaw);
const headBytes = 8;
/** A frame cannot be larger when it is unpacked. */
const frameBytesMax = 256 * 1024 * 1024;

export interface LoggedMinute {
  readonly timeMs: number;
  readonly rows: readonly Row[];
}

/** All of it or nothing: half a frame would hide those after it. @throws Error when it cannot be written */
export async function appendMinute(path: string, minute: LoggedMinute): Promise<void> {
  const content = await deflate(Buffer.from(JSON.stringify(minute)));
  const head = Buffer.alloc(headBytes);
  head.writeUInt32LE(content.length, 0);
  head.writeUInt32LE(crc32(content), 4);
  const file = await open(path, 'a', 0o600);
  try {
    const { size } = await file.stat();
    await file.appendFile(Buffer.concat([head, content])).catch(async (error: unknown) => {
      await file.truncate(size);
      throw error;
    });
  } finally {
    await file.close();
  }
}

/** The whole frames from the beginning, and where they end. */
export async function readMinutes(path: string): Promise<{ minutes: LoggedMinute[]; bytes: number }> {
  const file = await readFile(path);
  const minutes: LoggedMinute[] = [];
  let at = 0;
  while (at + headBytes <= file.length) {
    const end = at + headBytes + file.readUInt32LE(at);
    const content = file.subarray(at + headBytes, end);
    if (end > file.length || crc32(content) !== file.readUInt32LE(at + 4)) break;
    const text = inflateRawSync(content, { maxOutputLength: frameBytesMax }).toString('utf8');
    // The sum is right: this is what `appendMinute` wrote.
    minutes.push(JSON.parse(text) as LoggedMinute);
    at = end;
  }
  return { minutes, bytes: at };
}
