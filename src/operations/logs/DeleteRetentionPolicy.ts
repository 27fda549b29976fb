import type { DeleteRetentionPolicyRequest } from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../operation.ts';
import { requireLogGroup } from './shared/log-groups.ts';

/**
 * Says that a log group keeps everything for ever.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteRetentionPolicy.html
 */
export const DeleteRetentionPolicy = operation<DeleteRetentionPolicyRequest, object>({
  service: 'logs',
  name: 'DeleteRetentionPolicy',
  access: 'write',
  honours: ['logGroupName'],
  handle({ logGroupName: name }, context) {
    const { retentionDays: _, ...group } = requireLogGroup(context, name);
    context.resources.put('logGroup', group);
    return {};
  },
});
