import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { insert, merge, remove } from './sorted.ts';

const step = fc.record({ id: fc.constantFrom(...'abcdefgh'), value: fc.nat(9), isRemoval: fc.boolean() });

describe('a list ordered by id', () => {
  it('holds what a map holds, in order, whatever is put in and taken out', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const list: { id: string; value: number }[] = [];
        const map = new Map<string, { id: string; value: number }>();
        for (const { id, value, isRemoval } of steps) {
          if (isRemoval) {
            remove(list, id);
            map.delete(id);
          } else {
            insert(list, { id, value });
            map.set(id, { id, value });
          }
          assert.deepEqual(
            list,
            [...map.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
          );
        }
      }),
    );
  });
});

describe('merging into a list ordered by id', () => {
  it('makes what inserting one after the other makes', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ maxLength: 2 })), fc.nat(), (ids, cut) => {
        const [there, added] = [ids.slice(0, cut % (ids.length + 1)), ids.slice(cut % (ids.length + 1))];
        const list = there.toSorted((a, b) => (a < b ? -1 : 1)).map((id) => ({ id }));
        const merged = list.slice();
        merge(
          merged,
          added.map((id) => ({ id })),
        );
        for (const id of added) insert(list, { id });
        assert.deepEqual(merged, list);
      }),
    );
  });
});
