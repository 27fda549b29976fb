/** Access keys, as the operator of the machine deals with them: of root users, and of IAM users by name. */
import type { Reader, Writer } from '../model/access.ts';
import { ServiceError } from '../model/errors.ts';
import type { AccessKey } from '../model/identity-resources.ts';
import type { AccountId, Ids } from '../model/ids.ts';

/** Whose key is meant: the root user's unless an IAM user is named. */
export interface KeyOwner {
  readonly accountId: AccountId;
  readonly userName?: string;
}

/** One key of an account. */
export interface KeyName {
  readonly accountId: AccountId;
  readonly accessKeyId: string;
}

/** What is shown of a key. Its secret is shown once, when it is made. */
export interface KeyView extends KeyOwner {
  readonly accessKeyId: string;
  readonly status: AccessKey['status'];
  readonly createdAt: string;
}

/** A key that was made, with its secret. */
export interface NewKey extends KeyOwner {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A key that takes the place of others: these are refused from now on. */
export interface RotatedKey extends NewKey {
  readonly deactivated: readonly string[];
  readonly deleted: readonly string[];
}

/** All keys of the account, the root user's first, then by name of the user, the oldest first. */
export function listKeys(resources: Reader, accountId: AccountId): KeyView[] {
  requireAccount(resources, accountId);
  const place = ({ userName = '', createdAt, accessKeyId }: KeyView) =>
    `${userName} ${createdAt} ${accessKeyId}`;
  return resources
    .find('accessKey', 'account', accountId)
    .map((key) => view(resources, key))
    .sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

export function createKey(resources: Writer, ids: Ids, now: string, owner: KeyOwner): NewKey {
  const { accountId } = owner;
  const userId = ownerId(resources, owner);
  const secret = ids.token(40);
  const id = `AKIA${ids.token(16).toUpperCase()}`;
  resources.put('accessKey', {
    id,
    accountId,
    ...(userId !== undefined && { userId }),
    secret,
    status: 'Active',
    createdAt: now,
  });
  return { ...owner, accessKeyId: id, secretAccessKey: secret };
}

/** Lets the key sign, or refuses it from the next request on. */
export function setKeyStatus(resources: Writer, name: KeyName, status: AccessKey['status']): KeyView {
  const key = { ...requireKey(resources, name), status };
  resources.put('accessKey', key);
  return view(resources, key);
}

/** The key is refused from the next request on, for good. */
export function deleteKey(resources: Writer, name: KeyName): void {
  resources.delete('accessKey', requireKey(resources, name).id);
}

/** Makes a new key, deactivates the active ones of the same owner and deletes those that were inactive already. */
export function rotateKeys(resources: Writer, ids: Ids, now: string, owner: KeyOwner): RotatedKey {
  const userId = ownerId(resources, owner);
  const old = resources.find('accessKey', 'account', owner.accountId).filter((key) => key.userId === userId);
  const inactive = old.filter(({ status }) => status === 'Inactive').map(({ id }) => id);
  const active = old.filter(({ status }) => status === 'Active').map(({ id }) => id);
  for (const id of inactive) resources.delete('accessKey', id);
  for (const accessKeyId of active)
    setKeyStatus(resources, { accountId: owner.accountId, accessKeyId }, 'Inactive');
  return { ...createKey(resources, ids, now, owner), deactivated: active, deleted: inactive };
}

function view(resources: Reader, key: AccessKey): KeyView {
  const { id, accountId, userId, status, createdAt } = key;
  const user = userId === undefined ? undefined : resources.get('user', userId);
  return { accessKeyId: id, accountId, ...(user && { userName: user.name }), status, createdAt };
}

/** The user's id, undefined for the root user. */
function ownerId(resources: Writer, { accountId, userName }: KeyOwner): string | undefined {
  requireAccount(resources, accountId);
  if (userName === undefined) return undefined;
  const found = resources.find('user', 'name', `${accountId}/${userName.toLowerCase()}`)[0];
  // `get` guards the transaction against whoever deletes the user meanwhile.
  const user = found?.name === userName ? resources.get('user', found.id) : undefined;
  if (!user) throw refusal(`Account ${accountId} has no user ${userName}.`);
  return user.id;
}

function requireKey(resources: Reader, { accountId, accessKeyId }: KeyName): AccessKey {
  requireAccount(resources, accountId);
  const key = resources.get('accessKey', accessKeyId);
  if (key?.accountId === accountId) return key;
  throw refusal(
    `Account ${accountId} has no access key ${accessKeyId}. postern account keys list ${accountId} shows them.`,
  );
}

function requireAccount(resources: Reader, accountId: AccountId): void {
  if (resources.get('account', accountId)) return;
  throw refusal(`There is no account ${accountId}. postern account list shows what there is.`);
}

function refusal(message: string): ServiceError {
  return new ServiceError('InvalidParameterValue', message);
}
