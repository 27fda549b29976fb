/** The `cdk` command, unmodified, with copies of the apps of `examples/cdk`, in accounts of the demo's Postern. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import type { AccountKeys, Machine } from './machine.ts';

const root = join(import.meta.dirname, '../..');
const command = join(root, 'node_modules/aws-cdk/bin/cdk');
const timeoutMs = 240_000;

export interface Ran {
  readonly code: number;
  /** What it printed, in both ways. */
  readonly output: string;
}

export interface Cdk {
  /** Of the examples' copies, in which `cdk` may write. */
  readonly directory: string;
  /** Runs it in a directory below, as the administrator of an account, for at most 240 s. */
  run(where: string, profile: string, ...args: string[]): Promise<Ran>;
  /** Ends what still runs, with the app that it has started. */
  end(): Promise<void>;
}

/**
 * Copies the examples to a directory of the machine's state, and lets `cdk` act as users: root users cannot assume the
 * roles of a bootstrapped account.
 * @param accounts by the name of their profile
 */
export async function openCdk(
  machine: Machine,
  accounts: Readonly<Record<string, AccountKeys>>,
): Promise<Cdk> {
  const directory = join(machine.stateDirectory, 'apps');
  mkdirSync(directory);
  cpSync(join(root, 'examples/cdk'), directory, {
    recursive: true,
    filter: (path) => !/cdk\.(?:out|context\.json)$/.test(path),
  });
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'));
  writeFileSync(join(directory, 'package.json'), '{ "type": "module" }\n');
  const profiles = join(directory, 'profiles');
  const sections = await Promise.all(
    Object.entries(accounts).map(([name, keys]) => profile(machine, name, keys)),
  );
  // The SDK that `cdk` uses takes the address from this section, whatever the profile.
  const fallback = `[default]\nendpoint_url = ${machine.endpoint}\nregion = us-east-1\n`;
  writeFileSync(profiles, [fallback, ...sections].join('\n'));
  const env = {
    PATH: `${join(process.execPath, '..')}:${process.env.PATH}`,
    HOME: directory,
    AWS_CONFIG_FILE: profiles,
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    // What the CDK thinks of the templates takes three quarters of the time that it needs to make them.
    CDK_VALIDATION: 'false',
  };
  const running = new Set<Promise<Ran>>();
  const children = new Set<ChildProcess>();
  return {
    directory,
    run: async (where, name, ...args) => {
      // A group of its own, so that it can be ended together with the app that it starts.
      const child = spawn(process.execPath, [command, '--no-notices', '--ci', ...args, '--profile', name], {
        cwd: join(directory, where),
        env,
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      children.add(child);
      const ran = outcome(child);
      running.add(ran);
      try {
        return await ran;
      } finally {
        children.delete(child);
        running.delete(ran);
      }
    },
    end: async () => {
      const left = [...running];
      for (const child of children) endGroup(child);
      await Promise.allSettled(left);
    },
  };
}

function outcome(child: ChildProcess): Promise<Ran> {
  let output = '';
  const read = (chunk: Buffer) => {
    output += chunk;
  };
  child.stdout?.on('data', read);
  child.stderr?.on('data', read);
  const timer = setTimeout(() => endGroup(child), timeoutMs);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? -1, output });
    });
  });
}

function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // It has ended by itself meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function profile(machine: Machine, name: string, keys: AccountKeys): Promise<string> {
  const { accessKeyId, secretAccessKey } = keys;
  const client = new IAMClient({
    endpoint: machine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey },
  });
  const UserName = 'deployer';
  await client.send(new CreateUserCommand({ UserName }));
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  await client.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
  const { AccessKey: key } = await client.send(new CreateAccessKeyCommand({ UserName }));
  return [
    `[profile ${name}]`,
    `endpoint_url = ${machine.endpoint}`,
    'region = us-east-1',
    `aws_access_key_id = ${key?.AccessKeyId}`,
    `aws_secret_access_key = ${key?.SecretAccessKey}`,
    '',
  ].join('\n');
}
