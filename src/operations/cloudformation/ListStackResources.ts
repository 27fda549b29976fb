import type { ListStackResourcesInput, ListStackResourcesOutput } from '@aws-sdk/client-cloudformation';
import { operation } from '../operation.ts';
import { pageOf } from './shared/pages.ts';
import { sdkResourceSummary } from './shared/shapes.ts';
import { requireStack, withId } from './shared/stacks.ts';

/**
 * Lists the resources of a stack by their logical ids.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html
 */
export const ListStackResources = operation<ListStackResourcesInput, ListStackResourcesOutput>({
  service: 'cloudformation',
  name: 'ListStackResources',
  access: 'read',
  honours: ['StackName', 'NextToken'],
  handle({ StackName, NextToken: token }, context) {
    const stack = requireStack(context, StackName, withId);
    const found = context.resources.find('stackResource', 'stack', stack.id);
    const scope = `ListStackResources ${stack.id}`;
    const { records, ...rest } = pageOf(found, scope, token, ({ logicalId }) => logicalId);
    return { StackResourceSummaries: records.map(sdkResourceSummary), ...rest };
  },
});
