import type { ListTagsForResourceRequest, ListTagsForResourceResult } from '@aws-sdk/client-ssm';
import { operation } from '../operation.ts';
import { toSdkTags } from '../shared/tags.ts';
import { requireTagged } from './shared/tags.ts';

/**
 * The tags of a parameter.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListTagsForResource.html
 */
export const ListTagsForResource = operation<ListTagsForResourceRequest, ListTagsForResourceResult>({
  service: 'ssm',
  name: 'ListTagsForResource',
  access: 'read',
  honours: ['ResourceType', 'ResourceId'],
  handle: (input, context) => ({ TagList: toSdkTags(requireTagged(context, input).tags) }),
});
