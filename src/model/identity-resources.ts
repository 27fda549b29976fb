/**
 * The records of IAM and STS. They belong to an account and to no region.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
import type { AccountId, Arn } from './ids.ts';
import type { Tag } from './owned.ts';

/** What users, groups, roles, managed policies and instance profiles have in common. */
export interface IamEntity {
  readonly accountId: AccountId;
  /** As it was given; unique in its kind and account without regard to case. */
  readonly name: string;
  /** `/`, or `/a/b/`. */
  readonly path: string;
  readonly createdAt: string;
  readonly tags: readonly Tag[];
}

/** A policy that is part of a user, group or role. */
export interface InlinePolicy {
  readonly name: string;
  /** JSON as it was given. */
  readonly document: string;
}

/** What can be given permissions. */
export interface IamGrantee extends IamEntity {
  readonly inlinePolicies: readonly InlinePolicy[];
  /** Managed policies, of the account or of AWS, in the order in which they were attached. */
  readonly attachedPolicyArns: readonly Arn[];
}

export interface User extends IamGrantee {
  /** `AIDA...` */
  readonly id: string;
  /** Ids of the groups that the user is in. */
  readonly groupIds: readonly string[];
  readonly permissionsBoundaryArn?: Arn;
}

export interface Group extends IamGrantee {
  /** `AGPA...` */
  readonly id: string;
}

export interface Role extends IamGrantee {
  /** `AROA...` */
  readonly id: string;
  readonly description?: string;
  /** JSON: who may assume the role. */
  readonly trustPolicy: string;
  /** 3600..43200 */
  readonly maxSessionDurationSeconds: number;
  readonly permissionsBoundaryArn?: Arn;
  readonly lastUsed?: { readonly at: string; readonly region: string };
}

export interface ManagedPolicy extends IamEntity {
  /** The ARN. */
  readonly id: Arn;
  /** `ANPA...` */
  readonly policyId: string;
  readonly description?: string;
  /** One to five, the oldest first. */
  readonly versions: readonly ManagedPolicyVersion[];
  readonly defaultVersionId: string;
  /** The number that the next version gets: `v<number>`. */
  readonly nextVersion: number;
  readonly updatedAt: string;
}

export interface ManagedPolicyVersion {
  /** `v1` */
  readonly id: string;
  readonly document: string;
  readonly createdAt: string;
}

export interface InstanceProfile extends IamEntity {
  /** `AIPA...` */
  readonly id: string;
  readonly roleId?: string;
}

/**
 * Long-lived credentials, of an account's root user or of an IAM user. `id` is the access key id (`AKIA...`).
 * Only an `Active` key signs anything.
 */
export interface AccessKey {
  readonly id: string;
  readonly accountId: AccountId;
  /** The IAM user's id; left out for the root user. */
  readonly userId?: string;
  readonly secret: string;
  readonly status: 'Active' | 'Inactive';
  readonly createdAt: string;
}

/** Temporary credentials that STS gave out. `id` is the access key id (`ASIA...`). */
export interface Session {
  readonly id: string;
  readonly accountId: AccountId;
  readonly secret: string;
  /** SHA-256 of the session token, hexadecimal: the token itself is not kept. */
  readonly tokenHash: string;
  /** Whose permissions the session has. */
  readonly principal:
    | { readonly kind: 'root' }
    | { readonly kind: 'user'; readonly userId: string }
    | { readonly kind: 'role'; readonly roleId: string; readonly sessionName: string }
    /** `userId` is who asked for it; left out for the root user. */
    | { readonly kind: 'federatedUser'; readonly name: string; readonly userId?: string };
  /** JSON documents that limit the session further. None: no limit, but a federated user may then do nothing. */
  readonly sessionPolicies: readonly string[];
  readonly tags: readonly Tag[];
  /** Keys of the tags that a session has which is assumed from this one. */
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity?: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}

/** A secret of the daemon's own, which no answer and no log shows. */
export interface DaemonKey {
  readonly id: string;
  /** Hexadecimal digits. */
  readonly secret: string;
}
