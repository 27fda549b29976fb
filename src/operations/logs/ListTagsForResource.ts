import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../operation.ts';
import { requireTagged, tagsOf } from './shared/log-groups.ts';

/**
 * The tags of a log group.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsForResource.html
 */
export const ListTagsForResource = operation<ListTagsForResourceRequest, ListTagsForResourceResponse>({
  service: 'logs',
  name: 'ListTagsForResource',
  access: 'read',
  honours: ['resourceArn'],
  handle({ resourceArn: arn }, context) {
    return { tags: tagsOf(requireTagged(context, arn)) };
  },
});
