import type { ListRolesRequest, ListRolesResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { checkPathPrefix } from './shared/constraints.ts';
import { allEntities } from './shared/entities.ts';
import { byName, pageMembers, paginate } from './shared/paging.ts';
import { toRole } from './shared/views.ts';

/**
 * Lists the roles of the account whose path begins with the prefix, by name.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html
 */
export const ListRoles = operation<ListRolesRequest, ListRolesResponse>({
  service: 'iam',
  name: 'ListRoles',
  access: 'read',
  honours: ['PathPrefix', ...pageMembers],
  handle(input, context) {
    const prefix = checkPathPrefix(input.PathPrefix);
    const roles = allEntities(context, 'role').filter(({ path }) => path.startsWith(prefix));
    const { records, next } = paginate('ListRoles', roles, input, byName);
    return { Roles: records.map(toRole), ...next };
  },
});
