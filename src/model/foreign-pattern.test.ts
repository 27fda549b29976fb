import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foreignPatternFinds, foreignPatternFits } from './foreign-pattern.ts';

test('a pattern is found anywhere, or has to fit the whole', () => {
  assert.deepEqual(
    [foreignPatternFinds('b', 'abc'), foreignPatternFits('b', 'abc'), foreignPatternFits('a|abc', 'abc')],
    [true, false, true],
  );
});

test('what is no pattern is told', () => {
  assert.throws(() => foreignPatternFinds('(', 'abc'), /Invalid regular expression/);
  assert.throws(() => foreignPatternFits('a)|(b', 'b'), /Invalid regular expression/);
});

test('a pattern that would not end is stopped', () => {
  assert.throws(() => foreignPatternFits('(a+)+$', `${'a'.repeat(40)}!`), /takes too long/);
});
