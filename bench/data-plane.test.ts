import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rotate, type Sample, summarize } from './data-plane.ts';
import { dataTable } from './data-table.ts';
import { dataPlaneTargets, isReached, targetLines } from './targets.ts';

test('each round begins with another path, and each path comes once in each', () => {
  const paths = ['a', 'b', 'c', 'd'];
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((round) => rotate(paths, round).join('')),
    ['abcd', 'bcda', 'cdab', 'dabc', 'abcd'],
  );
});

const sample = (round: number, path: Sample['path'], value: number): Sample => ({
  round,
  path,
  metric: 'throughput1',
  value,
});

test('medians are over the rounds, ratios within them', () => {
  const samples = [
    ...[10, 20, 40].map((value, round) => sample(round, 'direct', value)),
    ...[9, 19, 20].map((value, round) => sample(round, 'postern', value)),
  ];
  const { direct, postern, nginx } = summarize(samples, 3).throughput1;
  assert.deepEqual(direct, { samples: [10, 20, 40], median: 20, ratio: 1 });
  assert.deepEqual(postern, { samples: [9, 19, 20], median: 19, ratio: 0.9 });
  assert.deepEqual(nginx, { samples: [null, null, null], median: null, ratio: null });
});

test('a round that failed stays empty and its ratio does not count', () => {
  const samples = [sample(0, 'direct', 10), sample(1, 'direct', 10), sample(1, 'postern', 5)];
  const { postern } = summarize(samples, 2).throughput1;
  assert.deepEqual(postern, { samples: [null, 5], median: 5, ratio: 0.5 });
});

test('what was not measured is said and reaches no target', () => {
  const result = summarize([sample(0, 'direct', 10), sample(0, 'postern', 9.5)], 1);
  assert.match(dataTable(result), /throughput, 1 stream +Gbit\/s +10\.00 +9\.50 +\(0\.95\) +not measured/);
  const targets = dataPlaneTargets(result);
  assert.deepEqual(
    targets.map((target) => [target.value, isReached(target)]),
    [[0.95, true], ...Array.from({ length: 6 }, () => [null, false])],
  );
  assert.match(targetLines(targets), /^✓ throughput, 1 stream +at least 0\.92 x direct +0\.950\n✗ /);
});

test('targets have a side: more is better for throughput, less for latency', () => {
  const all = (postern: number, haproxy: number) =>
    (['throughput1', 'throughput8', 'latency50', 'connections', 'tlsDownload'] as const).flatMap((metric) => [
      { round: 0, path: 'direct', metric, value: 100 } as const,
      { round: 0, path: 'postern', metric, value: postern } as const,
      { round: 0, path: 'haproxy', metric, value: haproxy } as const,
    ]);
  const reached = (postern: number, haproxy: number) =>
    dataPlaneTargets(summarize(all(postern, haproxy), 1)).map(isReached);
  assert.deepEqual(reached(100, 50), [true, true, true, true, true, true, true]);
  assert.deepEqual(reached(115, 60), [true, true, false, true, false, false, true]);
  assert.deepEqual(reached(80, 30), [false, false, true, true, true, true, true]);
});
