import type { DescribeStacksInput, DescribeStacksOutput } from '@aws-sdk/client-cloudformation';
import { operation } from '../operation.ts';
import { pageOf } from './shared/pages.ts';
import { sdkStack } from './shared/shapes.ts';
import { ownStacks, requireStack, withId } from './shared/stacks.ts';

/**
 * Describes a stack, also a deleted one by its ARN, or all that are not deleted.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
 */
export const DescribeStacks = operation<DescribeStacksInput, DescribeStacksOutput>({
  service: 'cloudformation',
  name: 'DescribeStacks',
  access: 'read',
  honours: ['StackName', 'NextToken'],
  handle({ StackName, NextToken: token }, context) {
    if (StackName !== undefined) return { Stacks: [sdkStack(requireStack(context, StackName, withId))] };
    const live = ownStacks(context).filter(({ status }) => status !== 'DELETE_COMPLETE');
    const { records, ...rest } = pageOf(live, 'DescribeStacks', token, ({ id }) => id);
    return { Stacks: records.map(sdkStack), ...rest };
  },
});
