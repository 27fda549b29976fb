import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { stopProcess } from './running-daemon.ts';

test('a process that is stopped is killed', async (t) => {
  const child = spawn('sleep', ['60']);
  const ended = once(child, 'exit');
  t.after(() => child.kill('SIGKILL'));
  await once(child, 'spawn');
  child.kill('SIGSTOP');
  // Until it has stopped, a SIGTERM sent later could still be the first that it meets.
  while (!/ T /.test(readFileSync(`/proc/${child.pid}/stat`, 'utf8'))) await new Promise(setImmediate);
  await stopProcess(child.pid ?? 0, { gracefulMs: 50, killedMs: 5_000 });
  assert.deepEqual(await ended, [null, 'SIGKILL']);
});

test('a process that heeds SIGTERM gets nothing else', async (t) => {
  const child = spawn('sleep', ['60']);
  const ended = once(child, 'exit');
  t.after(() => child.kill('SIGKILL'));
  await once(child, 'spawn');
  await stopProcess(child.pid ?? 0, { gracefulMs: 5_000, killedMs: 0 });
  assert.deepEqual(await ended, [null, 'SIGTERM']);
});
