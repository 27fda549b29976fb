import { ServiceError } from '../../../model/errors.ts';
import { takePage } from '../../shared/pages.ts';
import { checkRange } from './constraints.ts';

/** What a request says about pages. */
export interface PageRequest {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** The members of a request that `paginate` honours. */
export const pageMembers = ['Marker', 'MaxItems'] as const;

/** The page of a request that does not say, and the largest one. */
const itemsDefault = 100;
const itemsMax = 1000;

/**
 * One page of records in the order of their keys, and what the answer says about the rest.
 * @param operation its name: a marker of one operation is none of another
 * @param key unique
 * @throws ServiceError `ValidationError` for MaxItems outside 1..1000, or a marker that is none
 */
export function paginate<T>(
  operation: string,
  records: readonly T[],
  { Marker, MaxItems = itemsDefault }: PageRequest,
  key: (record: T) => string,
): { readonly records: T[]; readonly next: { IsTruncated: boolean; Marker?: string } } {
  const limit = checkRange('maxItems', MaxItems, 1, itemsMax);
  const page = takePage(records, { scope: operation, key, limit, token: Marker });
  if (!page) throw new ServiceError('ValidationError', 'Invalid Marker.');
  const { nextToken } = page;
  const next = nextToken === undefined ? { IsTruncated: false } : { IsTruncated: true, Marker: nextToken };
  return { records: [...page.records], next };
}

/** The order of names: without regard to case, by which no two names in a list are equal. */
export function byName({ name }: { readonly name: string }): string {
  return name.toLowerCase();
}
