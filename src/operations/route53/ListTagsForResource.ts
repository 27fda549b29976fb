import type { ListTagsForResourceRequest, ListTagsForResourceResponse } from '@aws-sdk/client-route-53';
import { operation } from '../operation.ts';
import { requireTaggable } from './shared/taggable.ts';
import { toSdkTagSet } from './shared/tags.ts';

/** The tags of one zone or health check. */
export const ListTagsForResource = operation<ListTagsForResourceRequest, ListTagsForResourceResponse>({
  service: 'route53',
  name: 'ListTagsForResource',
  access: 'read',
  honours: ['ResourceType', 'ResourceId'],
  handle: (input, context) => ({
    ResourceTagSet: toSdkTagSet(requireTaggable(context, input.ResourceType, input.ResourceId ?? '')),
  }),
});
