import type { GetStackPolicyInput, GetStackPolicyOutput } from '@aws-sdk/client-cloudformation';
import { operation } from '../operation.ts';
import { requireStack, withId } from './shared/stacks.ts';

/**
 * Answers no policy: stacks have none here.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetStackPolicy.html
 */
export const GetStackPolicy = operation<GetStackPolicyInput, GetStackPolicyOutput>({
  service: 'cloudformation',
  name: 'GetStackPolicy',
  access: 'read',
  honours: ['StackName'],
  handle({ StackName }, context) {
    requireStack(context, StackName, withId);
    return {};
  },
});
