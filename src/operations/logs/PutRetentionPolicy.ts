import type { PutRetentionPolicyRequest } from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../operation.ts';
import { invalid, requireLogGroup, retentionDays } from './shared/log-groups.ts';

/**
 * Says for how long a log group would keep what was in it.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
export const PutRetentionPolicy = operation<PutRetentionPolicyRequest, object>({
  service: 'logs',
  name: 'PutRetentionPolicy',
  access: 'write',
  honours: ['logGroupName', 'retentionInDays'],
  handle({ logGroupName: name, retentionInDays = 0 }, context) {
    const group = requireLogGroup(context, name);
    if (!retentionDays.includes(retentionInDays)) {
      throw invalid(`retentionInDays must be one of ${retentionDays.join(', ')}, not ${retentionInDays}.`);
    }
    context.resources.put('logGroup', { ...group, retentionDays: retentionInDays });
    return {};
  },
});
