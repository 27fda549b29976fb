import type { DeleteRolePolicyRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { deleteInlinePolicy } from './shared/inline-policies.ts';

/**
 * Deletes an inline policy of a role.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html
 */
export const DeleteRolePolicy = operation<DeleteRolePolicyRequest, object>({
  service: 'iam',
  name: 'DeleteRolePolicy',
  access: 'write',
  honours: ['RoleName', 'PolicyName'],
  handle(input, context) {
    deleteInlinePolicy(context, 'role', input.RoleName, input.PolicyName);
    return {};
  },
});
