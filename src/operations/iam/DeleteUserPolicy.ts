import type { DeleteUserPolicyRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { deleteInlinePolicy } from './shared/inline-policies.ts';

/**
 * Deletes an inline policy of a user.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPolicy.html
 */
export const DeleteUserPolicy = operation<DeleteUserPolicyRequest, object>({
  service: 'iam',
  name: 'DeleteUserPolicy',
  access: 'write',
  honours: ['UserName', 'PolicyName'],
  handle(input, context) {
    deleteInlinePolicy(context, 'user', input.UserName, input.PolicyName);
    return {};
  },
});
