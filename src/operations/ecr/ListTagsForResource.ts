import type { ListTagsForResourceRequest, ListTagsForResourceResponse } from '@aws-sdk/client-ecr';
import { operation } from '../operation.ts';
import { toSdkTags } from '../shared/tags.ts';
import { requireTagged } from './shared/repositories.ts';

/**
 * The tags of a repository.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ListTagsForResource.html
 */
export const ListTagsForResource = operation<ListTagsForResourceRequest, ListTagsForResourceResponse>({
  service: 'ecr',
  name: 'ListTagsForResource',
  access: 'read',
  honours: ['resourceArn'],
  handle(input, context) {
    return { tags: toSdkTags(requireTagged(context, input.resourceArn).tags) };
  },
});
