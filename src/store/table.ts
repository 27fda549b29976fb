/** The records of one kind in memory. */
import { indexes } from '../model/indexes.ts';
import type { Kind } from '../model/resources.ts';
import type { AnyRecord } from './record.ts';
import { RecordIndex } from './record-index.ts';

export interface Table {
  get(id: string): AnyRecord | undefined;
  has(id: string): boolean;
  ids(): Iterable<string>;
  all(): Iterable<AnyRecord>;
  /** Ordered by id. */
  find(index: string, value: string): readonly AnyRecord[];
  count(index: string, value: string): number;
  /** Puts what is stored under the id in the place of what was. @returns what was, undefined when there was nothing */
  put(id: string, stored: Stored): AnyRecord | undefined;
  /** @returns what was there */
  delete(id: string): AnyRecord | undefined;
}

/** A record and its JSON text. */
export interface Stored {
  readonly text: string;
  readonly record: AnyRecord;
}

/** What an index finds records under. */
export type ValuesOf = (record: AnyRecord) => readonly string[];

/** The indexes of a kind by their names. */
export function indexFunctions(kind: Kind): Readonly<Record<string, ValuesOf>> {
  // Each function there takes records of its kind, and a table holds only those.
  return indexes[kind] as Record<string, ValuesOf>;
}

const nothing: readonly never[] = Object.freeze([]);

/** Keeps records as objects. */
export class ObjectTable implements Table {
  readonly #held = new Map<string, AnyRecord>();
  readonly #indexes: readonly RecordIndex[];

  constructor(kind: Kind) {
    const functions = Object.entries(indexFunctions(kind));
    this.#indexes = functions.map(([name, valuesOf]) => new RecordIndex(name, valuesOf));
  }

  get(id: string): AnyRecord | undefined {
    return this.#held.get(id);
  }

  has(id: string): boolean {
    return this.#held.has(id);
  }

  ids(): Iterable<string> {
    return this.#held.keys();
  }

  all(): Iterable<AnyRecord> {
    return this.#held.values();
  }

  find(index: string, value: string): readonly AnyRecord[] {
    return this.#index(index)?.find(value) ?? nothing;
  }

  count(index: string, value: string): number {
    return this.#index(index)?.count(value) ?? 0;
  }

  put(id: string, { record }: Stored): AnyRecord | undefined {
    const before = this.#held.get(id);
    for (const index of this.#indexes) index.update(before, record);
    // Under the record's own id: the one from the key is a part of that text and would keep all of it.
    this.#held.set(record.id, record);
    return before;
  }

  delete(id: string): AnyRecord | undefined {
    const before = this.#held.get(id);
    if (before) for (const index of this.#indexes) index.update(before, undefined);
    this.#held.delete(id);
    return before;
  }

  #index(name: string): RecordIndex | undefined {
    return this.#indexes.find((index) => index.name === name);
  }
}
