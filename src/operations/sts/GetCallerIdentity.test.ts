import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testBench } from '../testing/invoke.ts';
import { GetCallerIdentity } from './GetCallerIdentity.ts';

test('a caller is told who it is', () => {
  assert.deepEqual(testBench().invoke(GetCallerIdentity, {}, { accountId: '222222222222' }), {
    UserId: '222222222222',
    Account: '222222222222',
    Arn: 'arn:aws:iam::222222222222:root',
  });
});
