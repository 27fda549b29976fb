/** One attempt to deliver to a file: a line of JSON at its end. */
import { constants } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outcome } from './post.ts';

/** Bytes of a file beyond which nothing more is written until somebody has taken it away. */
const fileBytesMax = 64 * 1024 * 1024;

/** The line is on the disk when this resolves. Never rejects. Calls for one file must not overlap. */
export async function append(directory: string, name: string, line: string): Promise<Outcome> {
  try {
    await mkdir(directory, { mode: 0o700, recursive: true });
    // Nobody gets to say by a link that another file is written.
    const flags =
      constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK;
    const file = await open(join(directory, name), flags, 0o600);
    try {
      const status = await file.stat();
      if (!status.isFile()) return { kind: 'refused', reason: `${name} is no file` };
      const { size } = status;
      if (size > fileBytesMax)
        return { kind: 'failed', reason: `${name} has more than ${fileBytesMax} bytes: take it away` };
      await file.appendFile(`${(await isTorn(file, size)) ? '\n' : ''}${line}\n`);
      await file.datasync();
    } finally {
      await file.close();
    }
    return { kind: 'delivered' };
  } catch (error) {
    return { kind: 'failed', reason: (error as Error).message };
  }
}

/** Whether an earlier write was cut off by a kill. */
async function isTorn(file: Awaited<ReturnType<typeof open>>, size: number): Promise<boolean> {
  if (size === 0) return false;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] !== 0x0a;
}
