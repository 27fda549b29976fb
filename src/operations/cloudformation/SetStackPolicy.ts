import type { SetStackPolicyInput } from '@aws-sdk/client-cloudformation';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { requireLiveStack, withId } from './shared/stacks.ts';

/**
 * Is refused: a policy that protects nothing would be a false promise.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_SetStackPolicy.html
 */
export const SetStackPolicy = operation<SetStackPolicyInput, object>({
  service: 'cloudformation',
  name: 'SetStackPolicy',
  access: 'write',
  honours: ['StackName', 'StackPolicyBody', 'StackPolicyURL'],
  handle({ StackName }, context) {
    requireLiveStack(context, StackName, withId);
    throw new ServiceError(
      'UnsupportedOperation',
      'Postern does not enforce stack policies. Protect resources with DeletionPolicy or IAM policies, and stacks with termination protection.',
    );
  },
});
