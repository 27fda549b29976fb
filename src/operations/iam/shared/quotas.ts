/**
 * How many of each thing an account may have, by IAM's names for the quotas. What AWS raises on request, the operator
 * can change.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
import { ServiceError } from '../../../model/errors.ts';
import { type QuotaName, quota } from '../../network/quotas.ts';
import type { OperationContext } from '../../operation.ts';

/** Those that are the same everywhere. Sizes are in characters without white space. */
export const fixedQuotas = {
  GroupsPerUser: 10,
  AccessKeysPerUser: 2,
  VersionsPerPolicy: 5,
  InstanceSessionsPerInstanceProfile: 1,
  PolicySize: 6144,
  ACLSizePerRole: 2048,
  UserPolicySize: 2048,
  GroupPolicySize: 5120,
  RolePolicySize: 10_240,
} as const;

const adjustable = {
  UsersPerAccount: 'usersPerAccount',
  GroupsPerAccount: 'groupsPerAccount',
  RolesPerAccount: 'rolesPerAccount',
  PoliciesPerAccount: 'policiesPerAccount',
  InstanceProfilesPerAccount: 'instanceProfilesPerAccount',
  PoliciesPerUser: 'policiesPerUser',
  PoliciesPerGroup: 'policiesPerGroup',
  PoliciesPerRole: 'policiesPerRole',
} as const satisfies Record<string, QuotaName>;

export type AdjustableQuota = keyof typeof adjustable;

/** The quota that holds. */
export function adjustableQuota(context: Pick<OperationContext, 'settings'>, name: AdjustableQuota): number {
  return quota(context, adjustable[name]);
}

/** @param count what there would be; @throws ServiceError `LimitExceeded` when that is more than the quota */
export function checkQuota(name: keyof typeof fixedQuotas, count: number): void {
  check(name, count, fixedQuotas[name]);
}

/** `checkQuota` of what the operator may have changed. */
export function checkAdjustable(
  context: Pick<OperationContext, 'settings'>,
  name: AdjustableQuota,
  count: number,
): void {
  check(name, count, adjustableQuota(context, name));
}

function check(name: string, count: number, max: number): void {
  if (count > max) throw new ServiceError('LimitExceeded', `Cannot exceed quota for ${name}: ${max}`);
}
