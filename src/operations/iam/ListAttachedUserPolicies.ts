import type { ListAttachedUserPoliciesRequest, ListAttachedUserPoliciesResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { listAttached } from './shared/attachments.ts';
import { pageMembers } from './shared/paging.ts';

/**
 * Lists the managed policies that are attached to a user, by name.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedUserPolicies.html
 */
export const ListAttachedUserPolicies = operation<
  ListAttachedUserPoliciesRequest,
  ListAttachedUserPoliciesResponse
>({
  service: 'iam',
  name: 'ListAttachedUserPolicies',
  access: 'read',
  honours: ['UserName', 'PathPrefix', ...pageMembers],
  handle(input, context) {
    return listAttached(context, 'user', input.UserName, input);
  },
});
