/** Running Terraform with its AWS provider, where both are installed. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const providerVersion = '5.100.0';
/** Where a mirror of providers may be: the directories that Terraform itself looks into, and those next to them. */
const mirrorPatterns = [
  '/usr/share/terraform/plugins',
  '/usr/local/share/terraform/plugins',
  `${process.env.HOME ?? ''}/.terraform.d/plugins`,
  '/opt/*',
];

export interface Ran {
  readonly code: number;
  readonly output: string;
}

/** A working directory with a configuration. `remove` ends what still runs and takes it away. */
export interface Terraform {
  run(...args: string[]): Promise<Ran>;
  remove(): void;
}

/** Why Terraform cannot be used here; undefined when it can. */
export function terraformIsMissing(): string | undefined {
  if (spawnSync('terraform', ['version'], { stdio: 'ignore' }).status !== 0)
    return 'terraform is not installed';
  if (mirror() === undefined)
    return `no mirror on this machine has Terraform's aws provider ${providerVersion}`;
  return undefined;
}

/** @param profiles the AWS configuration file to use */
export function openTerraform(source: string, profiles: string): Terraform {
  const directory = mkdtempSync(join(tmpdir(), 'postern-terraform-'));
  cpSync(source, directory, { recursive: true });
  const configuration = join(directory, 'cli.tfrc');
  writeFileSync(
    configuration,
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror())}\n  }\n}\n`,
  );
  const children = new Set<ChildProcess>();
  return {
    run: (...args) => {
      const env = { TF_CLI_CONFIG_FILE: configuration, AWS_CONFIG_FILE: profiles };
      return run(directory, env, children, args);
    },
    remove() {
      for (const child of children) child.kill('SIGKILL');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function run(
  cwd: string,
  env: Readonly<Record<string, string>>,
  children: Set<ChildProcess>,
  args: readonly string[],
): Promise<Ran> {
  const { promise, resolve, reject } = Promise.withResolvers<Ran>();
  const child = spawn('terraform', [...args, '-no-color'], {
    cwd,
    env: {
      PATH: process.env.PATH,
      HOME: cwd,
      TF_IN_AUTOMATION: '1',
      CHECKPOINT_DISABLE: '1',
      // Credentials of whoever runs the tests are not to be found.
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  let output = '';
  const read = (chunk: Buffer) => {
    output += chunk;
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  child.once('error', reject);
  child.once('close', (code) => {
    children.delete(child);
    resolve({ code: code ?? -1, output });
  });
  return promise;
}

/** The directory of a mirror that has the provider for this machine. */
function mirror(): string | undefined {
  const within = `registry.terraform.io/hashicorp/aws/${providerVersion}/*`;
  const [found] = mirrorPatterns.flatMap((pattern) => globSync(join(pattern, within)));
  if (found === undefined || !existsSync(found)) return undefined;
  // Up from <registry>/<name space>/<type>/<version>/<platform>.
  return Array.from({ length: 5 }).reduce((path: string) => dirname(path), found);
}
