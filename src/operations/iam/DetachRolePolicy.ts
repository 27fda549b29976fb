import type { DetachRolePolicyRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { detachPolicy } from './shared/attachments.ts';

/**
 * Detaches a managed policy from a role.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html
 */
export const DetachRolePolicy = operation<DetachRolePolicyRequest, object>({
  service: 'iam',
  name: 'DetachRolePolicy',
  access: 'write',
  honours: ['RoleName', 'PolicyArn'],
  handle(input, context) {
    detachPolicy(context, 'role', input.RoleName, input.PolicyArn);
    return {};
  },
});
