import { randomBytes, randomInt } from 'node:crypto';
import type { Id, Ids } from './ids.ts';

const lower = 'abcdefghijklmnopqrstuvwxyz0123456789';
const mixed = `${lower}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;

/** Ids from the operating system's random source: unguessable, and unique without asking anyone. */
export function randomIds(): Ids {
  return {
    next: <Prefix extends string>(prefix: Prefix): Id<Prefix> => `${prefix}-${hex(17)}`,
    hex,
    alphanumeric: (length) => pick(lower, length),
    token: (length) => pick(mixed, length),
  };
}

function hex(length: number): string {
  return randomBytes(Math.ceil(length / 2))
    .toString('hex')
    .slice(0, length);
}

function pick(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}
