/**
 * The AWS principals that an endpoint service may allow: an account (its root ARN), a user, a role, or everyone.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html#add-remove-permissions
 */
import type { Caller } from './caller.ts';
import { ServiceError } from './errors.ts';
import type { PrincipalType } from './resources.ts';

/** A principal in the one spelling in which it is stored and compared. */
export interface Principal {
  /** `*`, or the ARN of an account's root, a user or a role. */
  readonly principal: string;
  readonly type: PrincipalType;
}

const accountPattern = /^\d{12}$/;
const iamPattern = /^arn:aws:iam::(\d{12}):(?:root|(user|role)\/[\w+=,.@-]{1,64})$/;

/**
 * Reads a principal. A bare account id is taken as IAM takes it, for the account's root ARN.
 * @throws ServiceError `UnknownPrincipalType.Unsupported` for an ARN of something else, `InvalidPrincipal` for what is
 * no ARN, and for users and roles with a path, which AWS does not support here either
 */
export function parsePrincipal(text: string): Principal {
  if (text === '*') return { principal: text, type: 'All' };
  if (accountPattern.test(text)) return { principal: `arn:aws:iam::${text}:root`, type: 'Account' };
  const match = iamPattern.exec(text);
  if (match) return { principal: text, type: typeOf(match[2]) };
  if (/^arn:aws:iam::\d{12}:(?:user|role)\//.test(text) || !/^arn:[^:]*:[^:]*:/.test(text)) {
    throw new ServiceError('InvalidPrincipal', `Invalid Principal: '${text}'. ${accepted}`);
  }
  throw new ServiceError(
    'UnknownPrincipalType.Unsupported',
    `The type of the principal '${text}' is not supported. ${accepted}`,
  );
}

/** Whether the stored `principal` covers the caller. */
export function principalCovers(principal: string, caller: Caller): boolean {
  return principal === '*' || principalsOf(caller).includes(principal);
}

/**
 * The principals that cover the caller, besides everyone. An account's root ARN covers everyone in the account, a role's
 * its sessions, a user's the temporary credentials that the user asked for.
 */
export function principalsOf({ accountId, arn, principal: who }: Caller): readonly string[] {
  const origin = who.kind === 'role' ? who.roleArn : who.kind === 'federatedUser' ? who.user?.arn : undefined;
  return [...new Set([`arn:aws:iam::${accountId}:root`, arn, ...(origin === undefined ? [] : [origin])])];
}

const accepted =
  'Give an account (arn:aws:iam::<account>:root or the 12-digit id), a user or role without a path, or *.';

function typeOf(resource: string | undefined): PrincipalType {
  if (resource === 'user') return 'User';
  return resource === 'role' ? 'Role' : 'Account';
}
