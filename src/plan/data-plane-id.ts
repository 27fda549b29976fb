import { hash } from 'node:crypto';
import type { DataPlaneId } from './entry.ts';

/**
 * The data plane's name of what the parts stand for: the first 64 bits of their SHA-256, never all zero.
 * The order of the parts counts, and so does where one ends: each is hashed with its length before it.
 */
export function dataPlaneId(...parts: readonly string[]): DataPlaneId {
  let text = '';
  for (const part of parts) text += `${Buffer.byteLength(part)}:${part}`;
  const id = hash('sha256', text, 'hex').slice(0, 16);
  return id === nobody ? '0000000000000001' : id;
}

/** Zero means "none" in the data plane. */
const nobody = '0000000000000000';
