import type { ListTagsForResourceResponse } from '@aws-sdk/client-route-53';
import type { Step } from '../../resource-type.ts';
import { call, ifAny } from './call.ts';
import { ownTags, type Tag, tagChanges } from './tags.ts';

type ResourceType = 'hostedzone' | 'healthcheck';

/** Brings the tags of a zone or a health check from what they were to what they shall be. */
export function changeZoneTags(
  type: ResourceType,
  id: string,
  before: readonly Tag[] | undefined,
  after: readonly Tag[] | undefined,
  step: Step,
): void {
  const { set, removed } = tagChanges(before, after, step);
  if (set.length + removed.length === 0) return;
  const AddTags = ifAny(set);
  const RemoveTagKeys = ifAny(removed);
  call(step, 'route53', 'ChangeTagsForResource', {
    ResourceType: type,
    ResourceId: id,
    AddTags,
    RemoveTagKeys,
  });
}

/** Gives what was just made its tags. */
export function setZoneTags(
  type: ResourceType,
  id: string,
  own: readonly Tag[] | undefined,
  step: Step,
): void {
  changeZoneTags(type, id, undefined, own, { ...step, formerTags: {} });
}

export function readZoneTags(type: ResourceType, id: string, own: readonly Tag[] | undefined, step: Step) {
  const input = { ResourceType: type, ResourceId: id };
  const result = call<ListTagsForResourceResponse>(step, 'route53', 'ListTagsForResource', input);
  return ownTags(result.ResourceTagSet?.Tags, own, step);
}
