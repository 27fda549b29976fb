import { isDeepStrictEqual } from 'node:util';
import type { Writer } from '../model/access.ts';
import { type IndexName, indexes } from '../model/indexes.ts';
import type { Kind, Kinds } from '../model/resources.ts';
import { type AnyRecord, parseRecord, recordKey } from './record.ts';
import { insert } from './sorted.ts';
import type { Batch, Key } from './store.ts';
import type { View } from './view.ts';

interface Written {
  /** Undefined: deleted. */
  readonly record: AnyRecord | undefined;
  readonly text: string | undefined;
}

/**
 * What one transaction reads and writes: a view with its own writes on top.
 * It is used up when `finish` was called; a function that kept it learns so by an error.
 */
export class Transaction implements Writer {
  readonly #view: View;
  readonly #expect = new Map<Key, number>();
  readonly #written = new Map<Kind, Map<string, Written>>();
  #finished = false;

  constructor(view: View) {
    this.#view = view;
  }

  get<K extends Kind>(kind: K, id: string): Kinds[K] | undefined {
    this.#expectUnchanged(kind, id);
    const written = this.#written.get(kind)?.get(id);
    // Written under this kind, so it is of this kind.
    return written ? (written.record as Kinds[K] | undefined) : this.#view.get(kind, id);
  }

  find<K extends Kind>(kind: K, index: IndexName<K>, value: string): readonly Kinds[K][] {
    this.#assertUsable();
    const stored = this.#view.find(kind, index, value);
    const written = this.#written.get(kind);
    if (!written) return stored;
    const found = stored.filter(({ id }) => !written.has(id));
    // Each function of `indexes` takes records of its kind, and these were written under the kind.
    const valuesOf = (indexes[kind] as Record<string, (record: Kinds[K]) => readonly string[]>)[index];
    for (const { record } of written.values()) {
      const candidate = record as Kinds[K] | undefined;
      if (candidate && valuesOf?.(candidate).includes(value)) insert(found, candidate);
    }
    return found;
  }

  *all<K extends Kind>(kind: K): Iterable<Kinds[K]> {
    this.#assertUsable();
    const written = this.#written.get(kind) ?? new Map<string, Written>();
    for (const record of this.#view.all(kind)) {
      if (!written.has(record.id)) yield record;
    }
    for (const { record } of written.values()) {
      // Written under this kind, so it is of this kind.
      if (record) yield record as Kinds[K];
    }
  }

  put<K extends Kind>(kind: K, record: Kinds[K]): void {
    this.#expectUnchanged(kind, record.id);
    const text = JSON.stringify(record);
    // Parsed again: what is read here is what will be stored, whatever the caller does to its object later.
    this.#write(kind, record.id, { record: parseRecord(recordKey(kind, record.id), text), text });
  }

  delete(kind: Kind, id: string): void {
    this.#expectUnchanged(kind, id);
    this.#write(kind, id, { record: undefined, text: undefined });
  }

  /** Ends the transaction. @returns what to commit; records written as they already were are left out */
  finish(): Batch {
    this.#finished = true;
    const write = new Map<Key, string | undefined>();
    for (const [kind, records] of this.#written) {
      for (const [id, { record, text }] of records) {
        if (isDeepStrictEqual(record, this.#view.get(kind, id))) continue;
        write.set(recordKey(kind, id), text);
      }
    }
    return { expect: this.#expect, write };
  }

  #write(kind: Kind, id: string, written: Written): void {
    const records = this.#written.get(kind) ?? new Map<string, Written>();
    this.#written.set(kind, records.set(id, written));
  }

  #expectUnchanged(kind: Kind, id: string): void {
    this.#assertUsable();
    this.#expect.set(recordKey(kind, id), this.#view.revisionOf(kind, id));
  }

  #assertUsable(): void {
    if (this.#finished) throw new Error('the transaction is over; its resources cannot be used any more');
  }
}
