import { randomFillSync } from 'node:crypto';
import type { Id, Ids } from './ids.ts';

const lower = 'abcdefghijklmnopqrstuvwxyz0123456789';
const mixed = `${lower}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;
/** Random bytes that are asked for at a time: asking costs the more the oftener it is done, and an endpoint has five ids. */
const poolBytes = 4096;

/** Ids from the operating system's random source: unguessable, and unique without asking anyone. */
export function randomIds(): Ids {
  const take = randomSource();
  const hex = (length: number) =>
    take(Math.ceil(length / 2))
      .toString('hex')
      .slice(0, length);
  return {
    next: <Prefix extends string>(prefix: Prefix): Id<Prefix> => `${prefix}-${hex(17)}`,
    hex,
    alphanumeric: (length) => pick(lower, length, take),
    token: (length) => pick(mixed, length, take),
  };
}

/** Gives random bytes, each once; they are to be read before the next are taken. */
function randomSource(): (count: number) => Buffer {
  const pool = Buffer.alloc(poolBytes);
  let used = poolBytes;
  return (count) => {
    if (count > poolBytes) return randomFillSync(Buffer.alloc(count));
    if (used + count > poolBytes) {
      randomFillSync(pool);
      used = 0;
    }
    const taken = pool.subarray(used, used + count);
    used += count;
    return taken;
  };
}

/** Each character as likely as every other: bytes of the last, incomplete round through the alphabet are passed over. */
function pick(alphabet: string, length: number, take: (count: number) => Buffer): string {
  const limit = 256 - (256 % alphabet.length);
  let text = '';
  while (text.length < length) {
    for (const byte of take(length - text.length)) {
      if (byte < limit) text += alphabet.charAt(byte % alphabet.length);
    }
  }
  return text;
}
