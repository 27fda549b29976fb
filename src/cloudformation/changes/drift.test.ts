import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { JsonObject } from '../template.ts';
import { propertyDifferences } from './drift.ts';

const lines = (expected: JsonObject, actual: JsonObject) =>
  propertyDifferences(expected, actual).map(
    ({ DifferenceType, PropertyPath, ExpectedValue, ActualValue }) =>
      `${DifferenceType} ${PropertyPath} ${ExpectedValue} ${ActualValue}`,
  );
const tag = (Key: string, Value: string) => ({ Key, Value });

const cases: readonly (readonly [string, JsonObject, JsonObject, readonly string[]])[] = [
  ['equal', { A: 1, B: [1, 2], C: { D: 'x' } }, { A: 1, B: [1, 2], C: { D: 'x' } }, []],
  ['spelling', { A: '80', B: 'true' }, { A: 80, B: true }, []],
  ['what the template does not give', { A: 1 }, { A: 1, B: 2, C: { D: 1 } }, []],
  ['what cannot be told', { A: 1, B: 2 }, { A: 1 }, []],
  [
    'the order of lists',
    { A: ['b', 'a'], B: [tag('x', '1'), tag('y', '2')] },
    { A: ['a', 'b'], B: [tag('y', '2'), tag('x', '1')] },
    [],
  ],
  ['a value', { A: { B: 'x' } }, { A: { B: 'y' } }, ['NOT_EQUAL /A/B x y']],
  ['another kind of value', { A: { B: [1] } }, { A: { B: 'y' } }, ['NOT_EQUAL /A/B [1] y']],
  ['a member that is gone', { A: { B: 'x' } }, { A: {} }, ['REMOVE /A/B x null']],
  ['an item that is gone', { A: ['a', 'b', 'c'] }, { A: ['c', 'a'] }, ['REMOVE /A/1 b null']],
  ['an item that is new', { A: ['a'] }, { A: ['b', 'a'] }, ['ADD /A/0 null b']],
  [
    'an item that is another',
    { A: ['a', 'b'] },
    { A: ['b', 'c'] },
    ['REMOVE /A/0 a null', 'ADD /A/1 null c'],
  ],
  [
    'the value of a tag',
    { Tags: [tag('x', '1'), tag('y', '2')] },
    { Tags: [tag('y', '3'), tag('x', '1')] },
    ['NOT_EQUAL /Tags/1/Value 2 3'],
  ],
  [
    'a tag that is another',
    { Tags: [tag('x', '1')] },
    { Tags: [tag('y', '1')] },
    ['REMOVE /Tags/0 {"Key":"x","Value":"1"} null', 'ADD /Tags/0 null {"Key":"y","Value":"1"}'],
  ],
  [
    'an item without a key',
    { A: [{ P: 1 }, { P: 2 }] },
    { A: [{ P: 1 }, { P: 3 }] },
    ['NOT_EQUAL /A/1/P 2 3'],
  ],
  ['items that are equal', { A: ['a', 'a'] }, { A: ['a'] }, ['REMOVE /A/1 a null']],
  ['names with a slash', { 'a/b~c': 1 }, { 'a/b~c': 2 }, ['NOT_EQUAL /a~1b~0c 1 2']],
  ['an inherited name', { constructor: 1 }, {}, []],
];

for (const [what, expected, actual, found] of cases) {
  test(`drift of ${what}`, () => assert.deepEqual(lines(expected, actual), found));
}

test('what can be set but not read has no drift', () => {
  const schema = {
    properties: new Map([['Secret', { updates: 'in-place', required: false, writeOnly: true }]] as const),
    attributes: new Map(),
    primaryIdentifier: [],
  };
  assert.deepEqual(propertyDifferences({ Secret: 'x' }, { Secret: '' }, schema), []);
});

test('nothing drifts from itself, in whichever order its lists are', () => {
  const items = fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 6 });
  fc.assert(
    fc.property(
      items.chain((list) =>
        fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
      ),
      ([list, shuffled]) => {
        // Values of JSON.
        assert.deepEqual(propertyDifferences({ A: list } as JsonObject, { A: shuffled } as JsonObject), []);
      },
    ),
  );
});
