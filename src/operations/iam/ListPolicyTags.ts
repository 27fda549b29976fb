import type { ListPolicyTagsRequest, ListPolicyTagsResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { toSdkTags } from '../shared/tags.ts';
import { requirePolicy } from './shared/managed-policies.ts';
import { pageMembers, paginate } from './shared/paging.ts';

/**
 * Lists the tags of a managed policy of the account, by key.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyTags.html
 */
export const ListPolicyTags = operation<ListPolicyTagsRequest, ListPolicyTagsResponse>({
  service: 'iam',
  name: 'ListPolicyTags',
  access: 'read',
  honours: ['PolicyArn', ...pageMembers],
  handle(input, context) {
    const { tags } = requirePolicy(context, input.PolicyArn);
    const { records, next } = paginate('ListPolicyTags', tags, input, ({ key }) => key.toLowerCase());
    return { Tags: toSdkTags(records), ...next };
  },
});
