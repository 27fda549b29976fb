import type { ListAttachedRolePoliciesRequest, ListAttachedRolePoliciesResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { listAttached } from './shared/attachments.ts';
import { pageMembers } from './shared/paging.ts';

/**
 * Lists the managed policies that are attached to a role, by name.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html
 */
export const ListAttachedRolePolicies = operation<
  ListAttachedRolePoliciesRequest,
  ListAttachedRolePoliciesResponse
>({
  service: 'iam',
  name: 'ListAttachedRolePolicies',
  access: 'read',
  honours: ['RoleName', 'PathPrefix', ...pageMembers],
  handle(input, context) {
    return listAttached(context, 'role', input.RoleName, input);
  },
});
