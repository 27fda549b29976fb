import type { ListTagsForResourceRequest, ListTagsForResourceResponse } from '@aws-sdk/client-sns';
import { operation } from '../operation.ts';
import { toSdkTags } from '../shared/tags.ts';
import { requireTagged } from './shared/tagged.ts';

/**
 * The tags of a topic.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_ListTagsForResource.html
 */
export const ListTagsForResource = operation<ListTagsForResourceRequest, ListTagsForResourceResponse>({
  service: 'sns',
  name: 'ListTagsForResource',
  access: 'read',
  honours: ['ResourceArn'],
  handle: ({ ResourceArn: arn }, context) => ({ Tags: toSdkTags(requireTagged(context, arn).tags) }),
});
