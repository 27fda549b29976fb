/** Managed policies attached to users, groups and roles. */
import type { AttachedPolicy } from '@aws-sdk/client-iam';
import { ServiceError } from '../../../model/errors.ts';
import type { Arn } from '../../../model/ids.ts';
import type { OperationContext } from '../../operation.ts';
import { dependOn } from '../../shared/dependents.ts';
import { checkPathPrefix } from './constraints.ts';
import { type GranteeKind, requireGrantee } from './grantees.ts';
import { isAwsPolicy, nameInArn, pathInArn, requireAttachable, requirePolicy } from './managed-policies.ts';
import { type PageRequest, paginate } from './paging.ts';
import { checkAdjustable } from './quotas.ts';

const quotaNames = { user: 'PoliciesPerUser', group: 'PoliciesPerGroup', role: 'PoliciesPerRole' } as const;

/**
 * Attaches; attaching what is attached changes nothing.
 * @throws ServiceError `NoSuchEntity`, `InvalidInput`, `LimitExceeded`
 */
export function attachPolicy(
  context: OperationContext,
  kind: GranteeKind,
  name: string | undefined,
  arn: string | undefined,
): void {
  const { record, update } = requireGrantee(context, kind, name);
  const policy = requireAttachable(context, arn);
  if (record.attachedPolicyArns.includes(policy.id)) return;
  checkAdjustable(context, quotaNames[kind], record.attachedPolicyArns.length + 1);
  update({ attachedPolicyArns: [...record.attachedPolicyArns, policy.id] });
  if (!isAwsPolicy(policy)) dependOn(context.resources, policy.id, record.id);
}

/** Detaches what is attached. @throws ServiceError `NoSuchEntity`, `InvalidInput` */
export function detachPolicy(
  context: OperationContext,
  kind: GranteeKind,
  name: string | undefined,
  arn: string | undefined,
): void {
  const { record, update } = requireGrantee(context, kind, name);
  const policy = requirePolicy(context, arn);
  if (!record.attachedPolicyArns.includes(policy.id)) {
    throw new ServiceError('NoSuchEntity', `Policy ${policy.id} was not found.`);
  }
  update({ attachedPolicyArns: record.attachedPolicyArns.filter((attached) => attached !== policy.id) });
}

/** One page of what is attached, by name. @throws ServiceError `NoSuchEntity`, `ValidationError` */
export function listAttached(
  context: OperationContext,
  kind: GranteeKind,
  name: string | undefined,
  request: PageRequest & { readonly PathPrefix?: string | undefined },
): { AttachedPolicies: AttachedPolicy[]; IsTruncated: boolean; Marker?: string } {
  const { record } = requireGrantee(context, kind, name);
  const prefix = checkPathPrefix(request.PathPrefix);
  const arns = record.attachedPolicyArns.filter((arn) => pathInArn(arn).startsWith(prefix));
  const key = (arn: Arn) => `${nameInArn(arn).toLowerCase()} ${arn}`;
  const { records, next } = paginate(`attached/${kind}`, arns, request, key);
  return { AttachedPolicies: records.map(toAttached), ...next };
}

/** An attached policy as answers show it. */
export function toAttached(arn: Arn): AttachedPolicy {
  return { PolicyName: nameInArn(arn), PolicyArn: arn };
}
