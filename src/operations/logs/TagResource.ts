import type { TagResourceRequest } from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../operation.ts';
import { addTags, requireTagged } from './shared/log-groups.ts';

/**
 * Sets tags of a log group.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html
 */
export const TagResource = operation<TagResourceRequest, object>({
  service: 'logs',
  name: 'TagResource',
  access: 'write',
  honours: ['resourceArn', 'tags'],
  handle({ resourceArn: arn, tags = {} }, context) {
    const group = requireTagged(context, arn);
    context.resources.put('logGroup', { ...group, tags: addTags(group.tags, tags) });
    return {};
  },
});
