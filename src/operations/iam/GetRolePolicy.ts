import type { GetRolePolicyRequest, GetRolePolicyResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { getInlinePolicy } from './shared/inline-policies.ts';

/**
 * Answers an inline policy of a role, percent-encoded.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html
 */
export const GetRolePolicy = operation<GetRolePolicyRequest, GetRolePolicyResponse>({
  service: 'iam',
  name: 'GetRolePolicy',
  access: 'read',
  honours: ['RoleName', 'PolicyName'],
  handle(input, context) {
    const policy = getInlinePolicy(context, 'role', input.RoleName, input.PolicyName);
    return { RoleName: input.RoleName, ...policy };
  },
});
