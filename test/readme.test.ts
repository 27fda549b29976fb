import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startMachine } from '../src/demo/machine.ts';
import { leftovers } from './harness/leftovers.ts';

const root = join(import.meta.dirname, '..');
const awsIsMissing =
  spawnSync('aws', ['--version']).status !== 0 &&
  "the aws command is not installed: the README's first use by hand was not tried";

test('the first use by hand works as the README says', { skip: awsIsMissing }, async () => {
  const instance = `t${randomBytes(4).toString('hex')}`;
  const directory = mkdtempSync(join(tmpdir(), `postern-${instance}-readme-`));
  const machine = await startMachine(instance);
  try {
    writePostern(directory, instance, machine.stateDirectory);
    const { code, output } = await runShell(directory, blocks().join('\n'));
    assert.equal(code, 0, output);
    assert.match(output, /^hello 10\.0\.1\.\d+$/m, output);
    assert.match(output, /vpce-[0-9a-f]{17} +222222222222 +available +us-east-1a/, output);
  } finally {
    await machine.remove();
    rmSync(directory, { recursive: true, force: true });
  }
  assert.deepEqual(leftovers(instance), []);
});

/** The blocks of commands that the README gives names, in their order. */
function blocks(): string[] {
  const text = readFileSync(join(root, 'README.md'), 'utf8');
  const found = [...text.matchAll(/^```sh (?:provider|consumer|accept)\n([\s\S]*?)^```$/gm)].map(
    (match) => match[1] ?? '',
  );
  assert.equal(found.length, 3, 'the README has its three blocks');
  return found;
}

/** `bin/postern` of the README, for the instance of this test. */
function writePostern(directory: string, instance: string, stateDirectory: string): void {
  mkdirSync(join(directory, 'bin'));
  const path = join(directory, 'bin/postern');
  writeFileSync(
    path,
    `#!/bin/sh\nexec ${root}/bin/postern --instance ${instance} --state-directory ${stateDirectory} "$@"\n`,
  );
  chmodSync(path, 0o755);
}

function runShell(cwd: string, script: string): Promise<{ code: number | null; output: string }> {
  const child = spawn('bash', ['-c', script], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const read = (chunk: Buffer) => {
    output += chunk;
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}
