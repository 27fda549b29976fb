import type { AttachRolePolicyRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { attachPolicy } from './shared/attachments.ts';

/**
 * Attaches a managed policy, of the account or of AWS, to a role.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html
 */
export const AttachRolePolicy = operation<AttachRolePolicyRequest, object>({
  service: 'iam',
  name: 'AttachRolePolicy',
  access: 'write',
  honours: ['RoleName', 'PolicyArn'],
  handle(input, context) {
    attachPolicy(context, 'role', input.RoleName, input.PolicyArn);
    return {};
  },
});
