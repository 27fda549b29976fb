import type { UntagResourceRequest } from '@aws-sdk/client-cloudwatch-logs';
import { refuseReserved } from '../../model/reserved-tags.ts';
import { operation } from '../operation.ts';
import { requireTagged } from './shared/log-groups.ts';

/**
 * Removes tags of a log group.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagResource.html
 */
export const UntagResource = operation<UntagResourceRequest, object>({
  service: 'logs',
  name: 'UntagResource',
  access: 'write',
  honours: ['resourceArn', 'tagKeys'],
  handle({ resourceArn: arn, tagKeys: keys = [] }, context) {
    const group = requireTagged(context, arn);
    refuseReserved(keys, 'InvalidParameterException');
    const tags = group.tags.filter(({ key }) => !keys.includes(key));
    context.resources.put('logGroup', { ...group, tags });
    return {};
  },
});
