import type { PutRolePermissionsBoundaryRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { putBoundary } from './shared/boundaries.ts';

/**
 * Sets the managed policy beyond which a role has no permissions.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html
 */
export const PutRolePermissionsBoundary = operation<PutRolePermissionsBoundaryRequest, object>({
  service: 'iam',
  name: 'PutRolePermissionsBoundary',
  access: 'write',
  honours: ['RoleName', 'PermissionsBoundary'],
  handle(input, context) {
    putBoundary(context, 'role', input.RoleName, input.PermissionsBoundary);
    return {};
  },
});
