/**
 * Tags of IAM's entities. Keys that differ in case only are the same key.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
 */
import { ServiceError } from '../../../model/errors.ts';
import type { Tag } from '../../../model/owned.ts';
import { isReservedKey, refuseReserved, usersTags } from '../../../model/reserved-tags.ts';
import type { SdkTag } from '../../shared/tags.ts';
import { violation } from './constraints.ts';

const tagsMax = 50;

/**
 * `existing` with the tags of `added` in it; a key that is there gets the new value, and the new spelling.
 * @throws ServiceError `ValidationError`, `InvalidInput` for a key that is given twice, `LimitExceeded`
 */
export function addTags(existing: readonly Tag[], added: readonly SdkTag[] = []): readonly Tag[] {
  if (added.length > tagsMax) {
    throw violation(
      'tags',
      `${added.length} tags`,
      `Member must have length less than or equal to ${tagsMax}`,
    );
  }
  const given = added.map(({ Key, Value }, at): Tag => {
    const place = `tags.${at + 1}.member`;
    return { key: checkKey(`${place}.key`, Key ?? ''), value: checkValue(`${place}.value`, Value ?? '') };
  });
  const keys = new Set(given.map(fold));
  if (keys.size < given.length) {
    const message = 'Duplicate tag keys found. Please note that Tag keys are case insensitive.';
    throw new ServiceError('InvalidInput', message);
  }
  const tags = [...existing.filter((tag) => !keys.has(fold(tag))), ...given];
  if (usersTags(tags).length > tagsMax) {
    throw new ServiceError(
      'LimitExceeded',
      `The number of tags has reached the maximum limit of ${tagsMax}.`,
    );
  }
  return tags;
}

/** `existing` without these keys; a key that is not there is no error. @throws ServiceError `ValidationError`, `InvalidInput` */
export function removeTags(existing: readonly Tag[], keys: readonly string[] = []): readonly Tag[] {
  if (keys.length > tagsMax) {
    throw violation(
      'tagKeys',
      `${keys.length} keys`,
      `Member must have length less than or equal to ${tagsMax}`,
    );
  }
  refuseReserved(keys, 'InvalidInput');
  const gone = new Set(keys.map((key, at) => fold({ key: checkText(`tagKeys.${at + 1}.member`, key, 128) })));
  return existing.filter((tag) => !gone.has(fold(tag)));
}

function fold({ key }: Pick<Tag, 'key'>): string {
  return key.toLowerCase();
}

function checkKey(place: string, key: string): string {
  if (key === '') throw violation(place, key, 'Member must have length greater than or equal to 1');
  if (isReservedKey(key)) {
    throw new ServiceError('InvalidInput', `Tag keys that begin with 'aws:' belong to AWS. Rename '${key}'.`);
  }
  return checkText(place, key, 128);
}

function checkValue(place: string, value: string): string {
  return checkText(place, value, 256);
}

function checkText(place: string, text: string, max: number): string {
  if ([...text].length > max) {
    throw violation(place, text, `Member must have length less than or equal to ${max}`);
  }
  if (/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(text)) return text;
  const pattern = '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*';
  throw violation(place, text, `Member must satisfy regular expression pattern: ${pattern}`);
}
