import { ServiceError } from '../../../model/errors.ts';
import { takePage } from '../../shared/pages.ts';

/** What a request says about pages. */
export interface PageRequest {
  readonly Marker?: string | undefined;
  readonly PageSize?: number | undefined;
}

/** The largest page, and that of a request that does not say. */
const pageSizeMax = 400;

/**
 * One page of records in the order of their ARNs, and the marker of the next one as the answer has it.
 * @param operation its name: a marker of one operation is none of another
 * @throws ServiceError `ValidationError` for a page size outside 1..400 or a marker that is none
 */
export function paginate<T extends { readonly id: string }>(
  operation: string,
  records: readonly T[],
  { Marker, PageSize = pageSizeMax }: PageRequest,
): { readonly records: readonly T[]; readonly next: { NextMarker?: string } } {
  if (PageSize < 1 || PageSize > pageSizeMax) {
    const message = `The page size '${PageSize}' must be between 1 and ${pageSizeMax}`;
    throw new ServiceError('ValidationError', message);
  }
  const page = takePage(records, { scope: operation, key: ({ id }) => id, limit: PageSize, token: Marker });
  if (!page) throw new ServiceError('ValidationError', `The marker '${Marker}' is invalid`);
  const { nextToken } = page;
  return { records: page.records, next: nextToken === undefined ? {} : { NextMarker: nextToken } };
}
