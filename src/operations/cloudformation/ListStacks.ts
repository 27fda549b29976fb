import type { ListStacksInput, ListStacksOutput } from '@aws-sdk/client-cloudformation';
import { operation } from '../operation.ts';
import { descending, pageOf } from './shared/pages.ts';
import { sdkStackSummary } from './shared/shapes.ts';
import { ownStacks } from './shared/stacks.ts';

/**
 * Lists stacks, deleted ones for 90 days, the newest first.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStacks.html
 */
export const ListStacks = operation<ListStacksInput, ListStacksOutput>({
  service: 'cloudformation',
  name: 'ListStacks',
  access: 'read',
  honours: ['StackStatusFilter', 'NextToken'],
  handle({ StackStatusFilter: wanted, NextToken: token }, context) {
    const found = ownStacks(context).filter(({ status }) => !wanted?.length || wanted.includes(status));
    const key = ({ createdAt, id }: (typeof found)[number]) => `${descending(Date.parse(createdAt))} ${id}`;
    const { records, ...rest } = pageOf(found, 'ListStacks', token, key);
    return { StackSummaries: records.map(sdkStackSummary), ...rest };
  },
});
