import type { ListGroupsRequest, ListGroupsResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { checkPathPrefix } from './shared/constraints.ts';
import { allEntities } from './shared/entities.ts';
import { byName, pageMembers, paginate } from './shared/paging.ts';
import { toGroup } from './shared/views.ts';

/**
 * Lists the groups of the account whose path begins with the prefix, by name.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroups.html
 */
export const ListGroups = operation<ListGroupsRequest, ListGroupsResponse>({
  service: 'iam',
  name: 'ListGroups',
  access: 'read',
  honours: ['PathPrefix', ...pageMembers],
  handle(input, context) {
    const prefix = checkPathPrefix(input.PathPrefix);
    const groups = allEntities(context, 'group').filter(({ path }) => path.startsWith(prefix));
    const { records, next } = paginate('ListGroups', groups, input, byName);
    return { Groups: records.map(toGroup), ...next };
  },
});
