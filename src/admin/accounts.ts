/** Accounts and their root credentials: made and removed by the operator of the machine, not through the AWS API. */
import type { Reader, Writer } from '../model/access.ts';
import { ServiceError } from '../model/errors.ts';
import type { AccessKey } from '../model/identity-resources.ts';
import type { Ids } from '../model/ids.ts';
import type { Account, Kind } from '../model/resources.ts';

import { deleteDefaults, isDefault } from './account-defaults.ts';

export interface CreateAccount {
  /** For people; the account id when left out. */
  readonly name?: string;
  /** Twelve digits; random when left out. */
  readonly accountId?: string;
  /** 16 to 128 characters of A-Z, a-z, 0-9 and `_`; random when left out. */
  readonly accessKeyId?: string;
  /** 16 to 128 printable characters without spaces; random when left out. */
  readonly secretAccessKey?: string;
}

/** An account and the credentials of its root user. */
export interface AccountCredentials {
  readonly accountId: string;
  readonly name: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** An account, and the credentials of its root user when that has an active key. */
export type ListedAccount = Pick<AccountCredentials, 'accountId' | 'name'> & Partial<AccountCredentials>;

/** Makes an account, with known credentials when they are given. Throws ServiceError when something is malformed or taken. */
export function createAccount(
  resources: Writer,
  ids: Ids,
  now: string,
  wish: CreateAccount,
): AccountCredentials {
  const accountId = wish.accountId ?? randomAccountId(ids);
  const accessKeyId = wish.accessKeyId ?? `AKIA${ids.token(16).toUpperCase()}`;
  const secret = wish.secretAccessKey ?? ids.token(40);
  check(/^\d{12}$/.test(accountId), `An account id is twelve digits, not '${accountId}'.`);
  check(/^\w{16,128}$/.test(accessKeyId), 'An access key id is 16 to 128 letters, digits and underscores.');
  check(
    /^[\x21-\x7e]{16,128}$/.test(secret),
    'A secret access key is 16 to 128 printable characters without spaces.',
  );
  check(resources.get('account', accountId) === undefined, `There is an account ${accountId} already.`);
  check(
    resources.get('accessKey', accessKeyId) === undefined,
    `The access key id ${accessKeyId} is in use already.`,
  );
  const name = wish.name ?? accountId;
  resources.put('account', { id: accountId, name, createdAt: now });
  resources.put('accessKey', { id: accessKeyId, accountId, secret, status: 'Active', createdAt: now });
  return { accountId, name, accessKeyId, secretAccessKey: secret };
}

/** Every account, the oldest first, with the newest active key of its root user, if it has one. */
export function listAccounts(resources: Reader): ListedAccount[] {
  return [...resources.all('account')]
    .sort((a, b) => (`${a.createdAt} ${a.id}` < `${b.createdAt} ${b.id}` ? -1 : 1))
    .map((account) => {
      // The keys of its users are not the operator's to show.
      const [key] = resources
        .find('accessKey', 'account', account.id)
        .filter(({ userId, status }) => userId === undefined && status === 'Active')
        .sort((a, b) => (a.createdAt > b.createdAt ? -1 : 1));
      return { accountId: account.id, name: account.name, ...(key && credentials(account, key)) };
    });
}

/** Removes an account and its keys; refused, with a list, while it owns anything. Its keys stop working at once. */
export function deleteAccount(resources: Writer, accountId: string): void {
  check(resources.get('account', accountId) !== undefined, `There is no account ${accountId}.`);
  const owned = ownedBy(resources, accountId);
  check(
    owned.length === 0,
    `Account ${accountId} still owns ${owned.slice(0, 10).join(', ')}${owned.length > 10 ? ' and more' : ''}. Delete these first.`,
  );
  deleteDefaults(resources, accountId);
  for (const key of resources.find('accessKey', 'account', accountId)) resources.delete('accessKey', key.id);
  // An account of the same id may be made again: nothing of this one may sign for it then.
  for (const { id } of resources.find('session', 'account', accountId)) resources.delete('session', id);
  // Nor is it to be answered with what was done for this one.
  const tokens = [...resources.all('clientToken')].filter(({ id }) => id.startsWith(`${accountId}/`));
  for (const { id } of tokens) resources.delete('clientToken', id);
  for (const item of resources.find('alarmHistoryItem', 'account', accountId)) {
    resources.delete('alarmHistoryItem', item.id);
  }
  for (const { id, accountId: of } of [...resources.all('alarmHistory')]) {
    if (of === accountId) resources.delete('alarmHistory', id);
  }
  deleteStacks(resources, accountId);
  // Who made a key of the root user noted that here; see src/operations/shared/dependents.ts.
  resources.delete('claim', `${accountId}/dependents`);
  resources.delete('account', accountId);
}

/** What is kept of stacks that were deleted: nobody can read it any more. */
function deleteStacks(resources: Writer, accountId: string): void {
  for (const { id } of [...resources.all('stack')].filter((stack) => stack.accountId === accountId)) {
    for (const kind of stackKinds) {
      for (const record of [...resources.find(kind, 'stack', id)]) resources.delete(kind, record.id);
    }
    resources.delete('stack', id);
  }
}

const stackKinds = [
  'stackResource',
  'stackEvent',
  'stackTemplate',
  'stackChangeSet',
  'stackExport',
  'stackDriftDetection',
] as const satisfies readonly Kind[];

const ownedKinds = [
  'stack',
  'hostedZone',
  'dnsHealthCheck',
  'endpoint',
  'endpointService',
  'listener',
  'certificate',
  'loadBalancer',
  'targetGroup',
  'topic',
  'parameter',
  'bucket',
  'repository',
  'metricAlarm',
  'logGroup',
  'subscription',
  'instance',
  'launchTemplate',
  'natGateway',
  'elasticAddress',
  'networkInterface',
  'subnet',
  'routeTable',
  'internetGateway',
  'securityGroup',
  'prefixList',
  'dhcpOptions',
  'vpc',
  'user',
  'group',
  'role',
  'instanceProfile',
  'managedPolicy',
] as const satisfies readonly Kind[];

function ownedBy(resources: Reader, accountId: string): string[] {
  return ownedKinds.flatMap((kind) =>
    [...resources.all(kind)]
      .filter((record) => record.accountId === accountId && !('terminatedAt' in record))
      .filter((record) => !('status' in record && record.status === 'DELETE_COMPLETE'))
      .filter((record) => !isDefault(resources, kind, record))
      // One that is not confirmed cannot be deleted, and goes by itself.
      .filter((record) => !('tokenExpiresAt' in record && record.state !== 'confirmed'))
      .map((record) => record.id),
  );
}

function credentials(account: Account, key: AccessKey): AccountCredentials {
  return { accountId: account.id, name: account.name, accessKeyId: key.id, secretAccessKey: key.secret };
}

function randomAccountId(ids: Ids): string {
  return String(100_000_000_000n + (BigInt(`0x${ids.hex(16)}`) % 900_000_000_000n));
}

function check(holds: boolean, message: string): asserts holds {
  if (!holds) throw new ServiceError('InvalidParameterValue', message);
}
