import type { RemoveUserFromGroupRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { requireEntity } from './shared/entities.ts';

/**
 * Takes a user out of a group. Removing who is no member changes nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveUserFromGroup.html
 */
export const RemoveUserFromGroup = operation<RemoveUserFromGroupRequest, object>({
  service: 'iam',
  name: 'RemoveUserFromGroup',
  access: 'write',
  honours: ['GroupName', 'UserName'],
  handle(input, context) {
    const group = requireEntity(context, 'group', input.GroupName);
    const user = requireEntity(context, 'user', input.UserName);
    const groupIds = user.groupIds.filter((id) => id !== group.id);
    context.resources.put('user', { ...user, groupIds });
    return {};
  },
});
