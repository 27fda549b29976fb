/**
 * The AWS principals that an endpoint service may allow: an account (its root ARN), a user, a role, or everyone.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html#add-remove-permissions
 */
import { ServiceError } from './errors.ts';
import type { AccountId } from './ids.ts';
import type { PrincipalType } from './resources.ts';

/** A principal in the one spelling in which it is stored and compared. */
export interface Principal {
  /** `*`, or the ARN of an account's root, a user or a role. */
  readonly principal: string;
  readonly type: PrincipalType;
}

/** The identity that principals are matched against: who signed the request. */
export interface Identity {
  readonly accountId: AccountId;
  /** `arn:aws:iam::<account>:root`, `...:user/<name>`, or `arn:aws:sts::<account>:assumed-role/<role>/<session>`. */
  readonly arn: string;
}

const accountPattern = /^\d{12}$/;
const iamPattern = /^arn:aws:iam::(\d{12}):(?:root|(user|role)\/[\w+=,.@-]{1,64})$/;
const assumedRolePattern = /^arn:aws:sts::(\d{12}):assumed-role\/([\w+=,.@-]{1,64})\/[\w+=,.@-]{2,64}$/;

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

/** Whether the stored `principal` covers the identity. An account's root ARN covers everyone in the account. */
export function principalCovers(principal: string, identity: Identity): boolean {
  if (principal === '*') return true;
  if (principal === `arn:aws:iam::${identity.accountId}:root`) return true;
  if (principal === identity.arn) return true;
  const session = assumedRolePattern.exec(identity.arn);
  return session !== null && principal === `arn:aws:iam::${session[1]}:role/${session[2]}`;
}

const accepted =
  'Give an account (arn:aws:iam::<account>:root or the 12-digit id), a user or role without a path, or *.';

function typeOf(resource: string | undefined): PrincipalType {
  if (resource === 'user') return 'User';
  return resource === 'role' ? 'Role' : 'Account';
}
