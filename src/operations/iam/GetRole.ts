import type { GetRoleRequest, GetRoleResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { requireEntity } from './shared/entities.ts';
import { toRoleDetail } from './shared/views.ts';

/**
 * Answers a role with its trust policy, percent-encoded.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html
 */
export const GetRole = operation<GetRoleRequest, GetRoleResponse>({
  service: 'iam',
  name: 'GetRole',
  access: 'read',
  honours: ['RoleName'],
  handle(input, context) {
    return { Role: toRoleDetail(requireEntity(context, 'role', input.RoleName)) };
  },
});
