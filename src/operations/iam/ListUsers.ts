import type { ListUsersRequest, ListUsersResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { checkPathPrefix } from './shared/constraints.ts';
import { allEntities } from './shared/entities.ts';
import { byName, pageMembers, paginate } from './shared/paging.ts';
import { toUser } from './shared/views.ts';

/**
 * Lists the users of the account whose path begins with the prefix, by name.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html
 */
export const ListUsers = operation<ListUsersRequest, ListUsersResponse>({
  service: 'iam',
  name: 'ListUsers',
  access: 'read',
  honours: ['PathPrefix', ...pageMembers],
  handle(input, context) {
    const prefix = checkPathPrefix(input.PathPrefix);
    const users = allEntities(context, 'user').filter(({ path }) => path.startsWith(prefix));
    const { records, next } = paginate('ListUsers', users, input, byName);
    return { Users: records.map(toUser), ...next };
  },
});
