import { readFileSync } from 'node:fs';
import type { AccountCredentials } from '../../admin/accounts.ts';
import { callAdmin } from '../../admin/admin-client.ts';
import { type SettingsInput, settingsFrom } from '../settings.ts';
import { table } from '../table.ts';

interface CreateOptions {
  readonly name?: string;
  readonly accountId?: string;
  readonly accessKeyId?: string;
  /** Not the secret itself: arguments of commands are for all to see. */
  readonly secretAccessKeyFile?: string;
  readonly json?: boolean;
}

/** `postern account create` */
export async function accountCreate(input: SettingsInput, options: CreateOptions): Promise<void> {
  const { json, name, accountId, accessKeyId, secretAccessKeyFile: file } = options;
  const wish = {
    ...(name === undefined ? {} : { name }),
    ...(accountId === undefined ? {} : { accountId }),
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
    ...(file === undefined ? {} : { secretAccessKey: readSecret(file) }),
  };
  const made = await callAdmin(settingsFrom(input).adminSocket, 'POST /accounts', wish);
  console.log(json === true ? JSON.stringify(made, null, 2) : describe(made));
}

/** `postern account list`: secrets only in JSON, where a program asked for them. */
export async function accountList(input: SettingsInput, json: boolean): Promise<void> {
  const accounts = await callAdmin(settingsFrom(input).adminSocket, 'GET /accounts');
  if (json) console.log(JSON.stringify(accounts, null, 2));
  else
    console.log(
      table(
        ['ACCOUNT', 'NAME', 'ACCESS KEY ID'],
        accounts.map((a) => [a.accountId, a.name, a.accessKeyId ?? '(none active)']),
      ),
    );
}

/** `postern account delete` */
export async function accountDelete(input: SettingsInput, accountId: string): Promise<void> {
  await callAdmin(settingsFrom(input).adminSocket, 'POST /accounts/delete', { accountId });
  console.log(`Account ${accountId} is gone; its keys no longer work.`);
}

function readSecret(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8').trimEnd();
  } catch (cause) {
    throw new Error(`The secret access key cannot be read: ${(cause as Error).message}`, { cause });
  }
}

function describe(made: AccountCredentials): string {
  return [
    `account            ${made.accountId}${made.name === made.accountId ? '' : ` (${made.name})`}`,
    `access key id      ${made.accessKeyId}`,
    `secret access key  ${made.secretAccessKey}`,
    `use it             eval "$(postern env --account ${made.accountId})"`,
  ].join('\n');
}
