import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { settingsFrom } from './settings.ts';
import { removeState } from './state-files.ts';

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
