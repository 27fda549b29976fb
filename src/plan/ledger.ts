import { isDeepStrictEqual } from 'node:util';
import { type Entry, type PlanDifference, type Table, tables } from './entry.ts';
import { entryId } from './entry-key.ts';

/** Entries by `entryId`. */
export type EntrySet = ReadonlyMap<string, Entry>;

/** The set of none; there is only this one, because most records of large groups have none. */
export const noEntries: EntrySet = new Map();

/** Who puts entries into the plan: its name, and nothing else is needed of it. */
export interface Contributor {
  readonly key: string;
}

interface Contribution<C extends Contributor> {
  readonly contributor: C;
  readonly entry: Entry;
}

/**
 * The entries of a plan, each with those who contribute it; an entry goes when the last of them does. If two disagree
 * about a value, the one whose key is first counts, whatever the order in which they came.
 * Remembers what changed since the last `difference`.
 */
export class Ledger<C extends Contributor> {
  /** Nearly all entries have one contributor; those have no list, which is larger than all else of them. */
  readonly #entries = new Map<string, Contribution<C> | readonly Contribution<C>[]>();
  readonly #before = new Map<string, Entry | undefined>();

  /** Puts what a contributor has now in the place of what it had before. @param before the names of then */
  replace(contributor: C, before: readonly string[], after: EntrySet): void {
    for (const [id, entry] of after) this.#put(id, { contributor, entry });
    for (const id of before) {
      if (!after.has(id)) this.#withdraw(id, contributor);
    }
  }

  *entries(): Iterable<Entry> {
    for (const found of this.#entries.values()) yield firstOf(found).entry;
  }

  /** The entry that is in the plan under this name. */
  get(id: string): Entry | undefined {
    const found = this.#entries.get(id);
    return found && firstOf(found).entry;
  }

  contributors(id: string): readonly C[] {
    return listOf(this.#entries.get(id)).map(({ contributor }) => contributor);
  }

  /** What changed since this was last called, in the order to apply it. */
  difference(): PlanDifference {
    const set = byTable();
    const remove = byTable();
    for (const [id, before] of this.#before) {
      const after = this.get(id);
      if (after === undefined) {
        if (before) remove.get(before.table)?.push(before);
      } else if (!before || !isDeepStrictEqual(before.value, after.value)) {
        set.get(after.table)?.push(after);
      }
    }
    this.#before.clear();
    return { set: [...set.values()].flat(), remove: [...remove.values()].reverse().flat() };
  }

  /** What changed so far is in no difference. */
  forgetChanges(): void {
    this.#before.clear();
  }

  #put(id: string, contribution: Contribution<C>): void {
    const all = this.#entries.get(id);
    if (all === undefined) {
      this.#touch(id);
      this.#entries.set(id, contribution);
      return;
    }
    const own = listOf(all).find(({ contributor }) => contributor === contribution.contributor);
    if (own && isDeepStrictEqual(own.entry.value, contribution.entry.value)) return;
    const others = without(contribution.contributor, this.#touch(id));
    if (others.length === 0) this.#entries.set(id, contribution);
    else this.#entries.set(id, [...others, contribution].sort(byContributor));
  }

  #withdraw(id: string, contributor: C): void {
    const others = without(contributor, this.#touch(id));
    if (others.length === 0) this.#entries.delete(id);
    else this.#entries.set(id, others);
  }

  #touch(id: string): readonly Contribution<C>[] {
    const contributions = listOf(this.#entries.get(id));
    if (!this.#before.has(id)) this.#before.set(id, contributions[0]?.entry);
    return contributions;
  }
}

function without<C extends Contributor>(contributor: C, contributions: readonly Contribution<C>[]) {
  return contributions.filter((contribution) => contribution.contributor !== contributor);
}

/** The entries by name; of two under one name the later counts. */
export function entrySet(entries: readonly Entry[]): EntrySet {
  if (entries.length === 0) return noEntries;
  return new Map(entries.map((entry) => [entryId(entry), entry]));
}

function firstOf<C extends Contributor>(
  found: Contribution<C> | readonly Contribution<C>[],
): Contribution<C> {
  // No list is empty.
  return isList(found) ? found[0]! : found;
}

function listOf<C extends Contributor>(
  found: Contribution<C> | readonly Contribution<C>[] | undefined,
): readonly Contribution<C>[] {
  if (found === undefined) return nobody;
  return isList(found) ? found : [found];
}

/** `Array.isArray` knows no lists that are only read. */
function isList<T extends object>(found: T | readonly T[]): found is readonly T[] {
  return Array.isArray(found);
}

const nobody: readonly never[] = [];

function byTable(): Map<Table, Entry[]> {
  return new Map(tables.map((table) => [table, []]));
}

function byContributor<C extends Contributor>(a: Contribution<C>, b: Contribution<C>): number {
  return a.contributor.key < b.contributor.key ? -1 : 1;
}
