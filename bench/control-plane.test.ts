import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ControlPlaneResult } from './control-plane.ts';
import { controlTable } from './control-table.ts';
import { endpointAddress } from './endpoints.ts';
import { flowEntries } from './memory.ts';
import { controlPlaneTargets, isReached } from './targets.ts';

test('endpoints have addresses of their own in 10.0.0.0/17, past the gateway and the client', () => {
  assert.equal(endpointAddress(0), '10.0.2.0');
  assert.equal(endpointAddress(255), '10.0.2.255');
  assert.equal(endpointAddress(10_000), '10.0.41.16');
  assert.equal(endpointAddress(32_254), '10.0.127.254');
  assert.throws(() => endpointAddress(32_255), /no room/);
});

test('every entry of the map of connections has a key of its own', () => {
  const keys = new Set<string>();
  let largest = 0;
  for (const entries of flowEntries(150_000)) {
    largest = Math.max(largest, entries.length);
    for (const { key } of entries) keys.add(Buffer.from(key).toString('latin1'));
  }
  assert.equal(keys.size, 150_000);
  assert.ok(largest < 100_000, 'in parts, so that Ctrl-C is heard in between');
});

const times = (firstByteMs: number) => ({ answerMs: 1, availableMs: 2, firstByteMs });

function result(
  firstByteMs: readonly [number, number],
  startMs: number,
  describeP99Ms = 4,
  daemonBytes = 120 << 20,
): ControlPlaneResult {
  const start = { readyMs: 2 * startMs, samples: [], daemonBytes: 100 << 20, mapBytes: 50 << 20 };
  return {
    levels: [
      { existing: 0, times: times(firstByteMs[0]), describeP99Ms: null, samples: [] },
      { existing: 10_000, times: times(firstByteMs[1]), describeP99Ms, samples: [] },
    ],
    starts: [
      { ...start, endpoints: 0, startMs: 500 },
      { ...start, endpoints: 10_000, startMs, daemonBytes, mapBytes: 60 << 20 },
    ],
    flows: { connections: 1000, emptyBytes: 1024, fullBytes: 1024 + 480_000 },
  };
}

test('targets: 50 ms to the first byte, one and a half times that of none, 5 ms to describe one, 300 MB, 3 s to start', () => {
  const reached = (...of: Parameters<typeof result>) => controlPlaneTargets(result(...of)).map(isReached);
  assert.deepEqual(reached([40, 49], 2900), [true, true, true, true, true, true]);
  assert.deepEqual(reached([51, 52], 2900), [false, false, true, true, true, true]);
  assert.deepEqual(reached([20, 31], 3001), [true, true, false, true, true, false]);
  assert.deepEqual(reached([20, 21], 2900, 6, 301e6), [true, true, true, false, false, true]);
});

test('what was not measured is said and reaches no target', () => {
  const missing: ControlPlaneResult = {
    levels: [{ existing: 0, times: null, describeP99Ms: null, samples: [] }],
    starts: [{ endpoints: 0, startMs: null, readyMs: null, samples: [], daemonBytes: null, mapBytes: null }],
    flows: null,
  };
  assert.deepEqual(controlPlaneTargets(missing).map(isReached), [false, false, false, false, false]);
  assert.equal(controlTable(missing).match(/not measured/g)?.length, 8);
});

test('memory is told for each endpoint and each connection', () => {
  const text = controlTable(result([1, 2], 3));
  assert.match(text, /memory of an endpoint: 2\.0 KiB in the daemon, 1\.0 KiB in maps/);
  assert.match(text, /1,000 connections: 469\.8 KiB \(1\.0 KiB with none, 480 B each\)/);
});
