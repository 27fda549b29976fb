import type { UpdateRoleDescriptionRequest, UpdateRoleDescriptionResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { checkDescription } from './shared/constraints.ts';
import { requireEntity } from './shared/entities.ts';
import { toRole } from './shared/views.ts';

/**
 * Changes the description of a role. UpdateRole does that too.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRoleDescription.html
 */
export const UpdateRoleDescription = operation<UpdateRoleDescriptionRequest, UpdateRoleDescriptionResponse>({
  service: 'iam',
  name: 'UpdateRoleDescription',
  access: 'write',
  honours: ['RoleName', 'Description'],
  handle(input, context) {
    const role = requireEntity(context, 'role', input.RoleName);
    const changed = { ...role, description: checkDescription(input.Description ?? '') };
    context.resources.put('role', changed);
    return { Role: toRole(changed) };
  },
});
