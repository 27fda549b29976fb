/**
 * How many of each thing an account may have, by IAM's names for the quotas.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
import { ServiceError } from '../../../model/errors.ts';

/** Sizes are in characters without white space. */
export const quotas = {
  UsersPerAccount: 5000,
  GroupsPerAccount: 300,
  RolesPerAccount: 1000,
  PoliciesPerAccount: 1500,
  InstanceProfilesPerAccount: 1000,
  GroupsPerUser: 10,
  AccessKeysPerUser: 2,
  PoliciesPerUser: 10,
  PoliciesPerGroup: 10,
  PoliciesPerRole: 10,
  VersionsPerPolicy: 5,
  InstanceSessionsPerInstanceProfile: 1,
  PolicySize: 6144,
  ACLSizePerRole: 2048,
  UserPolicySize: 2048,
  GroupPolicySize: 5120,
  RolePolicySize: 10_240,
} as const;

/** @param count what there would be; @throws ServiceError `LimitExceeded` when that is more than the quota */
export function checkQuota(name: keyof typeof quotas, count: number): void {
  if (count <= quotas[name]) return;
  throw new ServiceError('LimitExceeded', `Cannot exceed quota for ${name}: ${quotas[name]}`);
}
