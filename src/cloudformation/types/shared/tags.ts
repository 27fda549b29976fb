import { isReservedKey } from '../../../model/reserved-tags.ts';
import type { Step } from '../../resource-type.ts';
import { call, ifAny } from './call.ts';

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** The tags of a resource: its own and the stack's, of which its own win. */
export function allTags(own: readonly Tag[] | undefined, stack: Step['tags']): readonly Tag[] {
  const tags = new Map([...ofStack(stack), ...(own ?? []).map(({ Key, Value }) => [Key, Value] as const)]);
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}

/** What a change of the resource or of the stack does to its tags. */
export function tagChanges(
  before: readonly Tag[] | undefined,
  after: readonly Tag[] | undefined,
  step: Step,
): { readonly set: readonly Tag[]; readonly removed: readonly string[] } {
  const former = new Map(allTags(before, step.formerTags).map(({ Key, Value }) => [Key, Value]));
  const wanted = allTags(after, step.tags);
  const keys = new Set(wanted.map(({ Key }) => Key));
  return {
    set: wanted.filter(({ Key, Value }) => former.get(Key) !== Value),
    removed: [...former.keys()].filter((key) => !keys.has(key)),
  };
}

/**
 * Its own tags among those it has.
 * @param own as the template states them
 * @returns undefined when it has none and should have none
 */
export function ownTags(
  actual: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined,
  own: readonly Tag[] | undefined,
  step: Step,
): readonly Tag[] | undefined {
  const stack = new Map(ofStack(step.tags));
  const tags = (actual ?? [])
    .map(({ Key = '', Value = '' }) => ({ Key, Value }))
    .filter(({ Key }) => !isReservedKey(Key) && (!stack.has(Key) || own?.some((tag) => tag.Key === Key)));
  return own === undefined && tags.length === 0 ? undefined : tags;
}

/** `TagSpecifications` of EC2; undefined without tags. */
export function tagSpecifications(type: string, own: readonly Tag[] | undefined, step: Step) {
  const tags = allTags(own, step.tags);
  return tags.length === 0 ? undefined : [{ ResourceType: type, Tags: tags }];
}

/** Brings the tags of something of EC2's from what they were to what they shall be. */
export function changeEc2Tags(
  resourceId: string,
  before: readonly Tag[] | undefined,
  after: readonly Tag[] | undefined,
  step: Step,
): void {
  const { set, removed } = tagChanges(before, after, step);
  const Resources = [resourceId];
  if (ifAny(removed)) {
    call(step, 'ec2', 'DeleteTags', { Resources, Tags: removed.map((Key) => ({ Key })) });
  }
  if (ifAny(set)) call(step, 'ec2', 'CreateTags', { Resources, Tags: set });
}

/** Keys that are AWS's own no operation takes; the engine gives them. */
function ofStack(tags: Step['tags']): readonly (readonly [string, string])[] {
  return Object.entries(tags).filter(([key]) => !isReservedKey(key));
}
