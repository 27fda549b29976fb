import type { ListPolicyVersionsRequest, ListPolicyVersionsResponse } from '@aws-sdk/client-iam';
import type { ManagedPolicyVersion } from '../../model/identity-resources.ts';
import { operation } from '../operation.ts';
import { requirePolicy } from './shared/managed-policies.ts';
import { pageMembers, paginate } from './shared/paging.ts';
import { toVersion } from './shared/views.ts';

/**
 * Lists the versions of a managed policy without documents, the newest first.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html
 */
export const ListPolicyVersions = operation<ListPolicyVersionsRequest, ListPolicyVersionsResponse>({
  service: 'iam',
  name: 'ListPolicyVersions',
  access: 'read',
  honours: ['PolicyArn', ...pageMembers],
  handle(input, context) {
    const policy = requirePolicy(context, input.PolicyArn);
    const key = ({ id }: ManagedPolicyVersion) => String(1e9 - Number(id.slice(1)));
    const { records, next } = paginate('ListPolicyVersions', policy.versions, input, key);
    return { Versions: records.map((version) => toVersion(policy, version)), ...next };
  },
});
