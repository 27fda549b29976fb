import type { DeleteUserPermissionsBoundaryRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { deleteBoundary } from './shared/boundaries.ts';

/**
 * Takes the permissions boundary of a user away.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPermissionsBoundary.html
 */
export const DeleteUserPermissionsBoundary = operation<DeleteUserPermissionsBoundaryRequest, object>({
  service: 'iam',
  name: 'DeleteUserPermissionsBoundary',
  access: 'write',
  honours: ['UserName'],
  handle(input, context) {
    deleteBoundary(context, 'user', input.UserName);
    return {};
  },
});
