import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { settingsFrom } from './settings.ts';
import { makePrivateDirectory, removeEmpty, removeState } from './state-files.ts';

test('what others have in the state directory stays', (t) => {
  const stateDirectory = mkdtempSync(join(tmpdir(), 'postern-state-'));
  t.after(() => rmSync(stateDirectory, { recursive: true, force: true }));
  for (const name of ['postern.db', 'postern.db-wal', 'mine']) writeFileSync(join(stateDirectory, name), '');
  mkdirSync(join(stateDirectory, 'instances/i-00000000000000001'), { recursive: true });
  mkdirSync(join(stateDirectory, 'audit'));
  removeState(settingsFrom({ stateDirectory }));
  assert.deepEqual(readdirSync(stateDirectory), ['mine']);
  rmSync(join(stateDirectory, 'mine'));
  removeState(settingsFrom({ stateDirectory }));
  assert.equal(existsSync(stateDirectory), false);
  removeState(settingsFrom({ stateDirectory }));
});

test('a directory is for root alone, unless others have something in it', (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'postern-private-'));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
  const [made, found] = [join(directory, 'made/deep'), join(directory, 'found')];
  const mask = process.umask(0);
  try {
    makePrivateDirectory(made);
    mkdirSync(found, { mode: 0o777 });
  } finally {
    process.umask(mask);
  }
  assert.deepEqual([mode(made), mode(join(directory, 'made')), mode(found)], ['700', '700', '777']);
  writeFileSync(join(found, 'postern.db-wal'), '');
  makePrivateDirectory(found);
  assert.equal(mode(found), '700');
  chmodSync(found, 0o755);
  writeFileSync(join(found, 'mine'), '');
  makePrivateDirectory(found);
  assert.equal(mode(found), '755');
});

test('directories that instances share go when they are empty, and stay when another instance is in them', () => {
  const directory = mkdtempSync(join(tmpdir(), 'postern-state-'));
  try {
    const [empty, used] = [join(directory, 'empty'), join(directory, 'used')];
    mkdirSync(empty);
    mkdirSync(join(used, 'other'), { recursive: true });
    removeEmpty([empty, used, join(directory, 'never')]);
    assert.deepEqual(readdirSync(directory), ['used']);
    assert.deepEqual(readdirSync(used), ['other']);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
