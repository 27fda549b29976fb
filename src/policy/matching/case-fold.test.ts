import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { foldAscii, foldSimple } from './case-fold.ts';

test('ASCII letters fold, and nothing folds to ASCII', () => {
  assert.equal(foldAscii('EC2:CreateVpcEndpoint'), 'ec2:createvpcendpoint');
  // Kelvin sign, dotted capital I, long s: full rules make k, i and s of them.
  for (const letter of ['\u212a', '\u0130', '\u017f']) assert.equal(foldAscii(letter), letter);
});

test('values fold in every script, unit by unit', () => {
  for (const [one, other] of [
    ['ÄÖÜ', 'äöü'],
    ['ΣΑΣ', 'σας'],
    ['ЖУК', 'жук'],
  ] as const) {
    assert.equal(foldSimple(one), foldSimple(other), one);
  }
  assert.notEqual(foldSimple('ß'), foldSimple('SS'));
  assert.notEqual(foldSimple('İ'), foldSimple('i'));
});

test('folding keeps the length and is done after once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      for (const fold of [foldAscii, foldSimple]) {
        const folded = fold(text);
        assert.equal(folded.length, text.length);
        assert.equal(fold(folded), folded);
      }
    }),
    { numRuns: 1_000 },
  );
});
