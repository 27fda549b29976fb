import { ServiceError } from '../../../model/errors.ts';
import type { Tag } from '../../../model/owned.ts';
import { mergeTags, type SdkTag } from '../../shared/tags.ts';

/**
 * `existing` with the tags of `added` in it.
 * @throws ServiceError `TooManyTagsException`, `InvalidTagException`
 */
export function addTags(existing: readonly Tag[], added: readonly SdkTag[]): readonly Tag[] {
  try {
    return mergeTags(existing, added);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const isCount = error.code === 'TagLimitExceeded';
    throw new ServiceError(isCount ? 'TooManyTagsException' : 'InvalidTagException', error.message);
  }
}

/** `existing` without those named; a tag that is named with a value goes only when it has that value. */
export function removeTags(existing: readonly Tag[], removed: readonly SdkTag[]): readonly Tag[] {
  return existing.filter(
    ({ key, value }) => !removed.some(({ Key, Value }) => Key === key && (Value ?? value) === value),
  );
}
