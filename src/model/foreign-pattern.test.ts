import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstMisfit, foreignPatternFinds, foreignPatternFits } from './foreign-pattern.ts';

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

test('many patterns may take no longer together than one', () => {
  const slow = { pattern: '(a+)+b|a*', texts: ['a'.repeat(20)] };
  const plain = { pattern: 'a*', texts: ['a', 'aa'] };
  assert.equal(firstMisfit(Array(100).fill(plain)), undefined);
  assert.equal(foreignPatternFits(slow.pattern, ...slow.texts), true);
  assert.equal(firstMisfit(Array(1_000).fill(slow)), slow);
});

test('of many patterns the first that does not fit, or is none, is told', () => {
  const fitting = { pattern: 'a|b', texts: ['a', 'b'] };
  for (const misfit of [
    { pattern: 'a|b', texts: ['a', 'ab'] },
    { pattern: '(', texts: ['a'] },
    { pattern: 'a)|(b', texts: ['a'] },
    { pattern: 'a'.repeat(5_000), texts: ['a'.repeat(5_000)] },
  ])
    assert.equal(firstMisfit([fitting, misfit, fitting, { ...misfit }]), misfit, misfit.pattern);
});

test('what takes long to compile is refused', () => {
  assert.throws(() => foreignPatternFinds('x|'.repeat(5_000), 'x'), /at most 4096 characters/);
});
