import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isId } from './ids.ts';
import { randomIds } from './random-ids.ts';

test('ids and tokens have the length and alphabet that they say', () => {
  const ids = randomIds();
  for (let round = 0; round < 200; round++) {
    assert.ok(isId('vpce-svc', ids.next('vpce-svc')));
    assert.match(ids.next('vpc'), /^vpc-[0-9a-f]{17}$/);
    for (const length of [0, 1, 8, 17, 40]) {
      assert.match(ids.hex(length), new RegExp(`^[0-9a-f]{${length}}$`));
      assert.match(ids.alphanumeric(length), new RegExp(`^[a-z0-9]{${length}}$`));
      assert.match(ids.token(length), new RegExp(`^[a-zA-Z0-9]{${length}}$`));
    }
  }
});

test('every character of an alphabet comes up, and nothing comes twice', () => {
  const ids = randomIds();
  assert.equal(new Set(ids.alphanumeric(5000)).size, 36);
  assert.equal(new Set(ids.token(5000)).size, 62);
  assert.equal(new Set(Array.from({ length: 5000 }, () => ids.next('eni'))).size, 5000);
});
