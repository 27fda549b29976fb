import type { CreateTagsRequest } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { requireTaggable } from '../network/taggable.ts';
import { operation } from '../operation.ts';
import { mergeTags } from '../shared/tags.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTags.html */
export const CreateTags = operation<CreateTagsRequest, object>({
  service: 'ec2',
  name: 'CreateTags',
  access: 'write',
  honours: ['Resources', 'Tags'],
  handle(input, context) {
    const { Resources = [], Tags = [] } = input;
    if (Resources.length === 0) throw missing('resourceIdSet');
    if (Tags.length === 0) throw missing('tagSet');
    for (const id of new Set(Resources)) {
      const resource = requireTaggable(context, id);
      resource.replaceTags(context.resources, mergeTags(resource.tags, Tags, resource.type));
    }
    return {};
  },
});

function missing(parameter: string): ServiceError {
  return new ServiceError('MissingParameter', `The request must contain the parameter ${parameter}`);
}
