import { ServiceError } from '../../../model/errors.ts';
import type { Tag } from '../../../model/owned.ts';
import { usersTags } from '../../../model/reserved-tags.ts';
import { mergeTags, type SdkTag } from '../../shared/tags.ts';

/** Tags that a resource may have. */
const tagsMax = 50;

/**
 * `existing` with the tags of `added` in it, and what AWS's load balancing says when that may not be.
 * @throws ServiceError `DuplicateTagKeys`, `TooManyTags`, `ValidationError`
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AddTags.html
 */
export function addTags(existing: readonly Tag[], added: readonly SdkTag[]): readonly Tag[] {
  const keys = added.map(({ Key }) => Key ?? '');
  const duplicate = keys.find((key, at) => keys.indexOf(key) !== at);
  if (duplicate !== undefined) {
    throw new ServiceError('DuplicateTagKeys', `The tag key '${duplicate}' was specified more than once`);
  }
  const count = new Set([...usersTags(existing).map(({ key }) => key), ...keys]).size;
  if (count > tagsMax) {
    const message = `A resource can have at most ${tagsMax} tags; with these it would have ${count}`;
    throw new ServiceError('TooManyTags', message);
  }
  try {
    return mergeTags(existing, added);
  } catch (error) {
    if (error instanceof ServiceError) throw new ServiceError('ValidationError', error.message);
    throw error;
  }
}

/** Whether users gave both the same tags, in whatever order. */
export function sameTags(a: readonly Tag[], b: readonly Tag[]): boolean {
  const [one, other] = [usersTags(a), usersTags(b)];
  const values = new Map(one.map(({ key, value }) => [key, value]));
  return one.length === other.length && other.every(({ key, value }) => values.get(key) === value);
}
