/** Managed policies of the account and of AWS, looked up and counted the same way. */
import {
  type AwsManagedPolicy,
  awsManagedPolicies,
  awsManagedPolicy,
} from '../../../model/aws-managed-policies.ts';
import { ServiceError } from '../../../model/errors.ts';
import type {
  Group,
  ManagedPolicy,
  ManagedPolicyVersion,
  Role,
  User,
} from '../../../model/identity-resources.ts';
import type { Arn } from '../../../model/ids.ts';
import type { OperationContext } from '../../operation.ts';
import { checkLength, violation } from './constraints.ts';
import { allEntities } from './entities.ts';

/** The policy with this ARN, of the caller's account or of AWS. @throws ServiceError `InvalidInput`, `NoSuchEntity` */
export function requirePolicy(context: OperationContext, arn: string | undefined): ManagedPolicy {
  const found = findPolicy(context, arn);
  if (found) return found;
  throw new ServiceError('NoSuchEntity', `Policy ${arn} was not found.`);
}

/**
 * The policy with this ARN, of the caller's account or of AWS, to be attached to something.
 * @throws ServiceError `InvalidInput`, `NoSuchEntity`
 */
export function requireAttachable(context: OperationContext, arn: string | undefined): ManagedPolicy {
  const found = findPolicy(context, arn);
  if (found) return found;
  throw new ServiceError('NoSuchEntity', `Policy ${arn} does not exist or is not attachable.`);
}

/**
 * The policy with this ARN, of the caller's account.
 * @throws ServiceError `InvalidInput`, `NoSuchEntity`, `AccessDenied` for a policy of AWS
 */
export function requireOwnPolicy(context: OperationContext, arn: string | undefined): ManagedPolicy {
  const policy = requirePolicy(context, arn);
  if (!isAwsPolicy(policy)) return policy;
  throw new ServiceError('AccessDenied', `The policy ${arn} belongs to AWS. Nobody can change or delete it.`);
}

/** The version of the policy with this id (`v1`). @throws ServiceError `ValidationError`, `NoSuchEntity` */
export function requireVersion(policy: ManagedPolicy, id = ''): ManagedPolicyVersion {
  const pattern = 'v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?';
  if (!/^v[1-9]\d{0,15}(?:\.[A-Za-z0-9-]*)?$/.test(id)) {
    throw violation('versionId', id, `Member must satisfy regular expression pattern: ${pattern}`);
  }
  const found = policy.versions.find((version) => version.id === id);
  if (found) return found;
  const message = `Policy ${policy.id} version ${id} does not exist or is not attachable.`;
  throw new ServiceError('NoSuchEntity', message);
}

/** Whether the policy is one of AWS's own, which no account can change. */
export function isAwsPolicy({ accountId }: ManagedPolicy): boolean {
  return accountId === 'aws';
}

/** All that the caller can attach: those of the account, and of AWS. */
export function allPolicies(context: OperationContext, scope: string = 'All'): readonly ManagedPolicy[] {
  return [
    ...(scope === 'AWS' ? [] : allEntities(context, 'managedPolicy')),
    ...(scope === 'Local' ? [] : awsManagedPolicies().map(asManagedPolicy)),
  ];
}

/** The users, groups and roles of the caller's account that have the policy attached, or as their boundary. */
export function usesOf({ resources, caller }: OperationContext, arn: Arn): PolicyUses {
  // A policy of AWS may be used by every account.
  const own = <T extends { readonly accountId: string }>(records: readonly T[]) =>
    records.filter(({ accountId }) => accountId === caller.accountId);
  return {
    attached: {
      users: own(resources.find('user', 'policy', arn)),
      groups: own(resources.find('group', 'policy', arn)),
      roles: own(resources.find('role', 'policy', arn)),
    },
    boundary: {
      users: own(resources.find('user', 'boundary', arn)),
      groups: [],
      roles: own(resources.find('role', 'boundary', arn)),
    },
  };
}

export interface PolicyUses {
  readonly attached: Grantees;
  readonly boundary: Grantees;
}

export interface Grantees {
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  readonly roles: readonly Role[];
}

export function countOf({ users, groups, roles }: Grantees): number {
  return users.length + groups.length + roles.length;
}

/** The last part of a policy's ARN. */
export function nameInArn(arn: Arn): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** The path in a policy's ARN. */
export function pathInArn(arn: Arn): string {
  return arn.slice(arn.indexOf('/'), arn.lastIndexOf('/') + 1);
}

function findPolicy({ resources, caller }: OperationContext, arn = ''): ManagedPolicy | undefined {
  checkLength('policyArn', arn, 20, 2048);
  if (!/^arn:aws:iam::(?:\d{12}|aws):policy\/(?:[\x21-\x7e]*\/)?[\w+=,.@-]{1,128}$/.test(arn)) {
    throw new ServiceError('InvalidInput', `ARN ${arn} is not valid.`);
  }
  const own = resources.get('managedPolicy', arn);
  if (own) return own.accountId === caller.accountId ? own : undefined;
  const aws = awsManagedPolicy(arn);
  return aws && asManagedPolicy(aws);
}

function asManagedPolicy(policy: AwsManagedPolicy): ManagedPolicy {
  const { arn, name, path, policyId, description, document, createdAt } = policy;
  return {
    accountId: 'aws',
    name,
    path,
    createdAt,
    tags: [],
    id: arn,
    policyId,
    description,
    versions: [{ id: 'v1', document, createdAt }],
    defaultVersionId: 'v1',
    nextVersion: 2,
    updatedAt: createdAt,
  };
}
