import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAcceptanceRule, ruleFits } from './acceptance-rules.ts';

const endpoint = {
  accountId: '111122223333',
  tags: [
    { key: 'Name', value: 'web-1' },
    { key: 'stage', value: 'prod' },
  ],
};

const cases: readonly (readonly [rule: string, fits: boolean])[] = [
  ['account=*', true],
  ['account=111122223333', true],
  ['account=444455556666', false],
  ['account=444455556666,111122223333', true],
  ['name=web-*', true],
  ['name=web-?', true],
  ['name=web', false],
  ['name=*b-*1', true],
  ['name=Web-*', false],
  ['tag:stage=test,pro*', true],
  ['tag:stage=test', false],
  ['tag:Stage=prod', false],
  ['tag:missing=*', false],
  ['account=111122223333 tag:stage=prod  name=web-1', true],
  ['account=111122223333 tag:stage=test', false],
];

for (const [text, fits] of cases) {
  test(`'${text}' ${fits ? 'fits' : 'does not fit'}`, () => {
    const rule = parseAcceptanceRule(text);
    assert.ok(rule);
    assert.equal(ruleFits(rule, endpoint), fits);
  });
}
