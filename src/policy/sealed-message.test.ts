import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { openMessage, sealMessage } from './sealed-message.ts';

const key = Buffer.alloc(32, 7);
const account = '111111111111';

test('any message comes back to its account, and to nobody else', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), (message) => {
      const sealed = sealMessage(key, account, message);
      assert.match(sealed, /^[\w-]+$/);
      assert.equal(openMessage(key, account, sealed), message);
      assert.equal(openMessage(key, '222222222222', sealed), undefined);
      assert.equal(openMessage(Buffer.alloc(32, 8), account, sealed), undefined);
    }),
    { seed: 1, numRuns: 100 },
  );
});

test('a message says nothing in the clear, and is another one each time', () => {
  const message = JSON.stringify({ resource: 'arn:aws:ec2:us-east-1:111111111111:vpc/vpc-1' });
  const [first, second] = [sealMessage(key, account, message), sealMessage(key, account, message)];
  assert.notEqual(first, second);
  for (const text of [first, Buffer.from(first, 'base64url').toString('latin1')])
    assert.ok(!text.includes('vpc') && !text.includes('111111111111'));
});

test('no change of a character gets through, and random texts are no messages', () => {
  const sealed = sealMessage(key, account, '{"a":1}');
  for (let at = 0; at < sealed.length; at += 1) {
    const other = sealed[at] === 'A' ? 'B' : 'A';
    const changed = `${sealed.slice(0, at)}${other}${sealed.slice(at + 1)}`;
    assert.equal(openMessage(key, account, changed), undefined, `character ${at}`);
  }
  for (const text of [
    '',
    'A',
    `${sealed}=`,
    `${sealed} `,
    ` ${sealed}`,
    sealed.slice(1),
    randomBytes(60).toString('base64'),
  ])
    assert.equal(openMessage(key, account, text), undefined, text);
});
