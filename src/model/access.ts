import type { IndexName } from './indexes.ts';
import type { PackedKind } from './packed-kinds.ts';
import type { Kind, Kinds } from './resources.ts';

/** Reading resources. All answers are from one moment. */
export interface Reader {
  get<K extends Kind>(kind: K, id: string): Kinds[K] | undefined;
  /** The records found under `value` in the index, ordered by id. */
  find<K extends Kind>(kind: K, index: IndexName<K>, value: string): readonly Kinds[K][];
  /** How many `find` would find; costs the same however many they are. */
  count<K extends Kind>(kind: K, index: IndexName<K>, value: string): number;
  /** Every record of a kind, in no particular order. */
  all<K extends Kind>(kind: K): Iterable<Kinds[K]>;
  /**
   * The records whose ids begin with the prefix, from the first one on whose id is not below `from`, ordered by id. Costs
   * what is taken of them; to be taken before anything is written.
   */
  scan<K extends PackedKind>(kind: K, prefix: string, from?: string): Iterable<Kinds[K]>;
}

/** Reading and writing; nothing is visible to others before the commit, and then everything at once. */
export interface Writer extends Reader {
  /** Creates or replaces the record with this id. */
  put<K extends Kind>(kind: K, record: Kinds[K]): void;
  /** Deletes; deleting what is not there is not an error. */
  delete(kind: Kind, id: string): void;
}

/** A record that changed in a commit: `before` is undefined when it was created, `after` when it was deleted. */
export interface Change<K extends Kind = Kind> {
  readonly kind: K;
  readonly id: string;
  readonly before: Kinds[K] | undefined;
  readonly after: Kinds[K] | undefined;
}
