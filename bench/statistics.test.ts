import assert from 'node:assert/strict';
import { test } from 'node:test';
import { median, medianRatio } from './statistics.ts';

test('the median is the middle value, whatever the order', () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([10, 2, 100, 4]), 7);
  assert.equal(median([3]), 3);
  assert.throws(() => median([]), /no median/);
});

test('the median leaves its argument alone and sorts by number', () => {
  const values = [100, 9, 20];
  assert.equal(median(values), 20);
  assert.deepEqual(values, [100, 9, 20]);
});

test('a ratio compares within a round, so that a slow round weighs nothing', () => {
  assert.equal(medianRatio([9, 4.5, 90], [10, 5, 100]), 0.9);
});

test('rounds that were not measured do not count', () => {
  assert.equal(medianRatio([undefined, 1, 3], [2, 2, undefined]), 0.5);
  assert.equal(medianRatio([undefined], [2]), undefined);
  assert.equal(medianRatio([1], [0]), undefined);
});
