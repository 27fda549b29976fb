/**
 * What is known about a request besides its principal, action and resource.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-reqcontext.html
 */
import { foldAscii } from './case-fold.ts';

/** One value, or the values of a key that has many (`aws:TagKeys`); a list stays a list when it has one. */
export type ContextValue = string | readonly string[];

export interface ContextEntry {
  /** The key as it was given first. */
  readonly key: string;
  readonly values: readonly string[];
  /** Whether the key is one of those with many values; those cannot be policy variables. */
  readonly isList: boolean;
}

/** By key, in any case of letters. */
export interface RequestContext {
  get(key: string): ContextEntry | undefined;
  /** Every key that is there, in the order in which they were given. */
  entries(): Iterable<ContextEntry>;
}

/**
 * @param entries keys such as `aws:PrincipalTag/team`, and values as text: numbers in decimals, booleans as `true` and
 * `false`, times in ISO 8601 or epoch seconds, binary values in Base64. An empty list is a key that is not there. Keys
 * that differ in case only are one key with the values of all.
 */
export function requestContext(entries: Iterable<readonly [string, ContextValue]>): RequestContext {
  const byKey = new Map<string, ContextEntry>();
  for (const [key, value] of entries) {
    const values = typeof value === 'string' ? [value] : value;
    if (values.length === 0) continue;
    const folded = foldAscii(key);
    const before = byKey.get(folded);
    byKey.set(folded, {
      key: before?.key ?? key,
      values: [...(before?.values ?? []), ...values],
      isList: before !== undefined || typeof value !== 'string',
    });
  }
  return { get: (key) => byKey.get(foldAscii(key)), entries: () => byKey.values() };
}
