import type { ListGroupPoliciesRequest, ListGroupPoliciesResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { listInlinePolicies } from './shared/inline-policies.ts';
import { pageMembers } from './shared/paging.ts';

/**
 * Lists the names of the inline policies of a group.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupPolicies.html
 */
export const ListGroupPolicies = operation<ListGroupPoliciesRequest, ListGroupPoliciesResponse>({
  service: 'iam',
  name: 'ListGroupPolicies',
  access: 'read',
  honours: ['GroupName', ...pageMembers],
  handle(input, context) {
    return listInlinePolicies(context, 'group', input.GroupName, input);
  },
});
