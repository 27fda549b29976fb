import type { UpdateUserRequest } from '@aws-sdk/client-iam';
import { iamArn } from '../../model/iam-arns.ts';
import { operation } from '../operation.ts';
import { checkPath } from './shared/constraints.ts';
import { checkEntityName, renameEntity, requireEntity } from './shared/entities.ts';
import { replacePrincipal } from './shared/trust.ts';

/**
 * Renames or moves a user. Its id, keys, groups and permissions stay; trust policies that name it follow.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateUser.html
 */
export const UpdateUser = operation<UpdateUserRequest, object>({
  service: 'iam',
  name: 'UpdateUser',
  access: 'write',
  honours: ['UserName', 'NewUserName', 'NewPath'],
  handle(input, context) {
    const before = requireEntity(context, 'user', input.UserName);
    const { NewUserName: name, NewPath: path } = input;
    const after = {
      ...before,
      ...(name !== undefined && { name: checkEntityName('user', name, 'newUserName') }),
      ...(path !== undefined && { path: checkPath(path, 'newPath') }),
    };
    renameEntity(context, 'user', before, after);
    replacePrincipal(context, iamArn('user', before), iamArn('user', after));
    return {};
  },
});
