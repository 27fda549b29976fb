import type { RemoveRoleFromInstanceProfileRequest } from '@aws-sdk/client-iam';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { requireEntity } from './shared/entities.ts';

/**
 * Takes the role out of an instance profile.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveRoleFromInstanceProfile.html
 */
export const RemoveRoleFromInstanceProfile = operation<RemoveRoleFromInstanceProfileRequest, object>({
  service: 'iam',
  name: 'RemoveRoleFromInstanceProfile',
  access: 'write',
  honours: ['InstanceProfileName', 'RoleName'],
  handle(input, context) {
    const profile = requireEntity(context, 'instanceProfile', input.InstanceProfileName);
    const role = requireEntity(context, 'role', input.RoleName);
    if (profile.roleId !== role.id) {
      const message = `The role with name ${role.name} is not in the instance profile ${profile.name}.`;
      throw new ServiceError('NoSuchEntity', message);
    }
    const { roleId: _, ...empty } = profile;
    context.resources.put('instanceProfile', empty);
    return {};
  },
});
