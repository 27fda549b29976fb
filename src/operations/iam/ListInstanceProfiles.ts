import type { ListInstanceProfilesRequest, ListInstanceProfilesResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { checkPathPrefix } from './shared/constraints.ts';
import { allEntities } from './shared/entities.ts';
import { byName, pageMembers, paginate } from './shared/paging.ts';
import { toInstanceProfile } from './shared/views.ts';

/**
 * Lists the instance profiles of the account whose path begins with the prefix, by name.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfiles.html
 */
export const ListInstanceProfiles = operation<ListInstanceProfilesRequest, ListInstanceProfilesResponse>({
  service: 'iam',
  name: 'ListInstanceProfiles',
  access: 'read',
  honours: ['PathPrefix', ...pageMembers],
  handle(input, context) {
    const prefix = checkPathPrefix(input.PathPrefix);
    const profiles = allEntities(context, 'instanceProfile').filter(({ path }) => path.startsWith(prefix));
    const { records, next } = paginate('ListInstanceProfiles', profiles, input, byName);
    return {
      InstanceProfiles: records.map((profile) => toInstanceProfile(context.resources, profile)),
      ...next,
    };
  },
});
