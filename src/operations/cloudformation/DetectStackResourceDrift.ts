import type {
  DetectStackResourceDriftInput,
  DetectStackResourceDriftOutput,
} from '@aws-sdk/client-cloudformation';
import { operation } from '../operation.ts';
import { checkComparable, detectDrift, presentResources, sdkDrift } from './shared/drift.ts';
import { validationError } from './shared/errors.ts';
import { inBrackets, requireLiveStack } from './shared/stacks.ts';

/**
 * Looks whether one resource is what its template says.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DetectStackResourceDrift.html
 */
export const DetectStackResourceDrift = operation<
  DetectStackResourceDriftInput,
  DetectStackResourceDriftOutput
>({
  service: 'cloudformation',
  name: 'DetectStackResourceDrift',
  access: 'write',
  honours: ['StackName', 'LogicalResourceId'],
  handle({ StackName, LogicalResourceId: logicalId = '' }, context) {
    const stack = requireLiveStack(context, StackName, inBrackets);
    checkComparable(stack);
    const [record] = presentResources(context, stack, [logicalId]);
    if (record === undefined)
      throw validationError(`Resource ${logicalId} does not exist for stack ${stack.name}`);
    return { StackResourceDrift: sdkDrift(stack, detectDrift(context, stack, record)) };
  },
});
