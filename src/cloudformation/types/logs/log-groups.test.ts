import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stackBench } from '../../../operations/testing/stack.ts';

test('a log group has what its template says, before and after changes, and goes', () => {
  const stack = stackBench();
  const properties = { LogGroupName: '/shop', RetentionInDays: 30, Tags: [{ Key: 'a', Value: 'b' }] };
  const made = stack.create('AWS::Logs::LogGroup', properties, { of: 'stack' });
  stack.create('AWS::Logs::LogGroup', { LogGroupName: '/shop/more' });
  assert.equal(made.id, '/shop');
  assert.deepEqual(made.attributes, { Arn: 'arn:aws:logs:us-east-1:111111111111:log-group:/shop:*' });
  assert.deepEqual(made.read(), properties);
  const after = { LogGroupName: '/shop', Tags: [{ Key: 'c', Value: 'd' }] };
  made.update(after);
  assert.deepEqual(made.read(), after);
  made.delete();
  made.delete();
  assert.equal(made.read(), undefined);
});
