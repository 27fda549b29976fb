import type {
  DescribeStackResourceDriftsInput,
  DescribeStackResourceDriftsOutput,
} from '@aws-sdk/client-cloudformation';
import { operation } from '../operation.ts';
import { takePage } from '../shared/pages.ts';
import { presentResources, sdkDrift } from './shared/drift.ts';
import { validationError } from './shared/errors.ts';
import { inBrackets, requireLiveStack } from './shared/stacks.ts';

/**
 * Says what detections of drift have found of the stack's resources.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResourceDrifts.html
 */
export const DescribeStackResourceDrifts = operation<
  DescribeStackResourceDriftsInput,
  DescribeStackResourceDriftsOutput
>({
  service: 'cloudformation',
  name: 'DescribeStackResourceDrifts',
  access: 'read',
  honours: ['StackName', 'StackResourceDriftStatusFilters', 'NextToken', 'MaxResults'],
  handle(input, context) {
    const { StackResourceDriftStatusFilters: wanted, NextToken: token, MaxResults: limit = 100 } = input;
    if (limit < 1 || limit > 100) throw validationError('MaxResults must be between 1 and 100');
    const stack = requireLiveStack(context, input.StackName, inBrackets);
    const found = presentResources(context, stack).filter(
      ({ drift }) => drift !== undefined && (!wanted?.length || wanted.includes(drift.status)),
    );
    const scope = `DescribeStackResourceDrifts ${stack.id}`;
    const page = takePage(found, { scope, key: ({ logicalId }) => logicalId, limit, token });
    if (page === undefined) throw validationError('NextToken is invalid');
    const { records, nextToken } = page;
    return {
      StackResourceDrifts: records.map((record) => sdkDrift(stack, record)),
      ...(nextToken !== undefined && { NextToken: nextToken }),
    };
  },
});
