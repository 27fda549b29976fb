import type { DeleteGroupRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { refuseWhen, refuseWithPolicies } from './shared/delete-conflicts.ts';
import { removeEntity, requireEntity } from './shared/entities.ts';

/**
 * Deletes a group that has no users and policies.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroup.html
 */
export const DeleteGroup = operation<DeleteGroupRequest, object>({
  service: 'iam',
  name: 'DeleteGroup',
  access: 'write',
  honours: ['GroupName'],
  handle(input, context) {
    const group = requireEntity(context, 'group', input.GroupName);
    refuseWhen(context.resources.count('user', 'group', group.id) > 0, 'remove users from group');
    refuseWithPolicies(group);
    removeEntity(context, 'group', group);
    return {};
  },
});
