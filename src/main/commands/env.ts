import { resolve } from 'node:path';
import { callAdmin } from '../../admin/admin-client.ts';
import { isRegion } from '../../model/zones.ts';
import { accountVariables, foreignVariables } from '../account-variables.ts';
import { awsProfiles, writeProfiles } from '../aws-profiles.ts';
import { type SettingsInput, settingsFrom } from '../settings.ts';

/** `postern env`: shell assignments for AWS clients; with `profiles` for one profile an account. */
export async function env(
  input: SettingsInput,
  options: { account?: string; region: string; profiles?: string },
): Promise<void> {
  const { adminSocket } = settingsFrom(input);
  if (options.profiles !== undefined) {
    await writeProfilesFor(adminSocket, options.profiles, options.region);
    return;
  }
  printVariables(await accountVariables(adminSocket, options));
  console.log(`unset ${foreignVariables.join(' ')}`);
}

async function writeProfilesFor(adminSocket: string, file: string, region: string): Promise<void> {
  if (!isRegion(region)) throw new Error(`'${region}' is not a region; us-east-1 is one.`);
  const [info, accounts] = await Promise.all([
    callAdmin(adminSocket, 'GET /info'),
    callAdmin(adminSocket, 'GET /accounts'),
  ]);
  const path = resolve(file);
  writeProfiles(path, awsProfiles({ ...info, accounts, region }));
  printVariables({
    AWS_CONFIG_FILE: path,
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  });
  console.log('unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_ENDPOINT_URL');
}

function printVariables(variables: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(variables))
    console.log(`export ${name}='${value.replaceAll("'", `'\\''`)}'`);
}
