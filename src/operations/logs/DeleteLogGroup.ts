import type { DeleteLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../operation.ts';
import { requireLogGroup } from './shared/log-groups.ts';

/**
 * Deletes a log group.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html
 */
export const DeleteLogGroup = operation<DeleteLogGroupRequest, object>({
  service: 'logs',
  name: 'DeleteLogGroup',
  access: 'write',
  honours: ['logGroupName'],
  handle({ logGroupName: name }, context) {
    context.resources.delete('logGroup', requireLogGroup(context, name).id);
    return {};
  },
});
