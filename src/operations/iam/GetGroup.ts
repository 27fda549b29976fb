import type { GetGroupRequest, GetGroupResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { requireEntity } from './shared/entities.ts';
import { byName, pageMembers, paginate } from './shared/paging.ts';
import { toGroup, toUser } from './shared/views.ts';

/**
 * Answers a group and a page of its users, by name.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetGroup.html
 */
export const GetGroup = operation<GetGroupRequest, GetGroupResponse>({
  service: 'iam',
  name: 'GetGroup',
  access: 'read',
  honours: ['GroupName', ...pageMembers],
  handle(input, context) {
    const group = requireEntity(context, 'group', input.GroupName);
    const users = context.resources.find('user', 'group', group.id);
    const { records, next } = paginate('GetGroup', users, input, byName);
    return { Group: toGroup(group), Users: records.map(toUser), ...next };
  },
});
