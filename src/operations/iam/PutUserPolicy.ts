import type { PutUserPolicyRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { putInlinePolicy } from './shared/inline-policies.ts';

/**
 * Writes an inline policy of a user, in the place of the one with this name if there is one.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html
 */
export const PutUserPolicy = operation<PutUserPolicyRequest, object>({
  service: 'iam',
  name: 'PutUserPolicy',
  access: 'write',
  honours: ['UserName', 'PolicyName', 'PolicyDocument'],
  handle(input, context) {
    putInlinePolicy(context, 'user', input.UserName, input);
    return {};
  },
});
