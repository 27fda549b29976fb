import type { DescribeTagsInput, DescribeTagsOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { operation } from '../operation.ts';
import { toSdkTags } from '../shared/tags.ts';
import { requireTagged } from './shared/tagged.ts';

/**
 * The tags of load balancers, target groups and listeners.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTags.html
 */
export const DescribeTags = operation<DescribeTagsInput, DescribeTagsOutput>({
  service: 'elasticloadbalancing',
  name: 'DescribeTags',
  access: 'read',
  honours: ['ResourceArns'],
  handle(input, context) {
    return {
      TagDescriptions: requireTagged(context, input.ResourceArns).map(({ arn, tags }) => ({
        ResourceArn: arn,
        Tags: toSdkTags(tags),
      })),
    };
  },
});
