import type { ListUserPoliciesRequest, ListUserPoliciesResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { listInlinePolicies } from './shared/inline-policies.ts';
import { pageMembers } from './shared/paging.ts';

/**
 * Lists the names of the inline policies of a user.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserPolicies.html
 */
export const ListUserPolicies = operation<ListUserPoliciesRequest, ListUserPoliciesResponse>({
  service: 'iam',
  name: 'ListUserPolicies',
  access: 'read',
  honours: ['UserName', ...pageMembers],
  handle(input, context) {
    return listInlinePolicies(context, 'user', input.UserName, input);
  },
});
