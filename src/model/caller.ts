/**
 * Who signed a request.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
import type { AccountId, Arn } from './ids.ts';
import type { Tag } from './owned.ts';

export interface Caller {
  readonly accountId: AccountId;
  /** As GetCallerIdentity answers it: of the account's root, a user, or of the session itself. */
  readonly arn: Arn;
  /** As GetCallerIdentity answers it as UserId: the account id, `AIDA...`, or `AROA...:<session name>`. */
  readonly userId: string;
  /** `AKIA...`, or `ASIA...` for temporary credentials. */
  readonly accessKeyId: string;
  readonly principal: CallerPrincipal;
  /** `aws:PrincipalTag`: of the user, or of the role with those of the session over them. */
  readonly tags: readonly Tag[];
  /** What the temporary credentials were given out with; left out for long-lived keys. Nobody here signs in with MFA. */
  readonly session?: CallerSession;
}

/** Whose permissions the caller has. A session of GetSessionToken is root or a user with a `session`. */
export type CallerPrincipal =
  | { readonly kind: 'root' }
  | { readonly kind: 'user'; readonly userId: string; readonly name: string }
  | {
      readonly kind: 'role';
      readonly roleId: string;
      /** With its path. */
      readonly roleArn: Arn;
      readonly roleName: string;
      readonly sessionName: string;
    }
  /** A session of GetFederationToken. `user` is who asked for it; left out when that was the root user. */
  | {
      readonly kind: 'federatedUser';
      readonly name: string;
      readonly user?: { readonly id: string; readonly arn: Arn };
    };

export interface CallerSession {
  /** ISO 8601 UTC. */
  readonly createdAt: string;
  readonly expiresAt: string;
  /** JSON documents. Without any the session is not limited, but for a federated user, who then may do nothing. */
  readonly policies: readonly string[];
  readonly tags: readonly Tag[];
  /** Keys of the tags that a session has which is assumed from this one. */
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity?: string;
}

/** The root user of an account, by a long-lived key. */
export function rootCaller(accountId: AccountId, accessKeyId = `AKIA${accountId}`): Caller {
  return {
    accountId,
    arn: `arn:aws:iam::${accountId}:root`,
    userId: accountId,
    accessKeyId,
    principal: { kind: 'root' },
    tags: [],
  };
}
