import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { lockHolder } from './lock-holder.ts';

const sqlite = join(import.meta.dirname, '../store/sqlite.ts');

test('the process that has the store open is found, also when it is stopped, and nobody once it has ended', async (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'postern-lock-'));
  const path = join(directory, 'postern.db');
  const program = `const { openSqliteStore } = await import(${JSON.stringify(sqlite)});
    openSqliteStore(${JSON.stringify(path)}); console.log('open'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'exit');
  t.after(async () => {
    child.kill('SIGKILL');
    await ended;
    rmSync(directory, { recursive: true, force: true });
  });
  await once(child.stdout, 'data');
  child.kill('SIGSTOP');
  assert.equal(lockHolder(path), child.pid);
  writeFileSync(join(directory, 'other'), '');
  assert.equal(lockHolder(join(directory, 'other')), undefined);
  child.kill('SIGKILL');
  await ended;
  assert.equal(lockHolder(path), undefined);
});

test('a file that is not there has no holder', () => {
  assert.equal(lockHolder('/nonexistent/postern.db'), undefined);
});
