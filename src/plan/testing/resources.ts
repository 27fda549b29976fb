import type { Change, Reader } from '../../model/access.ts';
import { type IndexName, indexes } from '../../model/indexes.ts';
import type { PackedKind } from '../../model/packed-kinds.ts';
import type { Kind, Kinds } from '../../model/resources.ts';

/** Resources in plain maps, found by looking at all of them: nothing to get wrong. */
export class Resources implements Reader {
  readonly #tables = new Map<Kind, Map<string, Kinds[Kind]>>();

  get<K extends Kind>(kind: K, id: string): Kinds[K] | undefined {
    // A table holds records of its kind only, here and below.
    return this.#table(kind).get(id) as Kinds[K] | undefined;
  }

  find<K extends Kind>(kind: K, index: IndexName<K>, value: string): readonly Kinds[K][] {
    const valuesOf = (indexes[kind] as Record<string, (record: Kinds[K]) => readonly string[]>)[index];
    return [...this.all(kind)]
      .filter((record) => valuesOf?.(record).includes(value))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  count<K extends Kind>(kind: K, index: IndexName<K>, value: string): number {
    return this.find(kind, index, value).length;
  }

  all<K extends Kind>(kind: K): Iterable<Kinds[K]> {
    return this.#table(kind).values() as Iterable<Kinds[K]>;
  }

  scan<K extends PackedKind>(kind: K, prefix: string, from = prefix): Iterable<Kinds[K]> {
    return [...this.all(kind)]
      .filter(({ id }) => id.startsWith(prefix) && id >= from)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  put<K extends Kind>(kind: K, record: Kinds[K]): Change {
    const before = this.get(kind, record.id);
    this.#table(kind).set(record.id, record);
    return { kind, id: record.id, before, after: record };
  }

  delete(kind: Kind, id: string): Change {
    const before = this.get(kind, id);
    this.#table(kind).delete(id);
    return { kind, id, before, after: undefined };
  }

  /** Changes fields of a record that is there. */
  edit<K extends Kind>(kind: K, id: string, fields: Partial<Kinds[K]>): Change {
    const record = this.get(kind, id);
    if (!record) throw new Error(`no ${kind} ${id}`);
    return this.put(kind, { ...record, ...fields });
  }

  #table(kind: Kind): Map<string, Kinds[Kind]> {
    const table = this.#tables.get(kind) ?? new Map<string, Kinds[Kind]>();
    this.#tables.set(kind, table);
    return table;
  }
}
