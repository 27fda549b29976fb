import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

const root = new URL('../../', import.meta.url).pathname;

for (const script of ['generate-model', 'generate-registry']) {
  test(`what scripts/${script}.ts writes is what is committed`, () => {
    const { status, stderr } = spawnSync(process.execPath, [`scripts/${script}.ts`, '--check'], {
      cwd: root,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
  });
}
