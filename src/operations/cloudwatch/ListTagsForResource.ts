import type { ListTagsForResourceInput, ListTagsForResourceOutput } from '@aws-sdk/client-cloudwatch';
import { operation } from '../operation.ts';
import { toSdkTags } from '../shared/tags.ts';
import { requireTagged } from './shared/alarms.ts';

/**
 * The tags of an alarm.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListTagsForResource.html
 */
export const ListTagsForResource = operation<ListTagsForResourceInput, ListTagsForResourceOutput>({
  service: 'monitoring',
  name: 'ListTagsForResource',
  access: 'read',
  honours: ['ResourceARN'],
  handle({ ResourceARN: arn }, context) {
    return { Tags: toSdkTags(requireTagged(context, arn).tags) };
  },
});
