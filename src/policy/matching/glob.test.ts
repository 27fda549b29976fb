import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyRun, compileGlob, globTokens } from './glob.ts';

const matches = (pattern: string, text: string) => compileGlob(globTokens(pattern)).matches(text);

test('the matcher agrees with the plain definition', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ':'), maxLength: 14 });
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?'), maxLength: 10 });
  fc.assert(
    fc.property(pattern, text, (written, subject) => {
      assert.equal(matches(written, subject), reference(written, subject), `${written} on ${subject}`);
    }),
    { numRuns: 5_000 },
  );
});

test('a pattern made from a text matches the text', () => {
  const edits = fc.array(fc.tuple(fc.nat(60), fc.constantFrom('*', '?')), { maxLength: 8 });
  const unit = fc.constantFrom('a', 'b', 'c', ':', '/');
  fc.assert(
    fc.property(fc.string({ unit, minLength: 40, maxLength: 120 }), edits, (text, places) => {
      const characters = text.split('');
      for (const [at, wildcard] of places) if (wildcard === '?') characters[at % text.length] = '?';
      for (const [at, wildcard] of places) if (wildcard === '*') characters.splice(at % text.length, 3, '*');
      const pattern = characters.join('');
      assert.equal(matches(pattern, text), reference(pattern, text), pattern);
    }),
    { numRuns: 1_000 },
  );
});

test('pieces with a question mark are found at every length around a machine word', () => {
  for (const length of [2, 31, 32, 33, 63, 64, 65, 100]) {
    const piece = `${'a'.repeat(length - 1)}b`;
    const holed = `?${piece.slice(1)}`;
    for (const before of [0, 1, 40]) {
      const text = `x${'a'.repeat(before)}${piece}y`;
      assert.ok(matches(`x*${holed}*y`, text), `${length} after ${before}`);
      assert.ok(!matches(`x*${holed}*y`, text.replace('b', 'c')), `${length} after ${before}`);
    }
  }
});

test('matching knows these cases', () => {
  const table = [
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['**', '', true],
    ['?', '', false],
    ['?', 'ä', true],
    ['??', '😀', true],
    ['a*a', 'a', false],
    ['*ab*ab', 'ab', false],
    ['ab*b', 'ab', false],
    ['*.b', 'axb', false],
    ['a\n*', 'a\nb', true],
    ['[a-z]', 'a', false],
    ['(a|b)*$', '(a|b)^$', true],
    ['\\*', '\\x', true],
  ] as const;
  for (const [pattern, text, expected] of table) assert.equal(matches(pattern, text), expected, pattern);
});

test('texts among the tokens have no wildcards', () => {
  const glob = compileGlob(['a*', anyRun, '?']);
  assert.ok(glob.matches('a*bc?'));
  assert.ok(!glob.matches('axbc?'));
  assert.ok(!glob.matches('a*bcd'));
});

test('patterns that take others exponential or quadratic time end', () => {
  const text = 'a'.repeat(20_000);
  for (const pattern of [
    '*a'.repeat(9_000),
    '*a?'.repeat(5_000),
    `*${'?a'.repeat(4_000)}b*`,
    `*${'a'.repeat(9_000)}b*`,
  ]) {
    assert.equal(matches(`${pattern}b`, text), false);
  }
  assert.ok(matches('*a'.repeat(9_000), text));
});

/** By the definition, cell by cell. */
function reference(pattern: string, text: string): boolean {
  let reached = [true, ...text.split('').map(() => false)];
  for (const each of pattern) {
    const next = reached.map(() => false);
    for (let at = 0; at <= text.length; at += 1) {
      if (each === '*') next[at] = reached[at] === true || next[at - 1] === true;
      else if (at > 0) next[at] = reached[at - 1] === true && (each === '?' || each === text[at - 1]);
    }
    reached = next;
  }
  return reached[text.length] === true;
}
