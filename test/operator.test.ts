/** What an operator does wrong or meets: each ends with a sentence, and without a trace. */
import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type Machine, startMachine } from '../src/demo/machine.ts';
import { createNetwork, startHost, until } from '../src/demo/world.ts';
import { leftovers } from './harness/leftovers.ts';

const command = join(import.meta.dirname, '../bin/postern');

interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

function run(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(command, args, { timeout: 30_000 }, (_error, _stdout, stderr) =>
      resolve({ code: child.exitCode, stderr }),
    );
  });
}

function isOver(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function openMachine(t: TestContext): Promise<{ machine: Machine; instance: string }> {
  const instance = `t${randomBytes(4).toString('hex')}`;
  const machine = await startMachine(instance);
  t.after(async () => {
    await machine.remove();
    assert.deepEqual(leftovers(instance), []);
  });
  return { machine, instance };
}

test('a port that is in use is told of, and nothing is made in the kernel', async (t) => {
  const instance = `t${randomBytes(4).toString('hex')}`;
  const stateDirectory = mkdtempSync(join(tmpdir(), `postern-${instance}-`));
  const globals = ['--instance', instance, '--state-directory', stateDirectory];
  const other = createServer().listen(0, '127.0.0.1');
  t.after(async () => {
    other.close();
    await run(...globals, 'down', '--purge');
    rmSync(stateDirectory, { recursive: true, force: true });
  });
  await once(other, 'listening');
  const address = other.address();
  assert.ok(address !== null && typeof address === 'object');
  const { code, stderr } = await run(...globals, 'up', '--port', String(address.port));
  assert.equal(code, 1);
  assert.match(stderr, /^postern: The API cannot listen on .*--port\.\n$/);
  assert.deepEqual(
    leftovers(instance).filter((line) => /^(namespace|pin|process)/.test(line)),
    [],
  );
});

test('down ends a daemon whose socket somebody removed', async (t) => {
  const { machine, instance } = await openMachine(t);
  const { pid } = (await machine.status()) as { pid: number };
  rmSync(`/run/postern/${instance}`, { recursive: true });
  const { code, stderr } = await run(
    ...['--instance', instance, '--state-directory', machine.stateDirectory, 'down'],
  );
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
  assert.equal(existsSync(`/proc/${pid}`), false);
});

test('down refuses a state directory that is not the one of the daemon, and takes that one when none is named', async (t) => {
  const { machine, instance } = await openMachine(t);
  const other = mkdtempSync(join(tmpdir(), 'postern-other-'));
  t.after(() => rmSync(other, { recursive: true, force: true }));
  const refused = await run('--instance', instance, '--state-directory', other, 'down', '--purge');
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /Nothing was changed/);
  await machine.status();
  assert.equal((await run('--instance', instance, 'down', '--purge')).code, 0);
  assert.equal(existsSync(machine.stateDirectory), false);
  assert.equal(existsSync(other), true);
});

test('exec gives 130 when it is interrupted, and finds the instance without being told the state directory', async (t) => {
  const { machine, instance } = await openMachine(t);
  const id = await startHost(await createNetwork(machine, 'one'), '10.0.1.10', '#!/bin/sh\nexec sleep 600\n');
  const child = spawn(command, ['--instance', instance, 'exec', id, '--', 'sh', '-c', 'echo on; sleep 60']);
  const ended = once(child, 'exit');
  t.after(() => child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  const sandbox = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim();
  assert.match(sandbox, /^\d+$/);
  process.kill(Number(sandbox), 'SIGINT');
  assert.deepEqual(await ended, [130, null]);
});

test('nobody but root may use the socket, and is told so', async (t) => {
  const { instance } = await openMachine(t);
  const child = spawn('setpriv', [
    ...['--reuid=65534', '--regid=65534', '--clear-groups'],
    ...[command, '--instance', instance, 'env'],
  ]);
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const [code] = await once(child, 'close');
  assert.equal(code, 1);
  assert.match(output, /^postern: Only root may talk to the daemon \(\S+\): use sudo\.\n$/);
});

test('a daemon that dies amid its answer leaves nobody waiting', async (t) => {
  const { machine } = await openMachine(t);
  const asked = Array.from({ length: 5 }, () => machine.status().catch((error: Error) => error));
  await machine.kill();
  for (const answer of await Promise.all(asked)) {
    if (answer instanceof Error)
      assert.match(answer.message, /^postern: (No Postern daemon|The daemon ended)/);
  }
  await machine.start();
  await until('the daemon to answer again', async () => 'pid' in (await machine.status()));
});

test('down beside a daemon that starts leaves either nothing or a daemon with everything', async (t) => {
  const { machine, instance } = await openMachine(t);
  await startHost(await createNetwork(machine, 'one'), '10.0.1.10', '#!/bin/sh\nexec sleep 600\n');
  await machine.kill();
  const globals = ['--instance', instance, '--state-directory', machine.stateDirectory];
  for (const delayMs of [100, 200, 300, 400, 500, 600]) {
    const daemon = spawn(command, [...globals, 'up', '--port', '0', '--instances'], { stdio: 'ignore' });
    const ended = once(daemon, 'exit');
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    assert.equal((await run(...globals, 'down')).code, 0);
    await until(
      'the daemon to end or to answer',
      async () => isOver(daemon) || (await run(...globals, 'status')).code === 0,
    );
    if (!isOver(daemon)) {
      const { failures } = (await machine.status()) as { failures: string[] };
      assert.deepEqual(failures, [], `down after ${delayMs} ms`);
      assert.equal((await run(...globals, 'down')).code, 0);
      await ended;
    }
    const left = leftovers(instance).filter((line) => /^(namespace|pin|run)/.test(line));
    assert.deepEqual(left, [], `down after ${delayMs} ms`);
  }
});

test('down leaves alone the daemon of another instance that has the state directory', async (t) => {
  const { machine } = await openMachine(t);
  const other = `t${randomBytes(4).toString('hex')}`;
  const { code, stderr } = await run(
    ...['--instance', other, '--state-directory', machine.stateDirectory, 'down', '--purge'],
  );
  assert.equal(code, 1);
  assert.match(
    stderr,
    /^postern: \S+ is in use by process \d+, which is not Postern 't\w+'\. Nothing was changed\.\n$/,
  );
  await machine.status();
});

test("the app's own cdk runs as the account that is named, and ends with its code", async (t) => {
  const { machine, instance } = await openMachine(t);
  const { accessKeyId } = await machine.createAccount('consumer');
  const app = join(machine.stateDirectory, 'app');
  const programs = join(app, 'node_modules/.bin');
  mkdirSync(programs, { recursive: true });
  const fake =
    '#!/bin/sh\necho "$* $AWS_ACCESS_KEY_ID $AWS_ENDPOINT_URL $AWS_REGION [$AWS_PROFILE]"\nexit 7\n';
  writeFileSync(join(programs, 'cdk'), fake, { mode: 0o755 });
  const globals = ['--instance', instance, '--state-directory', machine.stateDirectory];
  const options = ['--account', 'consumer', '--region', 'eu-west-1'];
  const env = { ...process.env, AWS_PROFILE: 'other', PATH: process.env.PATH };
  const child = spawn(command, [...globals, 'cdk', ...options, '--', 'deploy', '--all'], { cwd: app, env });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  const [code] = await once(child, 'close');
  assert.equal(output, `--no-notices deploy --all ${accessKeyId} ${machine.endpoint} eu-west-1 []\n`);
  assert.equal(code, 7);
  const { stderr } = await run(...globals, 'cdk', '--account', 'nobody', '--', 'list');
  assert.match(stderr, /^postern: There is no account nobody\./);
});
