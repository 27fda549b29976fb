/** `postern account keys`: access keys of an account's root user and of its IAM users. */
import { callAdmin } from '../../admin/admin-client.ts';
import type { NewKey } from '../../admin/keys.ts';
import { type SettingsInput, settingsFrom } from '../settings.ts';
import { table } from '../table.ts';

interface KeyOptions {
  readonly user?: string;
  readonly json?: boolean;
}

/** `postern account keys list`: without secrets, which are shown once, when a key is made. */
export async function keysList(input: SettingsInput, accountId: string, options: KeyOptions): Promise<void> {
  const keys = await callAdmin(settingsFrom(input).adminSocket, 'POST /keys/list', { accountId });
  if (options.json === true) return console.log(JSON.stringify(keys, null, 2));
  const rows = keys.map((key) => [key.accessKeyId, key.userName ?? '(root user)', key.status, key.createdAt]);
  console.log(table(['ACCESS KEY ID', 'USER', 'STATUS', 'CREATED'], rows));
}

/** `postern account keys create` */
export async function keysCreate(
  input: SettingsInput,
  accountId: string,
  options: KeyOptions,
): Promise<void> {
  const key = await callAdmin(settingsFrom(input).adminSocket, 'POST /keys', ownerOf(accountId, options));
  console.log(options.json === true ? JSON.stringify(key, null, 2) : describe(key));
}

/** `postern account keys rotate` */
export async function keysRotate(
  input: SettingsInput,
  accountId: string,
  options: KeyOptions,
): Promise<void> {
  const key = await callAdmin(
    settingsFrom(input).adminSocket,
    'POST /keys/rotate',
    ownerOf(accountId, options),
  );
  if (options.json === true) return console.log(JSON.stringify(key, null, 2));
  const old = [
    ...key.deactivated.map((id) => `${id} no longer works; postern account keys activate undoes that`),
    ...key.deleted.map((id) => `${id}, which was inactive, is gone`),
  ];
  console.log([describe(key), ...old].join('\n'));
}

/** `postern account keys activate` and `deactivate` */
export async function keysSetStatus(
  input: SettingsInput,
  name: { readonly accountId: string; readonly accessKeyId: string },
  status: 'Active' | 'Inactive',
): Promise<void> {
  const { accessKeyId } = await callAdmin(settingsFrom(input).adminSocket, 'POST /keys/status', {
    ...name,
    status,
  });
  console.log(status === 'Active' ? `${accessKeyId} works again.` : `${accessKeyId} no longer works.`);
}

/** `postern account keys delete` */
export async function keysDelete(
  input: SettingsInput,
  accountId: string,
  accessKeyId: string,
): Promise<void> {
  await callAdmin(settingsFrom(input).adminSocket, 'POST /keys/delete', { accountId, accessKeyId });
  console.log(`${accessKeyId} is gone.`);
}

function ownerOf(accountId: string, { user }: KeyOptions) {
  return { accountId, ...(user !== undefined && { userName: user }) };
}

function describe({ accountId, userName, accessKeyId, secretAccessKey }: NewKey): string {
  return [
    `account            ${accountId}${userName === undefined ? '' : `, user ${userName}`}`,
    `access key id      ${accessKeyId}`,
    `secret access key  ${secretAccessKey}`,
  ].join('\n');
}
