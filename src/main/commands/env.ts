import { resolve } from 'node:path';
import { callAdmin } from '../../admin/admin-client.ts';
import { isRegion } from '../../model/zones.ts';
import { awsProfiles, writeProfiles } from '../aws-profiles.ts';
import { type SettingsInput, settingsFrom } from '../settings.ts';

/** `postern env`: shell assignments for AWS clients; with `profiles` for one profile an account. */
export async function env(
  input: SettingsInput,
  options: { account?: string; region: string; profiles?: string },
): Promise<void> {
  if (!isRegion(options.region)) throw new Error(`'${options.region}' is not a region; us-east-1 is one.`);
  const { adminSocket } = settingsFrom(input);
  const [info, accounts] = await Promise.all([
    callAdmin(adminSocket, 'GET /info'),
    callAdmin(adminSocket, 'GET /accounts'),
  ]);
  if (options.profiles !== undefined) {
    const path = resolve(options.profiles);
    writeProfiles(path, awsProfiles({ ...info, accounts, region: options.region }));
    printVariables({ AWS_CONFIG_FILE: path, AWS_SHARED_CREDENTIALS_FILE: '/dev/null' });
    console.log('unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_ENDPOINT_URL');
    return;
  }
  const found =
    options.account === undefined ? accounts[0] : accounts.find((each) => each.accountId === options.account);
  if (found === undefined)
    throw new Error(
      `There is no account ${options.account ?? ''}. postern account list shows what there is.`,
    );
  const { accessKeyId, secretAccessKey } = found;
  if (accessKeyId === undefined || secretAccessKey === undefined)
    throw new Error(
      `The root user of account ${found.accountId} has no active key. postern account keys create ${found.accountId} makes one.`,
    );
  printVariables({
    AWS_ENDPOINT_URL: info.endpoint,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: options.region,
    AWS_DEFAULT_REGION: options.region,
  });
  // A session token of other credentials would be sent along, and refused.
  console.log('unset AWS_SESSION_TOKEN AWS_PROFILE');
}

function printVariables(variables: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries({ ...variables, AWS_EC2_METADATA_DISABLED: 'true' }))
    console.log(`export ${name}='${value.replaceAll("'", `'\\''`)}'`);
}
