import { ServiceError } from '../../../model/errors.ts';
import { takePage } from '../../shared/pages.ts';
import { invalid } from './names.ts';

/** What a request says about pages. */
interface Asked {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/**
 * One page, in the order of keys.
 * @param rules.max what MaxResults may be, and is when it is not given
 * @throws ServiceError `ValidationException`, `InvalidNextToken`
 */
export function paginate<T>(
  records: readonly T[],
  { MaxResults, NextToken: token }: Asked,
  rules: { readonly scope: string; readonly key: (record: T) => string; readonly max: number },
): { readonly records: readonly T[]; readonly next: { NextToken?: string } } {
  const limit = MaxResults ?? rules.max;
  if (limit < 1 || limit > rules.max)
    throw invalid(`MaxResults must be from 1 to ${rules.max}, not ${limit}.`);
  const page = takePage(records, { scope: rules.scope, key: rules.key, limit, token });
  if (!page) throw new ServiceError('InvalidNextToken', 'The specified token is not valid.');
  return { records: page.records, next: page.nextToken === undefined ? {} : { NextToken: page.nextToken } };
}
