import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { ListedAccount } from '../admin/accounts.ts';

/** What the profiles lead to. */
export interface ProfileFacts {
  /** Where the AWS API listens. */
  readonly endpoint: string;
  /** The first one is the default profile too. */
  readonly accounts: readonly ListedAccount[];
  readonly region: string;
}

/** What such a file begins with. */
const profilesHeading = '# Made by `postern env --profiles`: written anew each time.\n';

/**
 * The text of an AWS configuration file in which each account is a profile by its name; one whose name is taken or no
 * name for a profile goes by its id. Accounts whose root user has no active key are left out.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 */
export function awsProfiles({ endpoint, accounts, region }: ProfileFacts): string {
  const taken = new Set<string>(['default']);
  const first = accounts.find(({ accessKeyId }) => accessKeyId !== undefined);
  const sections = first === undefined ? [] : [section('default', first)];
  for (const account of accounts) {
    if (account.accessKeyId === undefined) continue;
    const isName = /^[\w.-]+$/.test(account.name) && !taken.has(account.name);
    const name = isName ? account.name : account.accountId;
    taken.add(name);
    sections.push(section(`profile ${name}`, account));
  }
  return `${profilesHeading}${sections.join('\n')}`;

  function section(title: string, { accessKeyId, secretAccessKey }: ListedAccount): string {
    return [
      `[${title}]`,
      `endpoint_url = ${endpoint}`,
      `region = ${region}`,
      `aws_access_key_id = ${accessKeyId}`,
      `aws_secret_access_key = ${secretAccessKey}`,
      '',
    ].join('\n');
  }
}

/**
 * Writes what `awsProfiles` gives, readable by its owner alone, also when the file was there with other rights.
 * @throws Error for a file that is there and was not made by this function, which is left as it is
 */
export function writeProfiles(path: string, text: string): void {
  try {
    if (existsSync(path) && !readFileSync(path, 'utf8').startsWith(profilesHeading)) {
      throw new Error('there is a file already that this command did not make; name another');
    }
    rmSync(path, { force: true });
    writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    throw new Error(`The profiles cannot be written to ${path}: ${(cause as Error).message}`, { cause });
  }
}
