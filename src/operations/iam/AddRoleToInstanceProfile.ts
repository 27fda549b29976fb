import type { AddRoleToInstanceProfileRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { dependOn } from '../shared/dependents.ts';
import { requireEntity } from './shared/entities.ts';
import { checkQuota } from './shared/quotas.ts';

/**
 * Puts a role into an instance profile, which holds one at most.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html
 */
export const AddRoleToInstanceProfile = operation<AddRoleToInstanceProfileRequest, object>({
  service: 'iam',
  name: 'AddRoleToInstanceProfile',
  access: 'write',
  honours: ['InstanceProfileName', 'RoleName'],
  handle(input, context) {
    const profile = requireEntity(context, 'instanceProfile', input.InstanceProfileName);
    const role = requireEntity(context, 'role', input.RoleName);
    checkQuota('InstanceSessionsPerInstanceProfile', profile.roleId === undefined ? 1 : 2);
    context.resources.put('instanceProfile', { ...profile, roleId: role.id });
    dependOn(context.resources, role.id, profile.id);
    return {};
  },
});
