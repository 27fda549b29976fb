import type { TagResourceRequest, TagResourceResponse } from '@aws-sdk/client-ecr';
import { operation } from '../operation.ts';
import { addTags, requireTagged } from './shared/repositories.ts';

/**
 * Sets tags of a repository.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_TagResource.html
 */
export const TagResource = operation<TagResourceRequest, TagResourceResponse>({
  service: 'ecr',
  name: 'TagResource',
  access: 'write',
  honours: ['resourceArn', 'tags'],
  handle(input, context) {
    const found = requireTagged(context, input.resourceArn);
    context.resources.put('repository', { ...found, tags: addTags(found.tags, input.tags ?? []) });
    return {};
  },
});
