/**
 * Who makes a request, and whether a list of principals names them.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
import type { AccountId } from '../../model/ids.ts';
import type { Principals } from '../document/document.ts';

export type Requester =
  | { readonly kind: 'root'; readonly accountId: AccountId; readonly canonicalUser?: string }
  /** With long-term keys, or in a session of GetSessionToken. `id` is the unique id, `AIDA...`. */
  | { readonly kind: 'user'; readonly accountId: AccountId; readonly arn: string; readonly id?: string }
  | RoleSession
  /** A session of GetFederationToken. `userArn` is who asked for it, missing when that was the root user. */
  | {
      readonly kind: 'federatedUser';
      readonly accountId: AccountId;
      readonly arn: string;
      readonly userArn?: string;
    }
  /** An AWS service by itself, by all its names: `vpce.amazonaws.com`. */
  | { readonly kind: 'service'; readonly names: readonly string[] }
  /** Someone whom an identity provider vouches for, who asks for a role; by the provider's ARN or domain. */
  | { readonly kind: 'federated'; readonly provider: string }
  | { readonly kind: 'anonymous' };

/** `arn` is that of the session (`arn:aws:sts::...:assumed-role/name/session`), `roleArn` has the role's path. */
export interface RoleSession {
  readonly kind: 'roleSession';
  readonly accountId: AccountId;
  readonly arn: string;
  readonly roleArn: string;
  /** The role's unique id, `AROA...`. */
  readonly roleId?: string;
}

/**
 * How directly a policy names the requester, which decides how much more the request needs: `self` is the user or the
 * session, `origin` the role or the user that a session comes from, `account` delegates to the account's own policies.
 */
export type Naming = 'self' | 'everyone' | 'origin' | 'account';

/** The account of the requester, undefined for those who have none. */
export function accountOf(requester: Requester): AccountId | undefined {
  return 'accountId' in requester ? requester.accountId : undefined;
}

/** The most direct way in which the principals name the requester, undefined when they do not. */
export function namingOf(principals: Principals, requester: Requester): Naming | undefined {
  if (principals === '*') return 'everyone';
  switch (requester.kind) {
    case 'service':
      return requester.names.some((name) => principals.Service?.includes(name)) ? 'self' : undefined;
    case 'federated':
      return principals.Federated?.includes(requester.provider) ? 'self' : undefined;
    case 'anonymous':
      return principals.AWS?.includes('*') ? 'everyone' : undefined;
    default:
      return accountNaming(principals, requester);
  }
}

type AccountRequester = Extract<Requester, { readonly accountId: AccountId }>;

function accountNaming(
  principals: Exclude<Principals, '*'>,
  requester: AccountRequester,
): Naming | undefined {
  const named = principals.AWS ?? [];
  const { self, origin } = namesOf(requester);
  if (self.some((name) => named.includes(name))) return 'self';
  if (named.includes('*')) return 'everyone';
  if (origin.some((name) => named.includes(name))) return 'origin';
  const { accountId } = requester;
  if (named.includes(accountId) || named.includes(`arn:aws:iam::${accountId}:root`)) return 'account';
  const canonical = requester.kind === 'root' ? requester.canonicalUser : undefined;
  return canonical !== undefined && principals.CanonicalUser?.includes(canonical) ? 'account' : undefined;
}

function namesOf(requester: AccountRequester): { self: readonly string[]; origin: readonly string[] } {
  switch (requester.kind) {
    case 'root':
      return { self: [], origin: [] };
    case 'user':
      return { self: given(requester.arn, requester.id), origin: [] };
    case 'roleSession':
      return { self: [requester.arn], origin: given(requester.roleArn, requester.roleId) };
    case 'federatedUser':
      return { self: [requester.arn], origin: given(requester.userArn) };
  }
}

function given(...names: readonly (string | undefined)[]): string[] {
  return names.filter((name) => name !== undefined);
}
