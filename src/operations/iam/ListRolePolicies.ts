import type { ListRolePoliciesRequest, ListRolePoliciesResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { listInlinePolicies } from './shared/inline-policies.ts';
import { pageMembers } from './shared/paging.ts';

/**
 * Lists the names of the inline policies of a role.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html
 */
export const ListRolePolicies = operation<ListRolePoliciesRequest, ListRolePoliciesResponse>({
  service: 'iam',
  name: 'ListRolePolicies',
  access: 'read',
  honours: ['RoleName', ...pageMembers],
  handle(input, context) {
    return listInlinePolicies(context, 'role', input.RoleName, input);
  },
});
