import type { ListTagsForResourcesRequest, ListTagsForResourcesResponse } from '@aws-sdk/client-route-53';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { requireTaggable } from './shared/taggable.ts';
import { toSdkTagSet } from './shared/tags.ts';

/** Resources that one request may name. */
const resourcesMax = 10;

/** The tags of up to ten zones or health checks. */
export const ListTagsForResources = operation<ListTagsForResourcesRequest, ListTagsForResourcesResponse>({
  service: 'route53',
  name: 'ListTagsForResources',
  access: 'read',
  honours: ['ResourceType', 'ResourceIds'],
  handle(input, context) {
    const ids = input.ResourceIds ?? [];
    if (ids.length < 1 || ids.length > resourcesMax) {
      throw new ServiceError('InvalidInput', `Give 1 to ${resourcesMax} resource ids.`);
    }
    return {
      ResourceTagSets: ids.map((id) => toSdkTagSet(requireTaggable(context, input.ResourceType, id))),
    };
  },
});
