import type { DescribeStackEventsInput, DescribeStackEventsOutput } from '@aws-sdk/client-cloudformation';
import type { StackEvent } from '../../model/stack-resources.ts';
import { operation } from '../operation.ts';
import { descending, pageOf } from './shared/pages.ts';
import { sdkEvent } from './shared/shapes.ts';
import { inBrackets, requireStack } from './shared/stacks.ts';

/**
 * What happened to a stack and its resources, the newest first.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html
 */
export const DescribeStackEvents = operation<DescribeStackEventsInput, DescribeStackEventsOutput>({
  service: 'cloudformation',
  name: 'DescribeStackEvents',
  access: 'read',
  honours: ['StackName', 'NextToken'],
  handle({ StackName, NextToken: token }, context) {
    const stack = requireStack(context, StackName, inBrackets);
    const events = context.resources.find('stackEvent', 'stack', stack.id);
    const { records, ...rest } = pageOf(events, `DescribeStackEvents ${stack.id}`, token, newestFirst);
    return { StackEvents: records.map((event) => sdkEvent(stack.name, event)), ...rest };
  },
});

function newestFirst({ id }: StackEvent): string {
  return descending(Number(id.slice(id.lastIndexOf('/') + 1)));
}
