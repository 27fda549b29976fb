import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dataPlaneId } from './data-plane-id.ts';
import { maglevTable, weightedTable } from './maglev.ts';

const targetsOf = (group: string, count: number) =>
  Array.from({ length: count }, (_, at) => dataPlaneId(group, String(at)));
const group = (name: string, weight: number, count = 3) => ({
  id: dataPlaneId(name),
  weight,
  targets: targetsOf(name, count),
});

function shareOf(table: readonly string[], targets: readonly string[]): number {
  return table.filter((id) => targets.includes(id)).length / table.length;
}

function movedShare(before: readonly string[], after: readonly string[]): number {
  assert.equal(before.length, after.length);
  return before.filter((id, slot) => id !== after[slot]).length / before.length;
}

describe('a table of weighted groups', () => {
  it('gives every group the share that its weight says, and every target of a group the same', () => {
    for (const weights of [
      [1, 1],
      [1, 9],
      [999, 1],
      [2, 3, 5, 7, 11],
    ]) {
      const groups = weights.map((weight, at) => group(`g${at}`, weight));
      const table = weightedTable(groups);
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      for (const { weight, targets } of groups) {
        assert.ok(Math.abs(shareOf(table, targets) - weight / total) < 0.001, `${weights} ${weight}`);
        for (const id of targets) {
          const share = shareOf(table, [id]);
          assert.ok(share > 0 && Math.abs(share * 3 - weight / total) < 0.06, `${weights} ${share}`);
        }
      }
    }
  });

  it('gives nothing to a group without weight or targets', () => {
    const only = maglevTable(targetsOf('a', 3));
    assert.deepEqual(weightedTable([group('a', 1), group('b', 0)]), only);
    assert.deepEqual(weightedTable([group('a', 1), group('b', 5, 0)]), only);
    assert.deepEqual(weightedTable([group('a', 1, 0), group('b', 1, 0)]), []);
  });

  it('moves few more slots than it has to when a weight changes: from 10 to 11 of 100 per cent', () => {
    const moved = movedShare(
      weightedTable([group('a', 10), group('b', 90)]),
      weightedTable([group('a', 11), group('b', 89)]),
    );
    assert.ok(moved >= 0.009 && moved < 0.05, String(moved));
  });

  it('moves no slot of another group when a target goes, and few of its own', () => {
    const before = weightedTable([group('a', 1, 10), group('b', 1, 10)]);
    const gone = targetsOf('a', 10)[0];
    const a = { ...group('a', 1, 10), targets: targetsOf('a', 10).slice(1) };
    const after = weightedTable([a, group('b', 1, 10)]);
    const others = before.map((id, slot) => [id, after[slot]] as const).filter(([id]) => id !== gone);
    const moved = others.filter(([id, now]) => id !== now).length / others.length;
    assert.ok(moved < 0.05, String(moved));
    const ofB = targetsOf('b', 10);
    assert.ok(others.every(([id, now]) => !ofB.includes(id) || id === now));
  });

  it('does not depend on the order of groups', () => {
    const groups = [group('a', 3), group('b', 2), group('c', 1)];
    assert.deepEqual(weightedTable(groups), weightedTable(groups.toReversed()));
  });
});
