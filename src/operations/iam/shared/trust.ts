/**
 * Trust policies: the principals that they name must exist, and a principal that goes does not come back with the next
 * one of its name.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
import { ServiceError } from '../../../model/errors.ts';
import { iamArn, parsePrincipalArn } from '../../../model/iam-arns.ts';
import type { Role, User } from '../../../model/identity-resources.ts';
import type { AccountId } from '../../../model/ids.ts';
import { policySize, trustPolicy } from '../../../policy/document/profiles.ts';
import { parsePolicy } from '../../../policy/parse-policy.ts';
import type { OperationContext } from '../../operation.ts';
import { dependOn } from '../../shared/dependents.ts';
import { given } from './documents.ts';
import { findEntity } from './entities.ts';
import { checkQuota } from './quotas.ts';

/**
 * A trust policy that the role may have. The users and roles that it names remember that the role depends on them.
 * @throws ServiceError `MalformedPolicyDocument`, also for a principal that does not exist; `LimitExceeded`
 */
export function checkTrustPolicy(
  context: OperationContext,
  roleId: string,
  text: string | undefined,
): string {
  const document = given(text);
  const { statements } = parsePolicy(document, trustPolicy).document;
  checkQuota('ACLSizePerRole', policySize(document));
  for (const { principal } of statements) {
    if (principal === undefined || principal.value === '*') continue;
    for (const name of principal.value.AWS ?? []) requirePrincipal(context, roleId, name);
  }
  return document;
}

/**
 * Puts the unique id in the place of a deleted user's or role's ARN in every trust policy, or the new ARN of one that
 * was renamed.
 */
export function replacePrincipal({ resources }: OperationContext, before: string, after: string): void {
  for (const role of [...resources.all('role')]) {
    const trust = replaceIn(role.trustPolicy, before, after);
    if (trust !== role.trustPolicy) resources.put('role', { ...role, trustPolicy: trust });
  }
}

function requirePrincipal(context: OperationContext, roleId: string, name: string): void {
  if (name === '*') return;
  // A federated user is nobody that could be there before its session is.
  const accountId = /^(?:arn:aws:iam::)?(\d{12})(?::root)?$|^arn:aws:sts::(\d{12}):federated-user\//
    .exec(name)
    ?.slice(1)
    .find((id) => id !== undefined);
  const exists =
    accountId === undefined ? dependOnIdentity(context, roleId, name) : hasAccount(context, accountId);
  if (exists) return;
  throw new ServiceError('MalformedPolicyDocument', `Invalid principal in policy: "AWS":"${name}"`);
}

/** Whether requests can come from the account. */
function hasAccount({ resources, caller }: OperationContext, accountId: AccountId): boolean {
  return accountId === caller.accountId || resources.get('account', accountId) !== undefined;
}

/** Whether there is the user, role or session's role that the principal names; it cannot go unnoticed then. */
function dependOnIdentity(context: OperationContext, roleId: string, name: string): boolean {
  const identity = findIdentity(context, name);
  if (!identity) return false;
  // A role that trusts itself is no dependent of itself: both are written by whoever deletes it.
  if (identity.id !== roleId) dependOn(context.resources, identity.id, roleId);
  return true;
}

function findIdentity(context: OperationContext, name: string): User | Role | undefined {
  const { resources } = context;
  const session = /^arn:aws:sts::(\d{12}):assumed-role\/([^/]+)\/[^/]+$/.exec(name);
  if (session) return findEntity(context, 'role', session[1] ?? '', session[2] ?? '');
  const parts = parsePrincipalArn(name);
  if (!parts) return resources.get('user', name) ?? resources.get('role', name);
  const found = findEntity(context, parts.kind, parts.accountId, parts.name);
  return found && iamArn(parts.kind, found) === name ? found : undefined;
}

/** The document with other principals; as it is when it does not name `before`. */
function replaceIn(text: string, before: string, after: string): string {
  // Without an escape in it, the text has the name as it is or does not name it.
  if (!text.includes(before) && !text.includes('\\')) return text;
  const { statements } = parsePolicy(text, trustPolicy).document;
  const named = statements.some(
    ({ principal }) => principal && principal.value !== '*' && principal.value.AWS?.includes(before),
  );
  if (!named) return text;
  return JSON.stringify(JSON.parse(text), (key, value) => {
    if (key !== 'AWS') return value;
    if (Array.isArray(value)) return value.map((name) => (name === before ? after : name));
    return value === before ? after : value;
  });
}
