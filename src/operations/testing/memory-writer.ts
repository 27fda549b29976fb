import type { Writer } from '../../model/access.ts';
import { type IndexName, indexes } from '../../model/indexes.ts';
import type { Kind, Kinds } from '../../model/resources.ts';

/** A Writer over Maps, for tests of operations without a store. `find` scans: fit for thousands, not for benchmarks. */
export interface MemoryWriter extends Writer {
  /**
   * Runs like a transaction: a throw undoes what was written.
   * @param options.readOnly writing throws, as for operations that only read
   */
  transact<T>(run: (resources: Writer) => T, options?: { readonly readOnly?: boolean }): T;
  /** Everything as `kind/id` and record, for comparing before and after. */
  snapshot(): Record<string, unknown>;
}

export function createMemoryWriter(): MemoryWriter {
  const records = new Map<string, Map<string, unknown>>();
  const table = <K extends Kind>(kind: K): Map<string, Kinds[K]> => {
    if (!records.has(kind)) records.set(kind, new Map());
    // Only `put` fills a kind's table, with records of that kind.
    return records.get(kind) as Map<string, Kinds[K]>;
  };
  const undo: (() => void)[] = [];
  const remember = (kind: Kind, id: string) => {
    const before = table(kind).get(id);
    undo.push(() => (before === undefined ? table(kind).delete(id) : table(kind).set(id, before)));
  };
  const writer: Writer = {
    get: (kind, id) => table(kind).get(id),
    all: (kind) => [...table(kind).values()],
    find: (kind, index, value) =>
      [...table(kind).values()]
        .filter((record) => valuesOf(kind, index, record).includes(value))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    count: (kind, index, value) => writer.find(kind, index, value).length,
    scan: (kind, prefix, from = prefix) =>
      [...table(kind).values()]
        .filter(({ id }) => id.startsWith(prefix) && id >= from)
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    put(kind, record) {
      remember(kind, record.id);
      table(kind).set(record.id, deepFreeze(structuredClone(record)));
    },
    delete(kind, id) {
      remember(kind, id);
      table(kind).delete(id);
    },
  };
  return {
    ...writer,
    transact(run, { readOnly = false } = {}) {
      undo.length = 0;
      try {
        return run(readOnly ? readOnlyView(writer) : writer);
      } catch (error) {
        for (const step of undo.toReversed()) step();
        throw error;
      }
    },
    snapshot: () => structuredClone(Object.fromEntries([...entries(records)].sort())),
  };
}

function* entries(records: Map<string, Map<string, unknown>>): Iterable<[string, unknown]> {
  for (const [kind, table] of records) for (const [id, record] of table) yield [`${kind}/${id}`, record];
}

function valuesOf<K extends Kind>(kind: K, index: IndexName<K>, record: Kinds[K]): readonly string[] {
  // The compiler does not connect the kind of the table with the kind of the record.
  const table = indexes[kind] as Record<string, (record: Kinds[K]) => readonly string[]>;
  const values = table[index];
  if (!values) throw new Error(`${kind} has no index ${index}`);
  return values(record);
}

function readOnlyView(writer: Writer): Writer {
  const refuse = () => {
    throw new Error('an operation that only reads tried to write');
  };
  return { ...writer, put: refuse, delete: refuse };
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const inner of Object.values(value)) deepFreeze(inner);
  return Object.freeze(value);
}
