import type { GetAccountSummaryResponse } from '@aws-sdk/client-iam';
import { type OperationContext, operation } from '../operation.ts';
import { keysOf } from './shared/access-keys.ts';
import { allEntities } from './shared/entities.ts';
import { adjustableQuota, fixedQuotas } from './shared/quotas.ts';

/**
 * How many of each thing the account has, and how many it may have.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html
 */
export const GetAccountSummary = operation<object, GetAccountSummaryResponse>({
  service: 'iam',
  name: 'GetAccountSummary',
  access: 'read',
  honours: [],
  handle(_input, context) {
    return { SummaryMap: { ...countsOf(context), ...quotasOf(context) } };
  },
});

function countsOf(context: OperationContext): Record<string, number> {
  const policies = allEntities(context, 'managedPolicy');
  return {
    Users: allEntities(context, 'user').length,
    Groups: allEntities(context, 'group').length,
    Roles: allEntities(context, 'role').length,
    InstanceProfiles: allEntities(context, 'instanceProfile').length,
    Policies: policies.length,
    PolicyVersionsInUse: policies.reduce((sum, { versions }) => sum + versions.length, 0),
    AccountAccessKeysPresent: keysOf(context, 'root').length > 0 ? 1 : 0,
  };
}

/** What is not here is zero. */
function quotasOf(context: OperationContext): Record<string, number> {
  const policies = adjustableQuota(context, 'PoliciesPerAccount');
  return {
    AccessKeysPerUserQuota: fixedQuotas.AccessKeysPerUser,
    AccountMFAEnabled: 0,
    AccountPasswordPresent: 0,
    AccountSigningCertificatesPresent: 0,
    AssumeRolePolicySizeQuota: fixedQuotas.ACLSizePerRole,
    AttachedPoliciesPerGroupQuota: adjustableQuota(context, 'PoliciesPerGroup'),
    AttachedPoliciesPerRoleQuota: adjustableQuota(context, 'PoliciesPerRole'),
    AttachedPoliciesPerUserQuota: adjustableQuota(context, 'PoliciesPerUser'),
    GroupPolicySizeQuota: fixedQuotas.GroupPolicySize,
    GroupsPerUserQuota: fixedQuotas.GroupsPerUser,
    GroupsQuota: adjustableQuota(context, 'GroupsPerAccount'),
    InstanceProfilesQuota: adjustableQuota(context, 'InstanceProfilesPerAccount'),
    MFADevices: 0,
    MFADevicesInUse: 0,
    PoliciesQuota: policies,
    PolicySizeQuota: fixedQuotas.PolicySize,
    PolicyVersionsInUseQuota: policies * fixedQuotas.VersionsPerPolicy,
    Providers: 0,
    RolePolicySizeQuota: fixedQuotas.RolePolicySize,
    RolesQuota: adjustableQuota(context, 'RolesPerAccount'),
    ServerCertificates: 0,
    ServerCertificatesQuota: 0,
    SigningCertificatesPerUserQuota: 0,
    UserPolicySizeQuota: fixedQuotas.UserPolicySize,
    UsersQuota: adjustableQuota(context, 'UsersPerAccount'),
    VersionsPerPolicyQuota: fixedQuotas.VersionsPerPolicy,
  };
}
