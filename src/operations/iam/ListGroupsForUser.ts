import type { ListGroupsForUserRequest, ListGroupsForUserResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { requireEntity } from './shared/entities.ts';
import { byName, pageMembers, paginate } from './shared/paging.ts';
import { toGroup } from './shared/views.ts';

/**
 * Lists the groups that a user is in, by name.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupsForUser.html
 */
export const ListGroupsForUser = operation<ListGroupsForUserRequest, ListGroupsForUserResponse>({
  service: 'iam',
  name: 'ListGroupsForUser',
  access: 'read',
  honours: ['UserName', ...pageMembers],
  handle(input, context) {
    const { groupIds } = requireEntity(context, 'user', input.UserName);
    const groups = groupIds
      .map((id) => context.resources.get('group', id))
      .filter((group) => group !== undefined);
    const { records, next } = paginate('ListGroupsForUser', groups, input, byName);
    return { Groups: records.map(toGroup), ...next };
  },
});
