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

/**
 * A copy of a record that is what `parseRecord` makes of its JSON text, frozen too; the caller's own stays as it is.
 * Records are plain values, and those are copied without making the text: that takes a fraction of the time, and their
 * strings are shared. What else JSON can be made of goes by its text.
 */
export function storedCopy(key: Key, record: object): AnyRecord {
  const copy = copyOf(record);
  // A copy of a record is one.
  return copy === notPlain ? parseRecord(key, JSON.stringify(record)) : (copy as AnyRecord);
}

/** Says that the text of a value would be another's, as that of a date is. */
const notPlain = Symbol('not plain');

function copyOf(value: unknown): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0) ? value : notPlain;
  if (typeof value !== 'object') return notPlain;
  if (Array.isArray(value)) return membersCopied([...value]);
  return Object.getPrototypeOf(value) === Object.prototype ? membersCopied({ ...value }) : notPlain;
}

/** Copies what is below, into `copy` itself. */
function membersCopied(copy: object): unknown {
  const members = copy as Record<string, unknown>;
  for (const name in members) {
    const member = members[name];
    if (typeof member === 'string') continue;
    const copied = copyOf(member);
    // Setting a member of this name would set the prototype.
    if (copied === notPlain || name === '__proto__') return notPlain;
    if (copied !== member) members[name] = copied;
  }
  return Object.freeze(copy);
}

function freeze(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) freeze(member);
  return Object.freeze(value);
}
