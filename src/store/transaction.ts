import { isDeepStrictEqual } from 'node:util';
import type { Writer } from '../model/access.ts';
import { type IndexName, indexes } from '../model/indexes.ts';
import type { PackedKind } from '../model/packed-kinds.ts';
import type { Kind, Kinds } from '../model/resources.ts';
import { type AnyRecord, type Parsed, parseRecord, recordKey } from './record.ts';
import { insert } from './sorted.ts';
import type { Batch, Key } from './store.ts';

/** What a transaction reads where it wrote nothing itself. */
export interface Ground {
  get<K extends Kind>(kind: K, id: string): Kinds[K] | undefined;
  find<K extends Kind>(kind: K, index: IndexName<K>, value: string): readonly Kinds[K][];
  count<K extends Kind>(kind: K, index: IndexName<K>, value: string): number;
  all<K extends Kind>(kind: K): Iterable<Kinds[K]>;
  scan<K extends PackedKind>(kind: K, prefix: string, from?: string): Iterable<Kinds[K]>;
  /** What a batch has to expect of a record that is to be as it is here. */
  expectationOf(kind: Kind, id: string): number;
}

interface Written {
  /** Undefined: deleted. */
  readonly record: AnyRecord | undefined;
  readonly text: string | undefined;
}

/** What a transaction comes to. */
export interface Finished {
  readonly batch: Batch;
  /** The records that it writes. */
  readonly parsed: ReadonlyMap<Key, Parsed>;
}

/**
 * What one transaction reads and writes: a ground, such as a view, with its own writes on top.
 * It is used up when `finish` was called or another has absorbed it; a function that kept it learns so by an error.
 */
export class Transaction implements Writer {
  readonly #ground: Ground;
  readonly #expect = new Map<Key, number>();
  readonly #written = new Map<Kind, Map<string, Written>>();
  /** The ids of what is written in order, by kind, until another is written. */
  readonly #order = new Map<Kind, readonly string[]>();
  #finished = false;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** This transaction as the ground of others that may or may not become part of it: reading it expects nothing. */
  asGround(): Ground {
    return {
      get: (kind, id) => this.#read(kind, id),
      find: (kind, index, value) => this.find(kind, index, value),
      count: (kind, index, value) => this.count(kind, index, value),
      all: (kind) => this.all(kind),
      scan: (kind, prefix, from) => this.scan(kind, prefix, from),
      expectationOf: (kind, id) => this.#ground.expectationOf(kind, id),
    };
  }

  /** Takes what another transaction, whose ground is this one, has read and written. */
  absorb(other: Transaction): void {
    other.#finished = true;
    for (const [key, revision] of other.#expect) this.#expect.set(key, revision);
    for (const [kind, records] of other.#written) {
      for (const [id, written] of records) this.#write(kind, id, written);
    }
  }

  /** Runs a part of this transaction. When it throws, nothing that it wrote is written, and it throws that again. */
  attempt<T>(run: (part: Writer) => T): T {
    const part = new Transaction(this.asGround());
    try {
      const value = run(part);
      this.absorb(part);
      return value;
    } catch (error) {
      part.#finished = true;
      // Whoever goes on after that does so because of what was read.
      for (const [key, revision] of part.#expect) this.#expect.set(key, revision);
      throw error;
    }
  }

  get<K extends Kind>(kind: K, id: string): Kinds[K] | undefined {
    this.#expectUnchanged(kind, id);
    return this.#read(kind, id);
  }

  find<K extends Kind>(kind: K, index: IndexName<K>, value: string): readonly Kinds[K][] {
    this.#assertUsable();
    const stored = this.#ground.find(kind, index, value);
    const written = this.#written.get(kind);
    if (!written) return stored;
    const found = stored.filter(({ id }) => !written.has(id));
    for (const { record } of written.values()) {
      // Written under this kind, so it is of this kind.
      const candidate = record as Kinds[K] | undefined;
      if (candidate && isUnder(kind, index, value, candidate)) insert(found, candidate);
    }
    return found;
  }

  count<K extends Kind>(kind: K, index: IndexName<K>, value: string): number {
    this.#assertUsable();
    let count = this.#ground.count(kind, index, value);
    for (const [id, { record }] of this.#written.get(kind) ?? []) {
      // Written under this kind, so it is of this kind.
      count += Number(isUnder(kind, index, value, record as Kinds[K] | undefined));
      count -= Number(isUnder(kind, index, value, this.#ground.get(kind, id)));
    }
    return count;
  }

  *all<K extends Kind>(kind: K): Iterable<Kinds[K]> {
    this.#assertUsable();
    const written = this.#written.get(kind) ?? new Map<string, Written>();
    for (const record of this.#ground.all(kind)) {
      if (!written.has(record.id)) yield record;
    }
    for (const { record } of written.values()) {
      // Written under this kind, so it is of this kind.
      if (record) yield record as Kinds[K];
    }
  }

  *scan<K extends PackedKind>(kind: K, prefix: string, from = prefix): Iterable<Kinds[K]> {
    this.#assertUsable();
    const written = this.#written.get(kind);
    const ids = this.#orderOf(kind);
    let next = firstNotBelow(ids, from < prefix ? prefix : from);
    // What is written under this kind is of this kind.
    function* writtenBelow(end: string | undefined): Iterable<Kinds[K]> {
      for (let id = ids[next]; id?.startsWith(prefix) && (end === undefined || id < end); id = ids[next]) {
        next += 1;
        const record = written?.get(id)?.record as Kinds[K] | undefined;
        if (record) yield record;
      }
    }
    for (const record of this.#ground.scan(kind, prefix, from)) {
      yield* writtenBelow(record.id);
      if (!written?.has(record.id)) yield record;
    }
    yield* writtenBelow(undefined);
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
  finish(): Finished {
    this.#finished = true;
    const write = new Map<Key, string | undefined>();
    const parsed = new Map<Key, Parsed>();
    for (const [kind, written] of this.#written) {
      for (const [id, { record, text }] of written) {
        if (isDeepStrictEqual(record, this.#ground.get(kind, id))) continue;
        const key = recordKey(kind, id);
        write.set(key, text);
        if (record && text !== undefined) parsed.set(key, { text, record });
      }
    }
    return { batch: { expect: this.#expect, write }, parsed };
  }

  #read<K extends Kind>(kind: K, id: string): Kinds[K] | undefined {
    const written = this.#written.get(kind)?.get(id);
    // Written under this kind, so it is of this kind.
    return written ? (written.record as Kinds[K] | undefined) : this.#ground.get(kind, id);
  }

  #orderOf(kind: Kind): readonly string[] {
    const known = this.#order.get(kind);
    if (known) return known;
    const order = [...(this.#written.get(kind)?.keys() ?? [])].sort();
    this.#order.set(kind, order);
    return order;
  }

  #write(kind: Kind, id: string, written: Written): void {
    const records = this.#written.get(kind) ?? new Map<string, Written>();
    if (!records.has(id)) this.#order.delete(kind);
    this.#written.set(kind, records.set(id, written));
  }

  #expectUnchanged(kind: Kind, id: string): void {
    this.#assertUsable();
    this.#expect.set(recordKey(kind, id), this.#ground.expectationOf(kind, id));
  }

  #assertUsable(): void {
    if (this.#finished) throw new Error('the transaction is over; its resources cannot be used any more');
  }
}

/** The place of the first id that is not below the text. */
function firstNotBelow(ids: readonly string[], text: string): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    // Between low and high, so it is there.
    if (ids[middle]! < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether `find` finds the record under the value. */
function isUnder<K extends Kind>(
  kind: K,
  index: IndexName<K>,
  value: string,
  record: Kinds[K] | undefined,
): boolean {
  if (!record) return false;
  // Each function of `indexes` takes records of its kind.
  const valuesOf = (indexes[kind] as Record<string, (record: Kinds[K]) => readonly string[]>)[index];
  return valuesOf?.(record).includes(value) === true;
}
