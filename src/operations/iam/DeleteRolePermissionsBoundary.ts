import type { DeleteRolePermissionsBoundaryRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { deleteBoundary } from './shared/boundaries.ts';

/**
 * Takes the permissions boundary of a role away.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html
 */
export const DeleteRolePermissionsBoundary = operation<DeleteRolePermissionsBoundaryRequest, object>({
  service: 'iam',
  name: 'DeleteRolePermissionsBoundary',
  access: 'write',
  honours: ['RoleName'],
  handle(input, context) {
    deleteBoundary(context, 'role', input.RoleName);
    return {};
  },
});
