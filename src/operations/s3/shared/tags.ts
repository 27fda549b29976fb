import { ServiceError } from '../../../model/errors.ts';
import type { Tag } from '../../../model/owned.ts';
import { mergeTags, type SdkTag } from '../../shared/tags.ts';

/**
 * `existing` with the tags of `added` in it.
 * @throws ServiceError `InvalidTag`
 */
export function addTags(existing: readonly Tag[], added: readonly SdkTag[]): readonly Tag[] {
  try {
    return mergeTags(existing, added);
  } catch (error) {
    if (error instanceof ServiceError) throw new ServiceError('InvalidTag', error.message);
    throw error;
  }
}
