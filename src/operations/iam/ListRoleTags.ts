import type { ListRoleTagsRequest, ListRoleTagsResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { toSdkTags } from '../shared/tags.ts';
import { requireEntity } from './shared/entities.ts';
import { pageMembers, paginate } from './shared/paging.ts';

/**
 * Lists the tags of a role, by key.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoleTags.html
 */
export const ListRoleTags = operation<ListRoleTagsRequest, ListRoleTagsResponse>({
  service: 'iam',
  name: 'ListRoleTags',
  access: 'read',
  honours: ['RoleName', ...pageMembers],
  handle(input, context) {
    const { tags } = requireEntity(context, 'role', input.RoleName);
    const { records, next } = paginate('ListRoleTags', tags, input, ({ key }) => key.toLowerCase());
    return { Tags: toSdkTags(records), ...next };
  },
});
