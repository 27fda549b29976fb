import type { PutUserPermissionsBoundaryRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { putBoundary } from './shared/boundaries.ts';

/**
 * Sets the managed policy beyond which a user has no permissions.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPermissionsBoundary.html
 */
export const PutUserPermissionsBoundary = operation<PutUserPermissionsBoundaryRequest, object>({
  service: 'iam',
  name: 'PutUserPermissionsBoundary',
  access: 'write',
  honours: ['UserName', 'PermissionsBoundary'],
  handle(input, context) {
    putBoundary(context, 'user', input.UserName, input.PermissionsBoundary);
    return {};
  },
});
