import type {
  GetAccountAuthorizationDetailsRequest,
  GetAccountAuthorizationDetailsResponse,
} from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import {
  allEntries,
  groupDetail,
  policyDetail,
  roleDetail,
  userDetail,
} from './shared/authorization-details.ts';
import { pageMembers, paginate } from './shared/paging.ts';

/**
 * Everything that decides about permissions in the account: users, groups, roles, and the managed policies of the account and
 * those of AWS that are in use. Documents are percent-encoded.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
export const GetAccountAuthorizationDetails = operation<
  GetAccountAuthorizationDetailsRequest,
  GetAccountAuthorizationDetailsResponse
>({
  service: 'iam',
  name: 'GetAccountAuthorizationDetails',
  access: 'read',
  honours: ['Filter', ...pageMembers],
  handle(input, context) {
    const entries = allEntries(context).filter(
      ({ type }) => !input.Filter?.length || input.Filter.includes(type),
    );
    const { records, next } = paginate('GetAccountAuthorizationDetails', entries, input, ({ key }) => key);
    return {
      UserDetailList: records.flatMap((entry) =>
        entry.type === 'User' ? [userDetail(context, entry.record)] : [],
      ),
      GroupDetailList: records.flatMap((entry) =>
        entry.type === 'Group' ? [groupDetail(entry.record)] : [],
      ),
      RoleDetailList: records.flatMap((entry) =>
        entry.type === 'Role' ? [roleDetail(context, entry.record)] : [],
      ),
      Policies: records.flatMap((entry) =>
        'policyId' in entry.record ? [policyDetail(context, entry.record)] : [],
      ),
      ...next,
    };
  },
});
