import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Claim } from '../model/resources.ts';
import { RecordIndex } from './record-index.ts';

/** The index finds a record under the letters of its holder. */
const step = fc.record({
  id: fc.nat(999).map((number) => `id-${String((number * 7919) % 1000).padStart(3, '0')}`),
  holder: fc.option(fc.constantFrom('a', 'ab', 'b', 'aa', '')),
});

describe('an index', () => {
  it('finds what is under a value, in order, whatever came and went, and counts it', () => {
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 200, maxLength: 1500, size: 'max' }),
        fc.nat({ max: 300 }),
        (steps, between) => {
          const index = new RecordIndex('holder', (record) => [...(record as Claim).holder]);
          const map = new Map<string, Claim>();
          const check = () => {
            for (const value of ['a', 'b', 'c']) {
              const expected = [...map.values()]
                .filter(({ holder }) => holder.includes(value))
                .sort((x, y) => (x.id < y.id ? -1 : 1));
              assert.equal(index.count(value), expected.length);
              assert.deepEqual(index.find(value), expected);
            }
          };
          for (const [at, { id, holder }] of steps.entries()) {
            const after = holder === null ? undefined : { id, holder };
            index.update(map.get(id), after);
            if (after) map.set(id, after);
            else map.delete(id);
            if (at % 400 === between) check();
          }
          check();
        },
      ),
      { numRuns: 30 },
    );
  });

  it('gives lists that later changes leave alone', () => {
    const index = new RecordIndex('holder', (record) => [(record as Claim).holder]);
    for (let at = 0; at < 100; at += 1) index.update(undefined, { id: `id-${at}`, holder: 'a' });
    const found = index.find('a');
    index.update({ id: 'id-7', holder: 'a' }, undefined);
    index.update(undefined, { id: 'id-new', holder: 'a' });
    assert.equal(found.length, 100);
    assert.equal(index.find('a').length, 100);
  });
});
