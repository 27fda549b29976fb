/** Policies that are part of a user, group or role. */
import { ServiceError } from '../../../model/errors.ts';
import type { InlinePolicy } from '../../../model/identity-resources.ts';
import { policySize } from '../../../policy/document/profiles.ts';
import type { OperationContext } from '../../operation.ts';
import { checkName } from './constraints.ts';
import { checkInlineDocument, encodeDocument } from './documents.ts';
import { type Grantee, type GranteeKind, requireGrantee } from './grantees.ts';
import { byName, type PageRequest, paginate } from './paging.ts';
import { fixedQuotas } from './quotas.ts';

const sizes = {
  user: fixedQuotas.UserPolicySize,
  group: fixedQuotas.GroupPolicySize,
  role: fixedQuotas.RolePolicySize,
} as const;

/**
 * Adds the policy, or replaces the one with this name. What all of them have together is limited.
 * @throws ServiceError `NoSuchEntity`, `MalformedPolicyDocument`, `LimitExceeded`, `ValidationError`
 */
export function putInlinePolicy(
  context: OperationContext,
  kind: GranteeKind,
  granteeName: string | undefined,
  {
    PolicyName,
    PolicyDocument,
  }: { readonly PolicyName?: string | undefined; readonly PolicyDocument?: string | undefined },
): void {
  const { record, update } = requireGrantee(context, kind, granteeName);
  const name = checkName('policyName', PolicyName ?? '', 128);
  const others = record.inlinePolicies.filter((policy) => policy.name !== name);
  const inlinePolicies = [...others, { name, document: checkInlineDocument(PolicyDocument) }];
  const size = inlinePolicies.reduce((sum, { document }) => sum + policySize(document), 0);
  if (size > sizes[kind]) {
    const message = `Maximum policy size of ${sizes[kind]} bytes exceeded for ${kind} ${record.name}`;
    throw new ServiceError('LimitExceeded', message);
  }
  update({ inlinePolicies });
}

/** The policy as Get answers it. @throws ServiceError `NoSuchEntity` */
export function getInlinePolicy(
  context: OperationContext,
  kind: GranteeKind,
  granteeName: string | undefined,
  policyName: string | undefined,
): { PolicyName: string; PolicyDocument: string } {
  const { name, document } = find(requireGrantee(context, kind, granteeName), policyName);
  return { PolicyName: name, PolicyDocument: encodeDocument(document) };
}

/** @throws ServiceError `NoSuchEntity` */
export function deleteInlinePolicy(
  context: OperationContext,
  kind: GranteeKind,
  granteeName: string | undefined,
  policyName: string | undefined,
): void {
  const grantee = requireGrantee(context, kind, granteeName);
  const gone = find(grantee, policyName);
  grantee.update({ inlinePolicies: grantee.record.inlinePolicies.filter((policy) => policy !== gone) });
}

/** One page of names. @throws ServiceError `NoSuchEntity`, `ValidationError` */
export function listInlinePolicies(
  context: OperationContext,
  kind: GranteeKind,
  granteeName: string | undefined,
  request: PageRequest,
): { PolicyNames: string[]; IsTruncated: boolean; Marker?: string } {
  const { record } = requireGrantee(context, kind, granteeName);
  const key = (policy: InlinePolicy) => `${byName(policy)} ${policy.name}`;
  const { records, next } = paginate(`inline/${kind}`, record.inlinePolicies, request, key);
  return { PolicyNames: records.map(({ name }) => name), ...next };
}

function find({ kind, record }: Grantee, name = ''): InlinePolicy {
  checkName('policyName', name, 128);
  const found = record.inlinePolicies.find((policy) => policy.name === name);
  if (found) return found;
  throw new ServiceError('NoSuchEntity', `The ${kind} policy with name ${name} cannot be found.`);
}
