import type { UpdateGroupRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { checkPath } from './shared/constraints.ts';
import { checkEntityName, renameEntity, requireEntity } from './shared/entities.ts';

/**
 * Renames or moves a group. Its id, members and permissions stay.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateGroup.html
 */
export const UpdateGroup = operation<UpdateGroupRequest, object>({
  service: 'iam',
  name: 'UpdateGroup',
  access: 'write',
  honours: ['GroupName', 'NewGroupName', 'NewPath'],
  handle(input, context) {
    const before = requireEntity(context, 'group', input.GroupName);
    const { NewGroupName: name, NewPath: path } = input;
    renameEntity(context, 'group', before, {
      ...before,
      ...(name !== undefined && { name: checkEntityName('group', name, 'newGroupName') }),
      ...(path !== undefined && { path: checkPath(path, 'newPath') }),
    });
    return {};
  },
});
