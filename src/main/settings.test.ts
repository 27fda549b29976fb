import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settingsFrom } from './settings.ts';

test('a port is written in decimal digits, and nothing else is one', () => {
  for (const port of ['0', '4566', '65535']) assert.equal(settingsFrom({ port }).port, Number(port));
  for (const port of ['', ' ', '1e3', '0x50', '80.0', '-1', '65536', 'abc']) {
    assert.throws(() => settingsFrom({ port }), /A port is 0 to 65535, not/, JSON.stringify(port));
  }
});
