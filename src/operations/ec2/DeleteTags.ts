import type { DeleteTagsRequest } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import type { Tag } from '../../model/owned.ts';
import { reservedTags } from '../../model/reserved-tags.ts';
import { requireTaggable } from '../network/taggable.ts';
import { operation } from '../operation.ts';
import { checkKey, type SdkTag } from '../shared/tags.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTags.html */
export const DeleteTags = operation<DeleteTagsRequest, object>({
  service: 'ec2',
  name: 'DeleteTags',
  access: 'write',
  honours: ['Resources', 'Tags'],
  handle(input, context) {
    const { Resources = [], Tags } = input;
    if (Resources.length === 0) {
      throw new ServiceError('MissingParameter', 'The request must contain the parameter resourceIdSet');
    }
    for (const tag of Tags ?? []) checkKey(tag.Key ?? '');
    for (const id of new Set(Resources)) {
      const resource = requireTaggable(context, id);
      const kept = Tags
        ? resource.tags.filter((tag) => !Tags.some((given) => selects(given, tag)))
        : reservedTags(resource.tags);
      resource.replaceTags(context.resources, kept);
    }
    return {};
  },
});

/** A key alone selects the tag whatever its value; an empty value is a value. */
function selects(given: SdkTag, tag: Tag): boolean {
  return given.Key === tag.key && (given.Value === undefined || given.Value === tag.value);
}
