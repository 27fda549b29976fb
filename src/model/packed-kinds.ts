import type { IndexName } from './indexes.ts';
import type { Kind } from './resources.ts';

/** How the records of a kind with very many are found without an object for each. */
interface Packing<K extends Kind> {
  /** The index whose one value is what the id begins with, up to the character `end`. */
  readonly group: { readonly index: IndexName<K>; readonly end: string };
  /** The other indexes; a record without this in its JSON text is under no value of the index. */
  readonly rare: Readonly<Partial<Record<IndexName<K>, string>>>;
}

/**
 * Kinds of which there may be a million records. They are kept as text and made anew whenever they are asked for; their ids
 * are ordered so that what is looked for together stands together, for `Reader.scan`.
 */
export const packedKinds = {
  recordSet: { group: { index: 'zone', end: ' ' }, rare: { healthCheck: '"healthCheckId":' } },
} as const satisfies { readonly [K in Kind]?: Packing<K> };

export type PackedKind = keyof typeof packedKinds;
