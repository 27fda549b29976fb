import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { dataPlaneId } from './data-plane-id.ts';
import { fewTargets, maglevTable, slotCount, slotsForFew, slotsForMany } from './maglev.ts';

const idsOf = (count: number, seed = '') =>
  Array.from({ length: count }, (_, at) => dataPlaneId(seed, String(at)));

describe('the Maglev table', () => {
  it('has prime sizes, none without targets', () => {
    assert.deepEqual([0, 1, fewTargets, fewTargets + 1].map(slotCount), [
      0,
      slotsForFew,
      slotsForFew,
      slotsForMany,
    ]);
    for (const size of [slotsForFew, slotsForMany]) {
      for (let divisor = 2; divisor * divisor <= size; divisor += 1) assert.notEqual(size % divisor, 0);
    }
    assert.deepEqual(maglevTable([]), []);
  });

  it('gives every target the same share, give or take one slot', () => {
    for (const count of [1, 2, 3, 7, 63, 64, 65, 500]) {
      const table = maglevTable(idsOf(count));
      assert.equal(table.length, slotCount(count));
      const shares = Object.values(Object.groupBy(table, (id) => id)).map((slots) => slots?.length ?? 0);
      assert.equal(shares.length, count);
      assert.ok(Math.max(...shares) - Math.min(...shares) <= 1, `${count}: ${shares}`);
    }
  });

  it('does not depend on the order of the targets', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(idsOf(20), { minLength: 1 }), (ids) => {
        assert.deepEqual(maglevTable(ids), maglevTable(ids.toReversed()));
      }),
    );
  });

  it('spreads neighbours: two targets do not take turns along the table', () => {
    const table = maglevTable(idsOf(2));
    const changes = table.filter((id, slot) => id !== table[slot - 1]).length;
    assert.ok(changes > 0.35 * table.length && changes < 0.65 * table.length, `${changes}`);
  });

  it('moves few slots of the others when one of N targets goes: 5% on average, never more than 10%', () => {
    for (const count of [2, 3, 5, 10, 30, 64, 100]) {
      const moved = Array.from({ length: 20 }, (_, set) => movedShare(idsOf(count, `set ${set}`)));
      const mean = moved.reduce((sum, share) => sum + share, 0) / moved.length;
      assert.ok(mean <= 0.05, `${count} targets: ${mean} on average`);
      assert.ok(Math.max(...moved) <= 0.1, `${count} targets: ${moved}`);
    }
  });
});

/** Of the slots that did not belong to the first target, the share that has another target when that one is gone. */
function movedShare(ids: readonly string[]): number {
  const before = maglevTable(ids);
  const after = maglevTable(ids.slice(1));
  const others = before.flatMap((id, slot) => (id === ids[0] ? [] : [slot]));
  return others.filter((slot) => before[slot] !== after[slot]).length / others.length;
}
