import type { ListUserTagsRequest, ListUserTagsResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { toSdkTags } from '../shared/tags.ts';
import { requireEntity } from './shared/entities.ts';
import { pageMembers, paginate } from './shared/paging.ts';

/**
 * Lists the tags of a user, by key.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserTags.html
 */
export const ListUserTags = operation<ListUserTagsRequest, ListUserTagsResponse>({
  service: 'iam',
  name: 'ListUserTags',
  access: 'read',
  honours: ['UserName', ...pageMembers],
  handle(input, context) {
    const { tags } = requireEntity(context, 'user', input.UserName);
    const { records, next } = paginate('ListUserTags', tags, input, ({ key }) => key.toLowerCase());
    return { Tags: toSdkTags(records), ...next };
  },
});
