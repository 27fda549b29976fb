import type { UpdateRoleRequest, UpdateRoleResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { checkDescription, checkSessionDuration } from './shared/constraints.ts';
import { requireEntity } from './shared/entities.ts';

/**
 * Changes the description of a role and how long its sessions last at most.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html
 */
export const UpdateRole = operation<UpdateRoleRequest, UpdateRoleResponse>({
  service: 'iam',
  name: 'UpdateRole',
  access: 'write',
  honours: ['RoleName', 'Description', 'MaxSessionDuration'],
  handle(input, context) {
    const role = requireEntity(context, 'role', input.RoleName);
    const { Description: description, MaxSessionDuration: seconds } = input;
    context.resources.put('role', {
      ...role,
      ...(description !== undefined && { description: checkDescription(description) }),
      ...(seconds !== undefined && { maxSessionDurationSeconds: checkSessionDuration(seconds) }),
    });
    return {};
  },
});
