import type { DescribeStackResourceInput, DescribeStackResourceOutput } from '@aws-sdk/client-cloudformation';
import { operation } from '../operation.ts';
import { validationError } from './shared/errors.ts';
import { sdkResourceDetail } from './shared/shapes.ts';
import { inQuotes, requireStack } from './shared/stacks.ts';

/**
 * Describes a resource of a stack.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResource.html
 */
export const DescribeStackResource = operation<DescribeStackResourceInput, DescribeStackResourceOutput>({
  service: 'cloudformation',
  name: 'DescribeStackResource',
  access: 'read',
  honours: ['StackName', 'LogicalResourceId'],
  handle({ StackName, LogicalResourceId: logicalId }, context) {
    const stack = requireStack(context, StackName, inQuotes);
    const record = context.resources.get('stackResource', `${stack.id}/${logicalId}`);
    if (record === undefined)
      throw validationError(`Resource ${logicalId} does not exist for stack ${stack.name}`);
    return { StackResourceDetail: sdkResourceDetail(stack, record) };
  },
});
