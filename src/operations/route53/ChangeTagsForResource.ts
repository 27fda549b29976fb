import type {
  ChangeTagsForResourceRequest,
  ChangeTagsForResourceResponse,
  Tag as SdkTag,
} from '@aws-sdk/client-route-53';
import { ServiceError } from '../../model/errors.ts';
import type { Tag } from '../../model/owned.ts';
import { isReservedKey, refuseReserved, usersTags } from '../../model/reserved-tags.ts';
import { operation } from '../operation.ts';
import { requireTaggable, tagsMax } from './shared/taggable.ts';

/**
 * Takes tags away, then adds or overwrites.
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeTagsForResource.html
 */
export const ChangeTagsForResource = operation<ChangeTagsForResourceRequest, ChangeTagsForResourceResponse>({
  service: 'route53',
  name: 'ChangeTagsForResource',
  access: 'write',
  honours: ['ResourceType', 'ResourceId', 'AddTags', 'RemoveTagKeys'],
  handle(input, context) {
    const { kind, record } = requireTaggable(context, input.ResourceType, input.ResourceId ?? '');
    refuseReserved(input.RemoveTagKeys, 'InvalidInput');
    const added = (input.AddTags ?? []).map(checkTag);
    const removed = new Set([...(input.RemoveTagKeys ?? []), ...added.map(({ key }) => key)]);
    if ((input.AddTags ?? []).length === 0 && (input.RemoveTagKeys ?? []).length === 0) {
      throw new ServiceError('InvalidInput', 'Give AddTags, RemoveTagKeys or both.');
    }
    if (new Set(added.map(({ key }) => key)).size < added.length) {
      throw new ServiceError('InvalidInput', 'A tag key is given more than once.');
    }
    const tags = [...record.tags.filter(({ key }) => !removed.has(key)), ...added];
    if (usersTags(tags).length > tagsMax) {
      throw new ServiceError('InvalidInput', `A resource may have ${tagsMax} tags.`);
    }
    // The compiler does not connect the kind with the record that came with it.
    context.resources.put(kind, { ...record, tags } as never);
    return {};
  },
});

function checkTag({ Key: key = '', Value: value = '' }: SdkTag): Tag {
  if (key.length < 1 || key.length > 128 || isReservedKey(key)) {
    throw new ServiceError(
      'InvalidInput',
      "A tag key has 1 to 128 characters and does not start with 'aws:'.",
    );
  }
  if (value.length > 256) throw new ServiceError('InvalidInput', 'A tag value may have 256 characters.');
  return { key, value };
}
