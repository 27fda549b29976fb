import type { DeleteInstanceProfileRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { refuseWhen } from './shared/delete-conflicts.ts';
import { removeEntity, requireEntity } from './shared/entities.ts';

/**
 * Deletes an instance profile that holds no role.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteInstanceProfile.html
 */
export const DeleteInstanceProfile = operation<DeleteInstanceProfileRequest, object>({
  service: 'iam',
  name: 'DeleteInstanceProfile',
  access: 'write',
  honours: ['InstanceProfileName'],
  handle(input, context) {
    const profile = requireEntity(context, 'instanceProfile', input.InstanceProfileName);
    refuseWhen(profile.roleId !== undefined, 'remove roles from instance profile');
    removeEntity(context, 'instanceProfile', profile);
    return {};
  },
});
