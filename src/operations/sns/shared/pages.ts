import { takePage } from '../../shared/pages.ts';
import { invalidParameter } from './errors.ts';

/** Records on one page, as many as SNS gives. */
const pageSize = 100;

/**
 * One page of at most 100.
 * @param scope what a token is bound to
 * @throws ServiceError `InvalidParameter` when the token is none of this scope
 */
export function paginate<T extends { readonly id: string }>(
  records: readonly T[],
  scope: string,
  token: string | undefined,
): { readonly records: readonly T[]; readonly next: { readonly NextToken?: string } } {
  const page = takePage(records, { scope, key: ({ id }) => id, limit: pageSize, token: token || undefined });
  if (!page) throw invalidParameter('NextToken');
  return { records: page.records, next: page.nextToken === undefined ? {} : { NextToken: page.nextToken } };
}
