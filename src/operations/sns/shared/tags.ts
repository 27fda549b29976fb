import { ServiceError } from '../../../model/errors.ts';
import type { Tag } from '../../../model/owned.ts';
import { usersTags } from '../../../model/reserved-tags.ts';
import { mergeTags, type SdkTag } from '../../shared/tags.ts';
import { invalidParameter } from './errors.ts';

/**
 * `existing` with the tags of `added` in it.
 * @throws ServiceError `InvalidParameter`, `TagLimitExceeded`
 */
export function addTags(existing: readonly Tag[], added: readonly SdkTag[]): readonly Tag[] {
  try {
    return mergeTags(existing, added);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (error.code === 'TagLimitExceeded') {
      throw new ServiceError(
        'TagLimitExceeded',
        'Could not complete request: tag quota of per resource exceeded',
      );
    }
    throw invalidParameter('Tags', error.message);
  }
}

/** Whether users gave both the same tags, in whatever order. */
export function sameTags(a: readonly Tag[], b: readonly Tag[]): boolean {
  const [one, other] = [usersTags(a), usersTags(b)];
  const values = new Map(one.map(({ key, value }) => [key, value]));
  return one.length === other.length && other.every(({ key, value }) => values.get(key) === value);
}
