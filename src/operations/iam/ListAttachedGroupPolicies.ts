import type {
  ListAttachedGroupPoliciesRequest,
  ListAttachedGroupPoliciesResponse,
} from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { listAttached } from './shared/attachments.ts';
import { pageMembers } from './shared/paging.ts';

/**
 * Lists the managed policies that are attached to a group, by name.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedGroupPolicies.html
 */
export const ListAttachedGroupPolicies = operation<
  ListAttachedGroupPoliciesRequest,
  ListAttachedGroupPoliciesResponse
>({
  service: 'iam',
  name: 'ListAttachedGroupPolicies',
  access: 'read',
  honours: ['GroupName', 'PathPrefix', ...pageMembers],
  handle(input, context) {
    return listAttached(context, 'group', input.GroupName, input);
  },
});
