import type { UpdateAssumeRolePolicyRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { requireEntity } from './shared/entities.ts';
import { checkTrustPolicy } from './shared/trust.ts';

/**
 * Replaces the trust policy of a role: who may assume it. The principals must exist.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html
 */
export const UpdateAssumeRolePolicy = operation<UpdateAssumeRolePolicyRequest, object>({
  service: 'iam',
  name: 'UpdateAssumeRolePolicy',
  access: 'write',
  honours: ['RoleName', 'PolicyDocument'],
  handle(input, context) {
    const role = requireEntity(context, 'role', input.RoleName);
    const trustPolicy = checkTrustPolicy(context, role.id, input.PolicyDocument);
    context.resources.put('role', { ...role, trustPolicy });
    return {};
  },
});
