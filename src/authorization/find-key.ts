/** Whose an access key is. Asked at every request, so that a key that is deactivated or deleted is refused at once. */
import type { Reader } from '../model/access.ts';
import { type Caller, type CallerSession, rootCaller } from '../model/caller.ts';
import { iamArn } from '../model/iam-arns.ts';
import type { AccessKey, Role, Session, User } from '../model/identity-resources.ts';
import type { Tag } from '../model/owned.ts';

/** A key that may sign, and who signs with it. */
export interface FoundKey {
  readonly secret: string;
  readonly caller: Caller;
  /** Of temporary credentials: the SHA-256 of their token, and their end. */
  readonly token?: { readonly hash: string; readonly expiresAt: string };
}

/**
 * The key with this id, undefined when there is none, when it is not active, and when the user, the role or the account
 * that it belonged to is gone. Expired sessions are found: the verifier refuses them once their signature is right.
 */
export function findKey(resources: Reader, accessKeyId: string): FoundKey | undefined {
  const key = resources.get('accessKey', accessKeyId);
  if (key) return longLived(resources, key);
  const session = resources.get('session', accessKeyId);
  return session && temporary(resources, session);
}

function longLived(resources: Reader, key: AccessKey): FoundKey | undefined {
  const { secret, accountId, userId } = key;
  if (key.status !== 'Active' || !resources.get('account', accountId)) return undefined;
  if (userId === undefined) return { secret, caller: rootCaller(accountId, key.id) };
  const user = ownRecord(resources.get('user', userId), accountId);
  return user && { secret, caller: userCaller(user, key.id) };
}

function temporary(resources: Reader, session: Session): FoundKey | undefined {
  const { accountId, secret, tokenHash, expiresAt } = session;
  const caller = resources.get('account', accountId) && sessionCaller(resources, session);
  return caller && { secret, caller, token: { hash: tokenHash, expiresAt } };
}

function sessionCaller(resources: Reader, record: Session): Caller | undefined {
  const { accountId, principal } = record;
  const session = sessionOf(record);
  switch (principal.kind) {
    case 'root':
      return { ...rootCaller(accountId, record.id), session };
    case 'user': {
      const user = ownRecord(resources.get('user', principal.userId), accountId);
      return user && { ...userCaller(user, record.id), session };
    }
    case 'role': {
      const role = ownRecord(resources.get('role', principal.roleId), accountId);
      return role && { ...roleCaller(role, principal.sessionName, record), session };
    }
    case 'federatedUser': {
      const user =
        principal.userId === undefined
          ? undefined
          : ownRecord(resources.get('user', principal.userId), accountId);
      if (principal.userId !== undefined && !user) return undefined;
      return { ...federatedCaller(principal.name, user, record), session };
    }
  }
}

function userCaller(user: User, accessKeyId: string): Caller {
  return {
    accountId: user.accountId,
    arn: iamArn('user', user),
    userId: user.id,
    accessKeyId,
    principal: { kind: 'user', userId: user.id, name: user.name },
    tags: user.tags,
  };
}

function roleCaller(role: Role, sessionName: string, { id, tags }: Session): Caller {
  const { accountId, name } = role;
  return {
    accountId,
    arn: `arn:aws:sts::${accountId}:assumed-role/${name}/${sessionName}`,
    userId: `${role.id}:${sessionName}`,
    accessKeyId: id,
    principal: {
      kind: 'role',
      roleId: role.id,
      roleArn: iamArn('role', role),
      roleName: name,
      sessionName,
    },
    tags: withTags(role.tags, tags),
  };
}

function federatedCaller(name: string, user: User | undefined, { id, accountId, tags }: Session): Caller {
  return {
    accountId,
    arn: `arn:aws:sts::${accountId}:federated-user/${name}`,
    userId: `${accountId}:${name}`,
    accessKeyId: id,
    principal: {
      kind: 'federatedUser',
      name,
      ...(user && { user: { id: user.id, arn: iamArn('user', user) } }),
    },
    tags: withTags(user?.tags ?? [], tags),
  };
}

function sessionOf(session: Session): CallerSession {
  const { createdAt, expiresAt, sessionPolicies, tags, transitiveTagKeys, sourceIdentity } = session;
  return {
    createdAt,
    expiresAt,
    policies: sessionPolicies,
    tags,
    transitiveTagKeys,
    ...(sourceIdentity !== undefined && { sourceIdentity }),
  };
}

/** Tags of a session replace those of its role; their keys are the same in any case of letters. */
function withTags(own: readonly Tag[], session: readonly Tag[]): readonly Tag[] {
  const replaced = new Set(session.map(({ key }) => key.toLowerCase()));
  return [...own.filter(({ key }) => !replaced.has(key.toLowerCase())), ...session];
}

function ownRecord<T extends { readonly accountId: string }>(
  record: T | undefined,
  accountId: string,
): T | undefined {
  return record?.accountId === accountId ? record : undefined;
}
