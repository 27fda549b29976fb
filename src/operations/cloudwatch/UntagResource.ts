import type { UntagResourceInput, UntagResourceOutput } from '@aws-sdk/client-cloudwatch';
import { refuseReserved } from '../../model/reserved-tags.ts';
import { operation } from '../operation.ts';
import { requireTagged } from './shared/alarms.ts';

/**
 * Removes tags of an alarm.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_UntagResource.html
 */
export const UntagResource = operation<UntagResourceInput, UntagResourceOutput>({
  service: 'monitoring',
  name: 'UntagResource',
  access: 'write',
  honours: ['ResourceARN', 'TagKeys'],
  handle({ ResourceARN: arn, TagKeys: keys = [] }, context) {
    const found = requireTagged(context, arn);
    refuseReserved(keys, 'InvalidParameterValue');
    const tags = found.tags.filter(({ key }) => !keys.includes(key));
    context.resources.put('metricAlarm', { ...found, tags });
    return {};
  },
});
