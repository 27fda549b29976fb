import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type FilterTable, matchFilters } from './filters.ts';

interface Thing {
  readonly name: string;
  readonly colours?: readonly string[];
  readonly count?: number;
  readonly round?: boolean;
  readonly tags?: readonly { readonly key: string; readonly value: string }[];
}

const table: FilterTable<Thing> = {
  fields: {
    name: (thing) => thing.name,
    colour: (thing) => thing.colours,
    count: (thing) => thing.count,
    round: (thing) => thing.round,
  },
  tags: (thing) => thing.tags ?? [],
};

const things: readonly Thing[] = [
  { name: 'ball', colours: ['red', 'blue'], count: 1, round: true, tags: [{ key: 'Env', value: 'prod' }] },
  { name: 'box', colours: ['blue'], count: 0, round: false, tags: [{ key: 'Env', value: 'test' }] },
  { name: 'bo?x*', tags: [{ key: 'Owner', value: '' }] },
];

const named = (...filters: readonly (readonly [string, ...string[]])[]) =>
  matchFilters(
    things,
    filters.map(([Name, ...Values]) => ({ Name, Values })),
    table,
  ).map(({ name }) => name);

test('filters are joined by and, their values by or', () => {
  assert.deepEqual(named(), ['ball', 'box', 'bo?x*']);
  assert.deepEqual(named(['colour', 'blue']), ['ball', 'box']);
  assert.deepEqual(named(['colour', 'blue'], ['name', 'box', 'bag']), ['box']);
  assert.deepEqual(named(['colour', 'green', 'red']), ['ball']);
  assert.deepEqual(named(['count', '0']), ['box']);
  assert.deepEqual(named(['round', 'false']), ['box']);
  assert.deepEqual(named(['name', 'BOX']), []);
});

test('tags are found by key with a value, and by key alone', () => {
  assert.deepEqual(named(['tag:Env', 'prod']), ['ball']);
  assert.deepEqual(named(['tag:Env', '*']), ['ball', 'box']);
  assert.deepEqual(named(['tag:Owner', '']), ['bo?x*']);
  assert.deepEqual(named(['tag-key', 'Owner', 'Nobody']), ['bo?x*']);
  assert.deepEqual(named(['tag:env', 'prod']), []);
  assert.deepEqual(named(['tag:toString', '*']), []);
});

test('wildcards match, and a backslash takes away their meaning', () => {
  assert.deepEqual(named(['name', 'b*']), ['ball', 'box', 'bo?x*']);
  assert.deepEqual(named(['name', 'b?x']), ['box']);
  assert.deepEqual(named(['name', '*']), ['ball', 'box', 'bo?x*']);
  assert.deepEqual(named(['name', '*l']), ['ball']);
  assert.deepEqual(named(['name', 'bo\\?x\\*']), ['bo?x*']);
  assert.deepEqual(named(['name', 'bo\\?*']), ['bo?x*']);
  assert.deepEqual(named(['name', '.*']), []);
});

test('a pattern agrees with the regular expression it stands for, and is quick where that is not', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '.', 'é', '𝛑'), maxLength: 8 });
  fc.assert(
    fc.property(
      letters,
      fc.string({ unit: fc.constantFrom('a', 'b', '.', 'é', '𝛑'), maxLength: 10 }),
      (value, text) => {
        // By UTF-16 unit, as policies count.
        const source = value
          .split('')
          .map((c) =>
            c === '*' ? '.*' : c === '?' ? '.' : `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
          );
        const expected = new RegExp(`^${source.join('')}$`, 's').test(text);
        const found = matchFilters([{ name: text }], [{ Name: 'name', Values: [value] }], table).length === 1;
        assert.equal(found, expected);
      },
    ),
    { numRuns: 2000 },
  );
  const evil = `${'a*'.repeat(100)}b`;
  assert.equal(
    matchFilters([{ name: 'a'.repeat(255) }], [{ Name: 'name', Values: [evil] }], table).length,
    0,
  );
  // Text times pattern would be days.
  const slow = Array.from({ length: 200 }, () => `*${'a'.repeat(4000)}b`);
  const long = Array.from({ length: 20 }, () => ({ name: 'a'.repeat(80_000) }));
  assert.equal(matchFilters(long, [{ Name: 'name', Values: slow }], table).length, 0);
});

test('unknown filters, filters without values and too many values are refused', () => {
  const refuse = (filters: readonly object[]) => () => matchFilters(things, filters, table);
  for (const Name of ['colours', 'Name', 'toString', '__proto__', 'tag', '']) {
    const message = `The filter '${Name}' is invalid`;
    assert.throws(refuse([{ Name, Values: ['x'] }]), { code: 'InvalidParameterValue', message });
  }
  assert.throws(refuse([{ Name: 'name', Values: [] }]), { code: 'InvalidParameterValue' });
  assert.throws(refuse([{ Name: 'name' }]), { code: 'InvalidParameterValue' });
  const many = Array.from({ length: 201 }, String);
  assert.throws(refuse([{ Name: 'name', Values: many }]), { code: 'FilterLimitExceeded' });
  assert.throws(() => matchFilters(things, [{ Name: 'tag:a', Values: ['x'] }], { fields: {} }), {
    message: "The filter 'tag:a' is invalid",
  });
});
