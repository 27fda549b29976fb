import type {
  ListInstanceProfilesForRoleRequest,
  ListInstanceProfilesForRoleResponse,
} from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { requireEntity } from './shared/entities.ts';
import { byName, pageMembers, paginate } from './shared/paging.ts';
import { toInstanceProfile } from './shared/views.ts';

/**
 * Lists the instance profiles that hold a role, by name.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfilesForRole.html
 */
export const ListInstanceProfilesForRole = operation<
  ListInstanceProfilesForRoleRequest,
  ListInstanceProfilesForRoleResponse
>({
  service: 'iam',
  name: 'ListInstanceProfilesForRole',
  access: 'read',
  honours: ['RoleName', ...pageMembers],
  handle(input, context) {
    const role = requireEntity(context, 'role', input.RoleName);
    const profiles = context.resources.find('instanceProfile', 'role', role.id);
    const { records, next } = paginate('ListInstanceProfilesForRole', profiles, input, byName);
    return {
      InstanceProfiles: records.map((profile) => toInstanceProfile(context.resources, profile)),
      ...next,
    };
  },
});
