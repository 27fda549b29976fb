import type { GetAccountSummaryResponse } from '@aws-sdk/client-iam';
import { type OperationContext, operation } from '../operation.ts';
import { keysOf } from './shared/access-keys.ts';
import { allEntities } from './shared/entities.ts';
import { quotas } from './shared/quotas.ts';

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
    return { SummaryMap: { ...countsOf(context), ...limits } };
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
const limits: Readonly<Record<string, number>> = {
  AccessKeysPerUserQuota: quotas.AccessKeysPerUser,
  AccountMFAEnabled: 0,
  AccountPasswordPresent: 0,
  AccountSigningCertificatesPresent: 0,
  AssumeRolePolicySizeQuota: quotas.ACLSizePerRole,
  AttachedPoliciesPerGroupQuota: quotas.PoliciesPerGroup,
  AttachedPoliciesPerRoleQuota: quotas.PoliciesPerRole,
  AttachedPoliciesPerUserQuota: quotas.PoliciesPerUser,
  GroupPolicySizeQuota: quotas.GroupPolicySize,
  GroupsPerUserQuota: quotas.GroupsPerUser,
  GroupsQuota: quotas.GroupsPerAccount,
  InstanceProfilesQuota: quotas.InstanceProfilesPerAccount,
  MFADevices: 0,
  MFADevicesInUse: 0,
  PoliciesQuota: quotas.PoliciesPerAccount,
  PolicySizeQuota: quotas.PolicySize,
  PolicyVersionsInUseQuota: quotas.PoliciesPerAccount * quotas.VersionsPerPolicy,
  Providers: 0,
  RolePolicySizeQuota: quotas.RolePolicySize,
  RolesQuota: quotas.RolesPerAccount,
  ServerCertificates: 0,
  ServerCertificatesQuota: 0,
  SigningCertificatesPerUserQuota: 0,
  UserPolicySizeQuota: quotas.UserPolicySize,
  UsersQuota: quotas.UsersPerAccount,
  VersionsPerPolicyQuota: quotas.VersionsPerPolicy,
};
