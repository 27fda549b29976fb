import type { AddUserToGroupRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { dependOn } from '../shared/dependents.ts';
import { requireEntity } from './shared/entities.ts';
import { checkQuota } from './shared/quotas.ts';

/**
 * Gives a user the permissions of a group. Adding a member again changes nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddUserToGroup.html
 */
export const AddUserToGroup = operation<AddUserToGroupRequest, object>({
  service: 'iam',
  name: 'AddUserToGroup',
  access: 'write',
  honours: ['GroupName', 'UserName'],
  handle(input, context) {
    const group = requireEntity(context, 'group', input.GroupName);
    const user = requireEntity(context, 'user', input.UserName);
    if (user.groupIds.includes(group.id)) return {};
    checkQuota('GroupsPerUser', user.groupIds.length + 1);
    context.resources.put('user', { ...user, groupIds: [...user.groupIds, group.id] });
    dependOn(context.resources, group.id, user.id);
    return {};
  },
});
