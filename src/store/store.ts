/**
 * The store port: durable key-value records with revisions, as SQLite (one node) and etcd (several) can both give it.
 *
 * A commit is all or nothing and durable when it returns. Revisions grow by one with each commit.
 * Every implementation passes `conformance.ts`.
 */
export interface Store {
  /** Everything, as of one revision. The records come one by one, ordered by key, and are to be taken before anything is asked again. */
  load(): Promise<{ readonly revision: number; readonly records: Iterable<StoredRecord> }>;
  /**
   * Writes if what `expect` says holds of every key in it.
   * @returns the new revision
   * @throws ConflictError when an expectation does not hold; nothing is written then
   */
  commit(batch: Batch): Promise<number>;
  /**
   * Commits after `revision`, in order, until the signal aborts. A commit is delivered whole.
   * @throws CompactedError when the store no longer knows what came after `revision`
   */
  watch(revision: number, signal: AbortSignal): AsyncIterable<Commit>;
  close(): Promise<void>;
}

/** `kind/id`; the id may itself hold slashes. */
export type Key = `${string}/${string}`;

export interface StoredRecord {
  readonly key: Key;
  /** JSON text. */
  readonly value: string;
  /** The revision of the commit that wrote it. */
  readonly revision: number;
}

export interface Batch {
  /** A key with a revision must be there and not have been written since; one with 0 must not be there. */
  readonly expect: ReadonlyMap<Key, number>;
  /** What is expected was true at this revision: a store that is still at it has nothing to look up. */
  readonly asOf?: number;
  /** JSON text by key; undefined deletes. */
  readonly write: ReadonlyMap<Key, string | undefined>;
}

/** Whether what a batch expects of a key holds. @param found the key's revision, 0 when it is not there */
export function isAsExpected(found: number, expected: number): boolean {
  return expected === 0 ? found === 0 : found > 0 && found <= expected;
}

export interface Commit {
  readonly revision: number;
  readonly write: ReadonlyMap<Key, string | undefined>;
}

/** Another writer was faster. Read again and decide anew. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

/** The history asked for is gone. Load again. */
export class CompactedError extends Error {
  override readonly name = 'CompactedError';
}
