import { isDeepStrictEqual } from 'node:util';
import type { Change, Reader } from '../model/access.ts';
import { type IndexName, indexes } from '../model/indexes.ts';
import type { Kind, Kinds } from '../model/resources.ts';
import { type AnyRecord, type Parsed, parseKey, RecordParser } from './record.ts';
import { RecordIndex } from './record-index.ts';
import type { Commit, Key, StoredRecord } from './store.ts';

/** The records of one kind, and for each index those found under each value, ordered by id. */
interface Table {
  readonly held: Map<string, AnyRecord>;
  readonly indexes: readonly RecordIndex[];
}

const nothing: readonly never[] = Object.freeze([]);

/** All records of a store as of one revision, in memory. Records are frozen. */
export class View implements Reader {
  readonly #tables = new Map<string, Table>(Object.keys(indexes).map((kind) => [kind, newTable(kind)]));
  readonly #parser = new RecordParser();
  #revision = 0;

  /** Of the last commit applied. */
  get revision(): number {
    return this.#revision;
  }

  get<K extends Kind>(kind: K, id: string): Kinds[K] | undefined {
    // A table holds records of its kind only.
    return this.#table(kind).held.get(id) as Kinds[K] | undefined;
  }

  find<K extends Kind>(kind: K, index: IndexName<K>, value: string): readonly Kinds[K][] {
    // A table holds records of its kind only.
    return (this.#index(kind, index)?.find(value) ?? nothing) as readonly Kinds[K][];
  }

  count<K extends Kind>(kind: K, index: IndexName<K>, value: string): number {
    return this.#index(kind, index)?.count(value) ?? 0;
  }

  *all<K extends Kind>(kind: K): Iterable<Kinds[K]> {
    // A table holds records of its kind only.
    for (const record of this.#table(kind).held.values()) yield record as Kinds[K];
  }

  expectationOf(kind: Kind, id: string): number {
    return this.#table(kind).held.has(id) ? this.#revision : 0;
  }

  parse(key: Key, text: string): AnyRecord {
    return this.#parser.parse(key, text);
  }

  /**
   * Makes the view that of the commit.
   * @param parsed records that need not be parsed again when the commit has the same texts
   * @returns what changed, in the commit's order
   */
  apply({ revision, write }: Commit, parsed: ReadonlyMap<Key, Parsed> = new Map()): Change[] {
    this.#revision = revision;
    return [...write].flatMap(([key, text]) => this.#set(key, text, parsed.get(key)));
  }

  /** Fills a new view with everything that a store holds. @param records ordered by key, so that ordered lists grow at their ends */
  fill(revision: number, records: Iterable<StoredRecord>): void {
    this.#revision = revision;
    for (const { key, value } of records) this.#set(key, value);
  }

  /** Makes the view that of everything a store holds. @returns what changed */
  replace(revision: number, records: Iterable<StoredRecord>): Change[] {
    const gone = new Set(this.#keys());
    this.#revision = revision;
    const changes: Change[] = [];
    for (const { key, value } of records) {
      gone.delete(key);
      changes.push(...this.#set(key, value).filter(isOther));
    }
    return [...[...gone].flatMap((key) => this.#set(key, undefined)), ...changes];
  }

  #set(key: Key, text: string | undefined, parsed?: Parsed): Change[] {
    const { kind, id } = parseKey(key);
    const table = this.#table(kind);
    const before = table.held.get(id);
    const after = text === undefined ? undefined : this.#recordOf(key, text, parsed);
    if (before === undefined && after === undefined) return [];
    for (const index of table.indexes) index.update(before, after);
    if (after === undefined) table.held.delete(id);
    // Under the record's own id: the one from the key is a part of that text and would keep all of it.
    else table.held.set(after.id, after);
    // The table is that of the kind, so the kind is one of the model's.
    return [{ kind: kind as Kind, id, before, after }];
  }

  #recordOf(key: Key, text: string, parsed: Parsed | undefined): AnyRecord {
    return parsed?.text === text ? parsed.record : this.parse(key, text);
  }

  #table(kind: string): Table {
    const table = this.#tables.get(kind);
    if (!table) throw new Error(`the store holds a record of the unknown kind ${kind}`);
    return table;
  }

  #index(kind: string, index: string): RecordIndex | undefined {
    return this.#table(kind).indexes.find(({ name }) => name === index);
  }

  #keys(): Key[] {
    return [...this.#tables].flatMap(([kind, { held }]) =>
      [...held.keys()].map((id): Key => `${kind}/${id}`),
    );
  }
}

function newTable(kind: string): Table {
  // Called with the keys of `indexes`; each function there takes records of its kind, and only those are put in.
  const functions = indexes[kind as Kind] as Record<string, (record: AnyRecord) => readonly string[]>;
  return {
    held: new Map(),
    indexes: Object.entries(functions).map(([name, valuesOf]) => new RecordIndex(name, valuesOf)),
  };
}

function isOther({ before, after }: Change): boolean {
  return !isDeepStrictEqual(before, after);
}
