import type { PutRolePolicyRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { putInlinePolicy } from './shared/inline-policies.ts';

/**
 * Writes an inline policy of a role, in the place of the one with this name if there is one.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html
 */
export const PutRolePolicy = operation<PutRolePolicyRequest, object>({
  service: 'iam',
  name: 'PutRolePolicy',
  access: 'write',
  honours: ['RoleName', 'PolicyName', 'PolicyDocument'],
  handle(input, context) {
    putInlinePolicy(context, 'role', input.RoleName, input);
    return {};
  },
});
