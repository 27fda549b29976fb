import type { DeleteRoleRequest } from '@aws-sdk/client-iam';
import { iamArn } from '../../model/iam-arns.ts';
import { operation } from '../operation.ts';
import { refuseWhen, refuseWithPolicies } from './shared/delete-conflicts.ts';
import { removeEntity, requireEntity } from './shared/entities.ts';
import { replacePrincipal } from './shared/trust.ts';

/**
 * Deletes a role that is in no instance profile and has no policies. Trust policies keep its id, so that no later role of the name is trusted.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html
 */
export const DeleteRole = operation<DeleteRoleRequest, object>({
  service: 'iam',
  name: 'DeleteRole',
  access: 'write',
  honours: ['RoleName'],
  handle(input, context) {
    const role = requireEntity(context, 'role', input.RoleName);
    const profiles = context.resources.find('instanceProfile', 'role', role.id);
    refuseWhen(profiles.length > 0, 'remove roles from instance profile');
    refuseWithPolicies(role);
    replacePrincipal(context, iamArn('role', role), role.id);
    removeEntity(context, 'role', role);
    return {};
  },
});
