import { isDeepStrictEqual } from 'node:util';
import type { Change, Reader } from '../model/access.ts';
import { type IndexName, indexes } from '../model/indexes.ts';
import { type PackedKind, packedKinds } from '../model/packed-kinds.ts';
import type { Kind, Kinds } from '../model/resources.ts';
import { PackedTable } from './packed-table.ts';
import { type Parsed, parseKey, parseRecord, RecordParser } from './record.ts';
import type { Commit, Key, StoredRecord } from './store.ts';
import { ObjectTable, type Table } from './table.ts';

/** All records of a store as of one revision, in memory. Records are frozen. */
export class View implements Reader {
  readonly #parser = new RecordParser();
  readonly #tables: ReadonlyMap<string, Table>;
  #revision = 0;

  constructor() {
    // The keys of the model's table are its kinds.
    const kinds = Object.keys(indexes) as Kind[];
    this.#tables = new Map(
      kinds.map((kind) => [kind, isPacked(kind) ? new PackedTable(kind) : new ObjectTable(kind)]),
    );
  }

  /** Of the last commit applied. */
  get revision(): number {
    return this.#revision;
  }

  get<K extends Kind>(kind: K, id: string): Kinds[K] | undefined {
    // A table holds records of its kind only.
    return this.#table(kind).get(id) as Kinds[K] | undefined;
  }

  find<K extends Kind>(kind: K, index: IndexName<K>, value: string): readonly Kinds[K][] {
    // A table holds records of its kind only.
    return this.#table(kind).find(index, value) as readonly Kinds[K][];
  }

  count<K extends Kind>(kind: K, index: IndexName<K>, value: string): number {
    return this.#table(kind).count(index, value);
  }

  *all<K extends Kind>(kind: K): Iterable<Kinds[K]> {
    // A table holds records of its kind only.
    for (const record of this.#table(kind).all()) yield record as Kinds[K];
  }

  scan<K extends PackedKind>(kind: K, prefix: string, from?: string): Iterable<Kinds[K]> {
    const table = this.#table(kind);
    // A table holds records of its kind only, and those of packed kinds are packed.
    return (table as PackedTable).scan(prefix, from) as Iterable<Kinds[K]>;
  }

  expectationOf(kind: Kind, id: string): number {
    return this.#table(kind).has(id) ? this.#revision : 0;
  }

  /**
   * Makes the view that of the commit.
   * @param parsed records that need not be parsed again when the commit has the same texts
   * @returns what changed, in the commit's order
   */
  apply({ revision, write }: Commit, parsed: ReadonlyMap<Key, Parsed> = new Map()): Change[] {
    this.#revision = revision;
    const changes: Change[] = [];
    for (const [key, text] of write) {
      const change = this.#set(key, text === undefined ? undefined : parsedOf(key, text, parsed.get(key)));
      if (change) changes.push(change);
    }
    return changes;
  }

  /** Fills a new view with everything that a store holds. @param records ordered by key, so that ordered lists grow at their ends */
  fill(revision: number, records: Iterable<StoredRecord>): void {
    this.#revision = revision;
    for (const { key, value } of records) {
      const { kind, id } = parseKey(key);
      const table = this.#table(kind);
      if (table instanceof PackedTable) table.fill(id, value);
      else table.put(id, { text: value, record: this.#parser.parse(key, value) });
    }
  }

  /** Makes the view that of everything a store holds. @returns what changed */
  replace(revision: number, records: Iterable<StoredRecord>): Change[] {
    const gone = new Set(this.#keys());
    this.#revision = revision;
    const changes: Change[] = [];
    for (const { key, value } of records) {
      gone.delete(key);
      const change = this.#set(key, { text: value, record: this.#parser.parse(key, value) });
      if (change && isOther(change)) changes.push(change);
    }
    return [...[...gone].flatMap((key) => this.#set(key, undefined) ?? []), ...changes];
  }

  /** @returns undefined when the record was not there and is not */
  #set(key: Key, after: Parsed | undefined): Change | undefined {
    const { kind, id } = parseKey(key);
    const table = this.#table(kind);
    const before = after === undefined ? table.delete(id) : table.put(id, after);
    if (before === undefined && after === undefined) return undefined;
    // The table is that of the kind, so the kind is one of the model's.
    return { kind: kind as Kind, id, before, after: after?.record };
  }

  #table(kind: string): Table {
    const table = this.#tables.get(kind);
    if (!table) throw new Error(`the store holds a record of the unknown kind ${kind}`);
    return table;
  }

  #keys(): Key[] {
    return [...this.#tables].flatMap(([kind, table]) =>
      Array.from(table.ids(), (id): Key => `${kind}/${id}`),
    );
  }
}

function isPacked(kind: Kind): kind is PackedKind {
  return kind in packedKinds;
}

function parsedOf(key: Key, text: string, parsed: Parsed | undefined): Parsed {
  return parsed?.text === text ? parsed : { text, record: parseRecord(key, text) };
}

function isOther({ before, after }: Change): boolean {
  return !isDeepStrictEqual(before, after);
}
