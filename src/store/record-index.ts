import type { AnyRecord } from './record.ts';
import { insert, merge, remove, replace } from './sorted.ts';

/** Lists of up to this many records are put in order at once. */
const shortList = 64;
/** Records that wait to be put in order, of one long list: that many, or this part of a list that is longer. */
const addedMax = 256;
const addedPart = 1 / 4;

const nothing: readonly never[] = Object.freeze([]);

/**
 * The records of one kind by the values that an index finds them under, ordered by id.
 *
 * Ids are random, so a record that is added belongs somewhere in the middle of its list, and making room there costs
 * more the longer the list is. In long lists what is added waits beside the list, and many are put in order at once.
 */
export class RecordIndex {
  readonly name: string;
  readonly #valuesOf: (record: AnyRecord) => readonly string[];
  readonly #lists = new Map<string, AnyRecord[]>();
  /** What waits, by value and id. No id is here and in the list. */
  readonly #added = new Map<string, Map<string, AnyRecord>>();

  constructor(name: string, valuesOf: (record: AnyRecord) => readonly string[]) {
    this.name = name;
    this.#valuesOf = valuesOf;
  }

  /** A copy, because the list changes with later commits. */
  find(value: string): readonly AnyRecord[] {
    this.#settle(value);
    return this.#lists.get(value)?.slice() ?? nothing;
  }

  count(value: string): number {
    return (this.#lists.get(value)?.length ?? 0) + (this.#added.get(value)?.size ?? 0);
  }

  /** Puts a record in the place of what it was before; undefined: it was not, or is not any more, there. */
  update(before: AnyRecord | undefined, after: AnyRecord | undefined): void {
    const values = after ? this.#valuesOf(after) : nothing;
    if (before) {
      // Most records are under one value, for which a Set is not worth its making.
      const kept = values.length > 8 ? new Set(values) : undefined;
      for (const value of this.#valuesOf(before)) {
        if (!(kept ? kept.has(value) : values.includes(value))) this.#withdraw(value, before.id);
      }
    }
    // There is a value only when there is a record.
    for (const value of values) this.#put(value, after!);
  }

  #put(value: string, record: AnyRecord): void {
    const list = this.#lists.get(value);
    if (!list) {
      this.#lists.set(value, [record]);
      return;
    }
    if (list.length < shortList) insert(list, record);
    else this.#putInLong(value, list, record);
  }

  #putInLong(value: string, list: AnyRecord[], record: AnyRecord): void {
    const waiting = this.#added.get(value);
    // As all do when a store is loaded. A long list has a last record.
    if (waiting === undefined && list.at(-1)!.id < record.id) {
      list.push(record);
      return;
    }
    const added = waiting ?? new Map<string, AnyRecord>();
    if (!added.has(record.id) && replace(list, record)) return;
    this.#added.set(value, added.set(record.id, record));
    if (added.size >= Math.max(addedMax, list.length * addedPart)) this.#settle(value);
  }

  #withdraw(value: string, id: string): void {
    this.#settle(value);
    const list = this.#lists.get(value) ?? [];
    remove(list, id);
    if (list.length === 0) this.#lists.delete(value);
  }

  #settle(value: string): void {
    const added = this.#added.get(value);
    const list = this.#lists.get(value);
    if (!added || !list) return;
    this.#added.delete(value);
    merge(list, [...added.values()]);
  }
}
