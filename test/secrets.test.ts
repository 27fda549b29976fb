/** Where secrets are, and where they must not be: the log, the arguments of processes, the admin's answers, the status. */
import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import * as ec2 from '@aws-sdk/client-ec2';
import * as iam from '@aws-sdk/client-iam';
import * as sts from '@aws-sdk/client-sts';
import { leftovers } from './harness/leftovers.ts';

const command = join(import.meta.dirname, '../bin/postern');
const nobody = { uid: 65534, gid: 65534 };
const secret = `imported+secret/${randomBytes(8).toString('hex')}`;

interface Output {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Running {
  readonly instance: string;
  readonly stateDirectory: string;
  readonly endpoint: string;
  /** What the daemon has printed so far. */
  log(): string;
  postern(...args: string[]): Promise<Output>;
}

/** A daemon that was started with a umask that takes nothing away. */
async function start(t: TestContext): Promise<Running> {
  const instance = `t${randomBytes(4).toString('hex')}`;
  const stateDirectory = mkdtempSync(join(tmpdir(), `postern-${instance}-`));
  const globals = ['--instance', instance, '--state-directory', stateDirectory];
  const postern = (...args: string[]) => run(command, [...globals, ...args]);
  const script = 'umask 000; exec "$0" "$@"';
  const daemon = spawn('sh', ['-c', script, command, ...globals, 'up', '--port', '0', '--instances'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  t.after(async () => {
    await postern('down', '--purge');
    rmSync(stateDirectory, { recursive: true, force: true });
    assert.deepEqual(leftovers(instance), []);
  });
  let printed = '';
  const endpoint = await listening(daemon, (text) => {
    printed += text;
    return printed;
  });
  return { instance, stateDirectory, endpoint, log: () => printed, postern };
}

function listening(daemon: ChildProcess, add: (text: string) => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      const found = /listens on (http:\S+)/.exec(add(String(chunk)))?.[1];
      if (found !== undefined) resolve(found);
    };
    daemon.stdout?.on('data', read);
    daemon.stderr?.on('data', read);
    daemon.once('exit', () => reject(new Error(`the daemon ended: ${add('')}`)));
  });
}

function run(file: string, args: readonly string[], options: object = {}, input = ''): Promise<Output> {
  return new Promise((resolve) => {
    const child = execFile(file, args, { timeout: 30_000, ...options }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode, stdout: String(stdout), stderr: String(stderr) }),
    );
    child.stdin?.end(input);
  });
}

/** Everything in the directory with its mode. */
function modes(directory: string): [string, string][] {
  return readdirSync(directory, { recursive: true, withFileTypes: true }).map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return [path, (statSync(path).mode & 0o777).toString(8)];
  });
}

/** Arguments and environment of every process that carries the instance's name. */
function processTexts(instance: string): string {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'latin1');
        return line.includes(instance) ? line + readFileSync(`/proc/${pid}/environ`, 'latin1') : '';
      } catch {
        return ''; // It ended while we looked.
      }
    })
    .join('\n');
}

test('secrets are in the store alone, and keys that are withdrawn are refused at once', async (t) => {
  const daemon = await start(t);
  const file = join(daemon.stateDirectory, 'instances-secret');
  writeFileSync(file, `${secret}\n`, { mode: 0o600 });
  const id = 'AKIAIMPORTEDIMPORTED';
  const account = ['--account-id', '222222222222', '--access-key-id', id];
  const made = await daemon.postern('account', 'create', ...account, '--secret-access-key-file', file);
  assert.equal(made.code, 0, made.stderr);
  rmSync(file);

  // One connection for all requests: a key is looked up for each of them.
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const settings = (accessKeyId: string, secretAccessKey: string, sessionToken?: string) => ({
    endpoint: daemon.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
    maxAttempts: 1,
    requestHandler: { httpAgent: agent },
  });
  const root = new iam.IAMClient(settings(id, secret));
  await root.send(new iam.CreateUserCommand({ UserName: 'ann' }));
  const { AccessKey } = await root.send(new iam.CreateAccessKeyCommand({ UserName: 'ann' }));
  const session = await new sts.STSClient(settings(id, secret)).send(new sts.GetSessionTokenCommand({}));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = session.Credentials ?? {};
  const temporary = settings(AccessKeyId, SecretAccessKey, SessionToken);
  await new ec2.EC2Client(temporary).send(new ec2.DescribeVpcsCommand({}));
  for (const [key, token] of [
    [secret, 'forged'],
    ['wrong secret', undefined],
  ] as const) {
    const client = new ec2.EC2Client(settings(id, key, token));
    await assert.rejects(client.send(new ec2.DescribeVpcsCommand({})), { name: 'AuthFailure' });
  }

  const rotated = JSON.parse(
    (await daemon.postern('account', 'keys', 'rotate', '222222222222', '--json')).stdout,
  );
  const see = async (client: iam.IAMClient) =>
    await client.send(new iam.ListUsersCommand({})).then(
      () => 'taken',
      (error: Error) => error.name,
    );
  assert.deepEqual(rotated.deactivated, [id]);
  assert.equal(await see(root), 'InvalidClientTokenId');
  const next = new iam.IAMClient(settings(rotated.accessKeyId, rotated.secretAccessKey));
  assert.equal(await see(next), 'taken');
  const name = ['222222222222', rotated.accessKeyId];
  const withdrawals = [
    ['deactivate', 'InvalidClientTokenId'],
    ['activate', 'taken'],
    ['delete', 'InvalidClientTokenId'],
  ] as const;
  for (const [action, expected] of withdrawals) {
    const { code, stderr } = await daemon.postern('account', 'keys', action, ...name);
    assert.equal(code, 0, stderr);
    assert.equal(await see(next), expected, action);
  }

  const answers = await Promise.all([
    daemon.postern('status'),
    daemon.postern('status', '--json'),
    daemon.postern('doctor'),
    daemon.postern('account', 'list'),
    daemon.postern('account', 'keys', 'list', '222222222222'),
    daemon.postern('account', 'keys', 'list', '222222222222', '--json'),
    daemon.postern('account', 'keys', 'delete', '222222222222', 'AKIANOSUCHKEY'),
  ]);
  const texts = [
    daemon.log(),
    processTexts(daemon.instance),
    ...answers.map((each) => each.stdout + each.stderr),
  ];
  const secrets = {
    imported: secret,
    'of the user': AccessKey?.SecretAccessKey ?? '',
    'of the session': SecretAccessKey,
    'token of the session': SessionToken,
    rotated: rotated.secretAccessKey as string,
  };
  for (const [whose, text] of Object.entries(secrets)) {
    assert.ok(text.length >= 24, whose);
    for (const place of texts) assert.ok(!place.includes(text), `${whose} in ${place.slice(0, 200)}`);
  }

  const files = modes(daemon.stateDirectory);
  const stored = Buffer.concat(
    files.filter(([path]) => statSync(path).isFile()).map(([path]) => readFileSync(path)),
  ).toString('latin1');
  assert.ok(stored.includes(SecretAccessKey), 'the store holds the secret of the session');
  assert.ok(!stored.includes(SessionToken), 'and of its token the hash only');
  assert.ok(stored.includes(createHash('sha256').update(SessionToken).digest('hex')));
  assert.ok(files.some(([path]) => path.endsWith('postern.db')));
  const audited = files
    .filter(([path]) => path.includes('/audit/') && statSync(path).isFile())
    .map(([path]) => readFileSync(path, 'latin1'))
    .join('');
  assert.ok(audited.includes('"CreateAccessKey"') && audited.includes('"GetSessionToken"'));
  for (const [whose, text] of Object.entries(secrets))
    assert.ok(!audited.includes(text), `${whose} in an event`);
  for (const [path, mode] of files) assert.match(mode, /^[0-7]00$/, path);
  assert.equal((statSync(daemon.stateDirectory).mode & 0o777).toString(8), '700');
  agent.destroy();
});

test('only root may open the admin socket', async (t) => {
  const daemon = await start(t);
  const directory = `/run/postern/${daemon.instance}`;
  const socket = `${directory}/admin.sock`;
  assert.equal((statSync(socket).mode & 0o777).toString(8), '600');
  assert.equal((statSync(directory).mode & 0o777).toString(8), '700');
  const ask = ['-sS', '--unix-socket', socket, 'http://localhost/accounts'];
  const own = await run('curl', ask);
  assert.equal(own.code, 0, own.stderr);
  assert.match(own.stdout, /secretAccessKey/);
  const other = await run('curl', ask, nobody);
  assert.equal(other.code, 7, 'a failure to connect');
  assert.equal(other.stdout, '');
});
