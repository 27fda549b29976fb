import type {
  DescribeStackResourcesInput,
  DescribeStackResourcesOutput,
} from '@aws-sdk/client-cloudformation';
import type { Stack } from '../../model/stack-resources.ts';
import { type OperationContext, operation } from '../operation.ts';
import { validationError } from './shared/errors.ts';
import { pageSize } from './shared/pages.ts';
import { sdkResource } from './shared/shapes.ts';
import { findStack, requireStack, withId } from './shared/stacks.ts';

/**
 * Describes the resources of a stack, 100 at most, or of the stack that something belongs to.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html
 */
export const DescribeStackResources = operation<DescribeStackResourcesInput, DescribeStackResourcesOutput>({
  service: 'cloudformation',
  name: 'DescribeStackResources',
  access: 'read',
  honours: ['StackName', 'LogicalResourceId', 'PhysicalResourceId'],
  handle({ StackName, LogicalResourceId: logicalId, PhysicalResourceId: physicalId }, context) {
    if ((StackName === undefined) === (physicalId === undefined))
      throw validationError('Either StackName or PhysicalResourceId must be specified, and not both.');
    const stack =
      physicalId === undefined ? requireStack(context, StackName, withId) : stackOf(context, physicalId);
    const found = context.resources
      .find('stackResource', 'stack', stack.id)
      .filter((record) => logicalId === undefined || record.logicalId === logicalId);
    return { StackResources: found.slice(0, pageSize).map((record) => sdkResource(stack, record)) };
  },
});

function stackOf(context: OperationContext, physicalId: string): Stack {
  const found = context.resources
    .find('stackResource', 'physicalId', physicalId)
    .filter(({ status }) => status !== 'DELETE_COMPLETE' && status !== 'DELETE_SKIPPED')
    .flatMap(({ stackId }) => findStack(context, stackId) ?? [])[0];
  if (found === undefined) throw validationError(`Stack for ${physicalId} does not exist`);
  return found;
}
