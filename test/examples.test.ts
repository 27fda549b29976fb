/** The programs of `examples/`, unmodified, with the clients that they are written for. */
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { test } from 'node:test';
import { startMachine } from '../src/demo/machine.ts';
import { leftovers } from './harness/leftovers.ts';

const examples = join(import.meta.dirname, '../examples');
const botoIsMissing =
  spawnSync('python3', ['-c', 'import boto3']).status !== 0 &&
  'boto3 is not installed: its example was not tried';

test('boto3 publishes, asks, accepts, rejects and removes', { skip: botoIsMissing }, async () => {
  await says(
    ['python3', join(examples, 'boto3/privatelink.py')],
    [
      /^service com\.amazonaws\.vpce\.us-east-1\.vpce-svc-[0-9a-f]{17}$/,
      /^offered in us-east-1a us-east-1b$/,
      /^asked pendingAcceptance$/,
      /^accepted available$/,
      /^rejected rejected$/,
      /^gone$/,
    ],
  );
});

test('the AWS SDK for JavaScript publishes, asks, accepts and removes', async () => {
  const name =
    /^name vpce-[0-9a-f]{17}-[0-9a-z]{8}(-us-east-1a)?\.vpce-svc-[0-9a-f]{17}\.us-east-1\.vpce\.amazonaws\.com$/;
  await says(
    [process.execPath, join(examples, 'javascript/privatelink.mjs')],
    [/^asked pendingAcceptance$/, /^accepted available$/, name, name, /^gone$/],
  );
});

/** Runs a program with a Postern and two accounts of its own; each line that it prints must be as expected. */
async function says([program, ...args]: [string, ...string[]], expected: readonly RegExp[]): Promise<void> {
  const instance = `t${randomBytes(4).toString('hex')}`;
  const machine = await startMachine(instance);
  try {
    for (const name of ['provider', 'consumer']) await machine.createAccount(name);
    const profiles = join(machine.stateDirectory, 'profiles');
    await machine.writeProfiles(profiles);
    const lines = (await run(program, args, profiles)).trim().split('\n');
    assert.equal(lines.length, expected.length, lines.join('\n'));
    for (const [at, line] of lines.entries()) assert.match(line, expected[at] ?? /^$/);
  } finally {
    await machine.remove();
  }
  assert.deepEqual(leftovers(instance), []);
}

function run(program: string, args: readonly string[], profiles: string): Promise<string> {
  const env = {
    PATH: process.env.PATH,
    HOME: '/nonexistent',
    AWS_CONFIG_FILE: profiles,
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  execFile(program, args, { env, timeout: 120_000 }, (error, stdout, stderr) => {
    if (error) reject(new Error(`${program} failed: ${stdout}${stderr}`, { cause: error }));
    else resolve(stdout);
  });
  return promise;
}
