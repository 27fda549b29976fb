import { ServiceError } from '../../../model/errors.ts';
import type { Tag } from '../../../model/owned.ts';
import { isReservedKey, reservedTags } from '../../../model/reserved-tags.ts';
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

/**
 * What takes the place of all tags that there are; those of AWS's are to be among them as they are.
 * @throws ServiceError `InvalidTag`
 */
export function replacedTags(existing: readonly Tag[], given: readonly SdkTag[]): readonly Tag[] {
  const reserved = reservedTags(existing);
  const isThere = ({ Key, Value }: SdkTag) =>
    reserved.some(({ key, value }) => key === Key && value === Value);
  const stated = given.filter(({ Key = '' }) => isReservedKey(Key));
  if (!stated.every(isThere))
    throw new ServiceError('InvalidTag', 'System tags cannot be added/updated by requester');
  if (new Set(stated.map(({ Key }) => Key)).size < reserved.length)
    throw new ServiceError('InvalidTag', 'System tags cannot be removed by requester');
  return [
    ...addTags(
      [],
      given.filter(({ Key = '' }) => !isReservedKey(Key)),
    ),
    ...reserved,
  ];
}
