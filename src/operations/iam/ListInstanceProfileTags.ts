import type { ListInstanceProfileTagsRequest, ListInstanceProfileTagsResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { toSdkTags } from '../shared/tags.ts';
import { requireEntity } from './shared/entities.ts';
import { pageMembers, paginate } from './shared/paging.ts';

/**
 * Lists the tags of an instance profile, by key.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfileTags.html
 */
export const ListInstanceProfileTags = operation<
  ListInstanceProfileTagsRequest,
  ListInstanceProfileTagsResponse
>({
  service: 'iam',
  name: 'ListInstanceProfileTags',
  access: 'read',
  honours: ['InstanceProfileName', ...pageMembers],
  handle(input, context) {
    const { tags } = requireEntity(context, 'instanceProfile', input.InstanceProfileName);
    const { records, next } = paginate('ListInstanceProfileTags', tags, input, ({ key }) =>
      key.toLowerCase(),
    );
    return { Tags: toSdkTags(records), ...next };
  },
});
