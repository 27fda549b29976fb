import type { TagResourceInput, TagResourceOutput } from '@aws-sdk/client-cloudwatch';
import { operation } from '../operation.ts';
import { addTags, requireTagged } from './shared/alarms.ts';

/**
 * Sets tags of an alarm.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_TagResource.html
 */
export const TagResource = operation<TagResourceInput, TagResourceOutput>({
  service: 'monitoring',
  name: 'TagResource',
  access: 'write',
  honours: ['ResourceARN', 'Tags'],
  handle({ ResourceARN: arn, Tags: tags = [] }, context) {
    const found = requireTagged(context, arn);
    context.resources.put('metricAlarm', { ...found, tags: addTags(found.tags, tags) });
    return {};
  },
});
