/**
 * Tags that AWS's own services give: CloudFormation's `aws:cloudformation:stack-name` and the like. Nobody else can give
 * or take them, and they count for no quota.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html
 */
import { ServiceError } from './errors.ts';
import type { Tag } from './owned.ts';

/** Whether a key is AWS's own. */
export function isReservedKey(key: string): boolean {
  return /^aws:/i.test(key);
}

/** Those that users gave. */
export function usersTags(tags: readonly Tag[]): readonly Tag[] {
  return tags.filter(({ key }) => !isReservedKey(key));
}

/** Those that services gave. */
export function reservedTags(tags: readonly Tag[]): readonly Tag[] {
  return tags.filter(({ key }) => isReservedKey(key));
}

/**
 * Refuses to take tags of AWS's away.
 * @param code as the service has it
 * @throws ServiceError of the code
 */
export function refuseReserved(keys: readonly string[] | undefined, code: string): void {
  if (keys?.some(isReservedKey) !== true) return;
  throw new ServiceError(code, "Tag keys starting with 'aws:' are reserved for internal use");
}
