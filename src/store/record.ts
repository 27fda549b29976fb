import type { Kind, Kinds } from '../model/resources.ts';
import type { Key } from './store.ts';

/** A record of any kind. */
export type AnyRecord = Kinds[Kind];

/** A text, and the record that `parseRecord` makes of it. */
export interface Parsed {
  readonly text: string;
  readonly record: AnyRecord;
}

/** The key that a record is stored under. */
export function recordKey(kind: Kind, id: string): Key {
  return `${kind}/${id}`;
}

/** The parts of a key: the kind ends at the first slash, the id may hold more. */
export function parseKey(key: Key): { readonly kind: string; readonly id: string } {
  const slash = key.indexOf('/');
  return { kind: key.slice(0, slash), id: key.slice(slash + 1) };
}

/** The record of a JSON text, frozen at every depth: readers share it, so nobody may change it. */
export function parseRecord(key: Key, text: string): AnyRecord {
  try {
    // Only this program writes the store, and it writes records.
    return freeze(JSON.parse(text)) as AnyRecord;
  } catch (cause) {
    throw new Error(`read the record ${key}: its text is no JSON`, { cause });
  }
}

function freeze(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) freeze(member);
  return Object.freeze(value);
}
