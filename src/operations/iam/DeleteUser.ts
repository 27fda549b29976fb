import type { DeleteUserRequest } from '@aws-sdk/client-iam';
import { iamArn } from '../../model/iam-arns.ts';
import { operation } from '../operation.ts';
import { refuseWhen, refuseWithPolicies } from './shared/delete-conflicts.ts';
import { removeEntity, requireEntity } from './shared/entities.ts';
import { replacePrincipal } from './shared/trust.ts';

/**
 * Deletes a user that has no keys, groups and policies. Trust policies keep its id, so that no later user of the name is trusted.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html
 */
export const DeleteUser = operation<DeleteUserRequest, object>({
  service: 'iam',
  name: 'DeleteUser',
  access: 'write',
  honours: ['UserName'],
  handle(input, context) {
    const user = requireEntity(context, 'user', input.UserName);
    refuseWhen(context.resources.count('accessKey', 'user', user.id) > 0, 'delete access keys');
    refuseWhen(user.groupIds.length > 0, 'remove users from group');
    refuseWithPolicies(user);
    removeEntity(context, 'user', user);
    replacePrincipal(context, iamArn('user', user), user.id);
    return {};
  },
});
