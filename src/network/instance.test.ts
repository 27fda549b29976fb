import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { describe, it } from 'node:test';
import { deleteNamespace, namespaceInode } from '../kernel/namespace.ts';
import { listLinks } from '../kernel/rtnetlink-link.ts';
import { openRouteSocket } from '../kernel/rtnetlink-socket.ts';
import type { InstanceId } from '../model/ids.ts';
import { instanceFiles } from './instance-files.ts';
import { instanceNamespace } from './names.ts';
import { processesIn } from './processes.ts';
import { instance, testVpc } from './testing/entries.ts';
import { eventually, type TestPlace, testPlace } from './testing/place.ts';
import { execArguments } from './user-data.ts';

/** Prints what a process can see and do, as one line of JSON. */
const probe = `#!/usr/bin/env node
const fs = require('node:fs');
const os = require('node:os');
const status = fs.readFileSync('/proc/self/status', 'utf8');
const field = (name) => status.match(new RegExp('^' + name + ':\\\\s+(.*)$', 'm'))?.[1];
const attempt = (run) => { try { run(); return 'done'; } catch (error) { return error.code; } };
console.log(JSON.stringify({
  uid: process.getuid(), gid: process.getgid(), groups: process.getgroups(), user: os.userInfo().username,
  capabilities: ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb'].map(field),
  noNewPrivileges: field('NoNewPrivs'),
  writes: ['/usr/x', '/etc/x', '/bin/x', '/x', '/opt/postern/bin/node', '/proc/sys/kernel/hostname', '/run/user-data']
    .map((path) => attempt(() => fs.writeFileSync(path, 'x'))),
  scratch: ['/tmp/x', '/home/x', '/run/x', '/dev/shm/x'].map((path) => attempt(() => fs.writeFileSync(path, 'x'))),
  missing: ['/root', '/work', '/var', '/sys', '/run/netns', '/etc/shadow', '/etc/ssh'].filter((path) => fs.existsSync(path)),
  processes: fs.readdirSync('/proc').filter((name) => /^\\d+$/.test(name)).length,
  hostname: os.hostname(), interfaces: Object.keys(os.networkInterfaces()).sort(),
  kill: attempt(() => process.kill(1, 'SIGKILL')),
  environment: Object.keys(process.env).sort(), cwd: process.cwd(),
}));
`;

describe('user data', () => {
  it('runs as nobody, without capabilities, and sees neither files, processes nor networks of the machine', async (test) => {
    const { place, entry } = await start(test, probe);
    await eventually('the output', () => consoleOf(place, entry.key).endsWith('\n'));
    const seen = JSON.parse(consoleOf(place, entry.key));
    assert.deepEqual([seen.uid, seen.gid, seen.groups, seen.user], [65534, 65534, [65534], 'nobody']);
    assert.deepEqual(seen.capabilities, Array(5).fill('0000000000000000'));
    assert.equal(seen.noNewPrivileges, '1');
    assert.deepEqual(seen.writes, ['EROFS', 'EACCES', 'EROFS', 'EACCES', 'EROFS', 'EACCES', 'EROFS']);
    assert.deepEqual(seen.scratch, ['done', 'done', 'done', 'done']);
    assert.deepEqual(seen.missing, []);
    assert.ok(seen.processes <= 3, `${seen.processes} processes seen`);
    assert.equal(seen.hostname, 'ip-10-0-1-10');
    assert.deepEqual(seen.interfaces, ['eth0', 'lo']);
    assert.equal(seen.kill, 'EPERM');
    assert.deepEqual(seen.environment, ['HOME', 'LANG', 'PATH', 'PWD']);
    assert.equal(seen.cwd, '/home');
  });

  it('is not root under another name: its id is 65534 for the machine too', async (test) => {
    const { place, entry } = await start(test, '#!/bin/sh\nexec sleep 1000\n');
    const pid = await eventually('the command', () => pidOf(place, entry.key, 'sleep\0'));
    assert.match(readFileSync(`/proc/${pid}/status`, 'utf8'), /^Uid:\s+65534\s+65534\s+65534\s+65534$/m);
    assert.match(readFileSync(`/proc/${pid}/uid_map`, 'utf8'), /^\s*0\s+0\s+4294967295\s*$/);
  });

  it('cannot reach what listens on the machine', async (test) => {
    const server = createServer().listen(0, '0.0.0.0');
    await once(server, 'listening');
    test.after(() => server.close());
    const address = server.address();
    assert.ok(address !== null && typeof address === 'object');
    const { place, entry } = await start(test, '#!/bin/sh\n');
    const { status } = exec(place, entry.key, [
      'curl',
      '-s',
      '--max-time',
      '2',
      `http://127.0.0.1:${address.port}/`,
    ]);
    assert.equal(status, 7, 'curl could not connect');
  });

  it('is started in a session of its own, with its output in the instance directory', async (test) => {
    const { place, entry } = await start(
      test,
      '#!/bin/sh\necho to stdout; echo to stderr >&2; exec sleep 1000\n',
    );
    await eventually('both lines', () => consoleOf(place, entry.key) === 'to stdout\nto stderr\n');
    const pid = await eventually('the command', () => pidOf(place, entry.key, 'sleep\0'));
    const session = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[3];
    assert.notEqual(session, readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ')[3]);
    assert.equal(statSync(instanceFiles(place.stateDirectory, entry.key).console).mode & 0o777, 0o600);
  });

  it('runs whatever the umask of the daemon is', async (test) => {
    const umask = process.umask(0o077);
    test.after(() => process.umask(umask));
    const { place, entry } = await start(test, '#!/bin/sh\ncat /etc/hostname\n');
    process.umask(umask);
    await eventually('its output', () => consoleOf(place, entry.key) === 'ip-10-0-1-10\n');
  });

  it('is run once: not again when the daemon starts anew, not even after it has ended', async (test) => {
    const { place, entry, entries } = await start(test, '#!/bin/sh\necho once\n');
    await eventually(
      'its end',
      () => consoleOf(place, entry.key) === 'once\n' && processes(place, entry.key).length === 0,
    );
    const hosts = `${instanceFiles(place.stateDirectory, entry.key).etc}/hosts`;
    const writtenAt = statSync(hosts).mtimeMs;
    assert.deepEqual(await place.open().adopt(entries), []);
    assert.deepEqual(await place.open().apply({ set: [entry], remove: [] }), []);
    assert.deepEqual(processes(place, entry.key), []);
    assert.equal(consoleOf(place, entry.key), 'once\n');
    assert.equal(statSync(hosts).mtimeMs, writtenAt, 'files that a sandbox has open stay as they are');
  });

  it('is not run a second time when the daemon was killed before it noted the start', async (test) => {
    const { place, entry, entries } = await start(test, '#!/bin/sh\necho once\nexec sleep 1000\n');
    await eventually('its start', () => consoleOf(place, entry.key) === 'once\n');
    rmSync(instanceFiles(place.stateDirectory, entry.key).started);
    const before = processes(place, entry.key);
    assert.deepEqual(await place.open().adopt(entries), []);
    assert.deepEqual(processes(place, entry.key), before);
  });

  it('is run again when the machine was started anew: there are files and no namespace', async (test) => {
    const { place, entry, entries } = await start(test, '#!/bin/sh\necho up\n');
    await eventually(
      'its end',
      () => consoleOf(place, entry.key) === 'up\n' && processes(place, entry.key).length === 0,
    );
    deleteNamespace(instanceNamespace(place.prefix, entry.key));
    rmSync(instanceFiles(place.stateDirectory, entry.key).console);
    assert.deepEqual(await place.open().adopt(entries), []);
    await eventually('a second run', () => consoleOf(place, entry.key) === 'up\n');
  });

  it('goes on, and its network with it, when the daemon is killed; the next daemon adopts it', async (test) => {
    const place = testPlace(test);
    const vpc = testVpc();
    const entry = instance(vpc, '10.0.1.10', '#!/bin/sh\necho started\nexec sleep 1000\n');
    const entries = [...vpc.entries, entry];
    const script = `${import.meta.dirname}/testing/crashing-daemon.ts`;
    const daemon = spawn(
      process.execPath,
      [script, place.prefix, place.stateDirectory, JSON.stringify(entries)],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    test.after(() => daemon.kill('SIGKILL'));
    const [applied] = await once(daemon.stdout, 'data');
    assert.equal(String(applied), '[]\n');
    await eventually('its start', () => consoleOf(place, entry.key) === 'started\n');
    const before = processes(place, entry.key);
    const ended = once(daemon, 'exit');
    daemon.kill('SIGKILL');
    await ended;
    assert.deepEqual(processes(place, entry.key), before);
    assert.deepEqual(await place.open().adopt(entries), []);
    assert.deepEqual(processes(place, entry.key), before);
    assert.equal(
      exec(place, entry.key, ['cat', '/etc/hosts']).stdout,
      '127.0.0.1 localhost\n10.0.1.10 ip-10-0-1-10\n',
    );
  });
});

describe('termination', () => {
  it('ends processes that do not want to, also in namespaces of their own', async (test) => {
    const seconds = 1e9 + randomInt(1e9); // Tells the process from those of other tests.
    const script = `#!/bin/sh
trap '' TERM
(trap '' TERM; setsid unshare --user --net sleep ${seconds}) &
echo ready
while :; do sleep 1; done
`;
    const { place, entry, networks } = await start(test, script);
    await eventually('its start', () => consoleOf(place, entry.key) === 'ready\n');
    const hidden = await eventually('the process in its own namespace', () =>
      pidOfAny(`sleep\0${seconds}\0`),
    );
    assert.deepEqual(await networks.apply({ set: [], remove: [entry] }), []);
    assert.equal(existsSync(`/proc/${hidden}`), false);
    assert.equal(existsSync(instanceFiles(place.stateDirectory, entry.key).directory), false);
  });

  it('of several instances is one: all are asked to end before the first is killed', async (test) => {
    const place = testPlace(test);
    const vpc = testVpc();
    const stubborn = "#!/bin/sh\ntrap 'echo asked' TERM\necho ready\nwhile :; do sleep 0.1; done\n";
    const hosts = ['10.0.1.10', '10.0.1.11', '10.0.1.12', '10.0.1.13'].map((address) =>
      instance(vpc, address, stubborn),
    );
    const networks = place.open();
    await networks.apply({ set: [...vpc.entries, ...hosts], remove: [] });
    for (const host of hosts) await eventually('its start', () => consoleOf(place, host.key) === 'ready\n');
    const removal = networks.apply({ set: [], remove: hosts });
    const isAsked = (host: (typeof hosts)[number]) =>
      consoleOf(place, host.key).includes('asked') && processes(place, host.key).length > 0;
    await eventually('that all are asked and none has ended', () => hosts.every(isAsked));
    assert.deepEqual(await removal, []);
  });

  it('frees the address at once for another instance', async (test) => {
    const { place, entry, networks, vpc } = await start(test, '#!/bin/sh\nexec sleep 1000\n');
    // Keeps the namespace alive, as a slow kernel would.
    const held = openRouteSocket(instanceNamespace(place.prefix, entry.key));
    test.after(() => held.close());
    const next = instance(vpc, '10.0.1.10');
    const client = instance(vpc, '10.0.1.11');
    assert.deepEqual(await networks.apply({ set: [client], remove: [entry] }), []);
    assert.deepEqual(
      listLinks(held).map((link) => link.name),
      ['lo'],
    );
    assert.deepEqual(await networks.apply({ set: [next], remove: [] }), []);
    const { status } = exec(place, client.key, ['curl', '-s', '--max-time', '2', 'http://10.0.1.10/']);
    assert.equal(status, 7, 'the connection is refused by the new instance, not lost');
  });
});

describe('a command in an instance', () => {
  it('gets the standard input, gives output, errors and its exit code', async (test) => {
    const { place, entry } = await start(test, '#!/bin/sh\n');
    const result = exec(place, entry.key, ['sh', '-c', 'cat; echo err >&2; exit 7'], 'input');
    assert.deepEqual([result.status, result.stdout, result.stderr], [7, 'input', 'err\n']);
  });

  it('exits with 128 and the number of the signal that ended it', async (test) => {
    const { place, entry } = await start(test, '#!/bin/sh\n');
    assert.equal(exec(place, entry.key, ['sh', '-c', 'kill -KILL $$']).status, 137);
  });

  it('passes every argument as it is', async (test) => {
    const { place, entry } = await start(test, '#!/bin/sh\n');
    const odd = ['', ' ', '--', '-x', '$HOME', '"', "'", '*', '\n', 'ü'];
    const print = 'process.stdout.write(JSON.stringify(process.argv.slice(1)))';
    const { stdout } = exec(place, entry.key, ['node', '-e', print, '--', ...odd]);
    assert.deepEqual(JSON.parse(stdout), odd);
  });

  it('is in the sandbox and in the network of the instance', async (test) => {
    const { place, entry } = await start(test, '#!/bin/sh\n');
    const seen = JSON.parse(
      exec(place, entry.key, ['node', '-e', probe.split('\n').slice(1).join('\n')]).stdout,
    );
    assert.deepEqual([seen.uid, seen.hostname, seen.noNewPrivileges], [65534, 'ip-10-0-1-10', '1']);
    assert.deepEqual(seen.interfaces, ['eth0', 'lo']);
    assert.deepEqual(seen.missing, []);
  });

  it('ends when its caller is killed', async (test) => {
    const { place, entry } = await start(test, '#!/bin/sh\n');
    const [program = '', ...rest] = execArguments({
      ...place,
      instanceId: entry.key,
      command: ['sleep', '1000'],
    });
    const caller = spawn(program, rest, { stdio: 'ignore' });
    await eventually('its start', () => pidOf(place, entry.key, 'sleep\0'));
    caller.kill('SIGKILL');
    await eventually('its end', () => processes(place, entry.key).length === 0);
  });

  it('is refused when the instance is not there', (test) => {
    const place = testPlace(test);
    assert.throws(
      () => execArguments({ ...place, instanceId: 'i-0123456789abcdef0', command: ['true'] }),
      /i-0123456789abcdef0 does not run on this machine/,
    );
  });
});

/** A VPC with one instance, 10.0.1.10, that runs the script. */
async function start(test: Parameters<typeof testPlace>[0], script: string) {
  const place = testPlace(test);
  const vpc = testVpc();
  const entry = instance(vpc, '10.0.1.10', script);
  const entries = [...vpc.entries, entry];
  const networks = place.open();
  assert.deepEqual(await networks.apply({ set: entries, remove: [] }), []);
  return { place, vpc, entry, entries, networks };
}

function exec(place: TestPlace, instanceId: InstanceId, command: readonly string[], input = '') {
  const [program = '', ...rest] = execArguments({ ...place, instanceId, command });
  return spawnSync(program, rest, { encoding: 'utf8', input });
}

function consoleOf(place: TestPlace, instanceId: InstanceId): string {
  const path = instanceFiles(place.stateDirectory, instanceId).console;
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function processes(place: TestPlace, instanceId: InstanceId): number[] {
  return processesIn(new Set([namespaceInode(instanceNamespace(place.prefix, instanceId))]));
}

/** The process in the instance whose command line begins so. */
function pidOf(place: TestPlace, instanceId: InstanceId, commandLine: string): number | undefined {
  return processes(place, instanceId).find((pid) => commandLineOf(pid).startsWith(commandLine));
}

function pidOfAny(commandLine: string): string | undefined {
  return readdirSync('/proc').find(
    (name) => /^\d+$/.test(name) && commandLineOf(name).startsWith(commandLine),
  );
}

function commandLineOf(pid: number | string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // It has ended.
  }
}
