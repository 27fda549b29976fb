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

const namesMax = 2_000;

/** The record of a JSON text, frozen at every depth: readers share it, so nobody may change it. */
export function parseRecord(key: Key, text: string): AnyRecord {
  const value = read(key, text);
  freeze(value);
  // Only this program writes the store, and it writes records.
  return value as AnyRecord;
}

function read(key: Key, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`read the record ${key}: its text is no JSON`, { cause });
  }
}

/** By a list of the members: a loop over the names is compiled anew for every shape of a record. */
function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const member of Object.values(value)) freeze(member);
  Object.freeze(value);
}

/**
 * Makes records as `parseRecord` does, in less memory, for when many are made one after the other.
 *
 * Texts that many records have under the same name, such as the id of a zone, are kept once when the record parsed
 * before has it too. Records are loaded by key, so neighbours have much in common.
 */
export class RecordParser {
  /** The last text under each name, of at most `namesMax`: most are the model's, of which there are some hundreds. */
  readonly #last = new Map<string, string>();

  parse(key: Key, text: string): AnyRecord {
    const value = read(key, text);
    this.#freeze(value);
    // Only this program writes the store, and it writes records.
    return value as AnyRecord;
  }

  #freeze(value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    // What JSON.parse gives has members by name, lists too.
    const members = value as Record<string, unknown>;
    for (const name of Object.keys(members)) {
      const member = members[name];
      if (typeof member === 'string') members[name] = this.#shared(name, member);
      else this.#freeze(member);
    }
    Object.freeze(value);
  }

  #shared(name: string, text: string): string {
    const last = this.#last.get(name);
    if (last === text) return last;
    if (this.#last.size >= namesMax) this.#last.clear();
    this.#last.set(name, text);
    return text;
  }
}
