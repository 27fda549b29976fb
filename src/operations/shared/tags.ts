import type { Writer } from '../../model/access.ts';
import { ServiceError } from '../../model/errors.ts';
import { checkExtensionTags } from '../../model/extension-tags.ts';
import type { Tag } from '../../model/owned.ts';
import { isReservedKey, usersTags } from '../../model/reserved-tags.ts';

/** A tag as the EC2 SDKs state it. */
export interface SdkTag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** Something of the caller's that has tags. */
export interface Taggable {
  readonly id: string;
  /** AWS's name of the type, such as `vpc-endpoint`. */
  readonly type: string;
  readonly tags: readonly Tag[];
  replaceTags(resources: Writer, tags: readonly Tag[]): void;
}

/** `TagSpecification` of the SDK. */
export interface TagSpecification {
  readonly ResourceType?: string | undefined;
  readonly Tags?: readonly SdkTag[] | undefined;
}

/**
 * What AWS allows of tags; lengths in Unicode characters.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions
 */
const limits = { tags: 50, keyCharacters: 128, valueCharacters: 256 } as const;

/**
 * The tags to create a resource with.
 * @param resourceType AWS's name for the type, such as `vpc`; a specification for any other type is refused
 * @throws ServiceError `InvalidParameterValue`, `TagLimitExceeded`
 */
export function tagsFromSpecifications(
  specifications: readonly TagSpecification[] | undefined,
  resourceType: string,
): readonly Tag[] {
  return tagsByResourceType(specifications, [resourceType]).get(resourceType) ?? [];
}

/** `tagsFromSpecifications` for an operation that creates resources of several types. */
export function tagsByResourceType(
  specifications: readonly TagSpecification[] | undefined,
  resourceTypes: readonly string[],
): ReadonlyMap<string, readonly Tag[]> {
  const result = new Map<string, readonly Tag[]>();
  for (const { ResourceType: type, Tags } of specifications ?? []) {
    if (type === undefined) throw invalid('Tag specification resource type must have a value');
    if (!resourceTypes.includes(type)) {
      throw invalid(`'${type}' is not a valid taggable resource type for this operation.`);
    }
    if (result.has(type)) throw invalid(`Tag specification for resource type '${type}' is given twice`);
    if (!Tags?.length) throw invalid('Tag specification must have at least one tag');
    result.set(type, mergeTags([], Tags, type));
  }
  return result;
}

/**
 * `existing` with the tags of `added` in it; a tag with a key that is there gets the new value.
 * @param resourceType AWS's name for the type; left out for types without extension tags
 * @throws ServiceError `InvalidParameterValue` for a tag that AWS does not allow, `TagLimitExceeded`
 */
export function mergeTags(
  existing: readonly Tag[],
  added: readonly SdkTag[],
  resourceType = 'resource of this type',
): readonly Tag[] {
  const merged = new Map(existing.map((tag) => [tag.key, tag.value]));
  const seen = new Set<string>();
  for (const tag of added) {
    checkCharacters('key', tag.Key);
    checkCharacters('value', tag.Value);
    const key = checkKey(tag.Key ?? '');
    if (seen.has(key)) throw invalid(`Duplicate tag key '${key}' specified.`);
    seen.add(key);
    merged.set(key, checkValue(tag.Value ?? ''));
  }
  const tags = [...merged].map(([key, value]) => ({ key, value }));
  const count = usersTags(tags).length;
  if (count > limits.tags) {
    const message = `A resource can have at most ${limits.tags} tags; with these it would have ${count}.`;
    throw new ServiceError('TagLimitExceeded', message);
  }
  checkExtensionTags(resourceType, tags);
  return tags;
}

/** Tags as the EC2 SDKs state them. */
export function toSdkTags(tags: readonly Tag[]): { Key: string; Value: string }[] {
  return tags.map(({ key, value }) => ({ Key: key, Value: value }));
}

/** @throws ServiceError `InvalidParameterValue` when no tag may have this key */
export function checkKey(key: string): string {
  if (key === '') throw invalid('Tag keys cannot be empty.');
  if ([...key].length > limits.keyCharacters) {
    throw invalid(`Tag key exceeds the maximum length of ${limits.keyCharacters} characters`);
  }
  if (isReservedKey(key)) throw invalid("Tag keys starting with 'aws:' are reserved for internal use");
  return key;
}

/** What no answer in XML can carry is refused: it would come back as something else, and two keys as one. */
function checkCharacters(part: 'key' | 'value', text = ''): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (!/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text)) return;
  throw invalid(`Tag ${part} contains characters that are not allowed: control characters`);
}

function checkValue(value: string): string {
  if ([...value].length <= limits.valueCharacters) return value;
  throw invalid(`Tag value exceeds the maximum length of ${limits.valueCharacters} characters`);
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidParameterValue', message);
}
