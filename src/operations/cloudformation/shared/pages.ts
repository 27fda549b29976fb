import { takePage } from '../../shared/pages.ts';
import { validationError } from './errors.ts';

/** What AWS answers at a time. */
export const pageSize = 100;

/**
 * One page of what has keys, in their order.
 * @throws ServiceError ValidationError when the token is none of this operation
 */
export function pageOf<T>(
  records: readonly T[],
  scope: string,
  token: string | undefined,
  key: (record: T) => string,
): { readonly records: readonly T[]; readonly NextToken?: string } {
  const page = takePage(records, { scope, key, limit: pageSize, token });
  if (page === undefined) throw validationError('NextToken is invalid');
  return { records: page.records, ...(page.nextToken !== undefined && { NextToken: page.nextToken }) };
}

/** Makes of an ascending number a key that sorts descending. */
export function descending(number: number): string {
  return String(Number.MAX_SAFE_INTEGER - number).padStart(16, '0');
}
