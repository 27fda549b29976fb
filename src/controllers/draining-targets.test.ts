import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import type { Target, TargetGroup } from '../model/load-balancing-resources.ts';
import { openMemoryStore } from '../store/memory.ts';
import { openState, type State } from '../store/state.ts';
import { DrainingTargets } from './draining-targets.ts';

const arn = 'arn:aws:elasticloadbalancing:us-east-1:111111111111:targetgroup/tg/0123456789abcdef';
const startedAt = Date.parse('2026-01-01T00:00:00.000Z');

let state: State;
let draining: DrainingTargets;
let close: () => Promise<void>;
const logged: string[] = [];

beforeEach(async () => {
  const store = openMemoryStore();
  state = await openState(store);
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: startedAt });
  draining = new DrainingTargets({
    state,
    now: () => new Date().toISOString(),
    retryMs: 1000,
    log: (message) => logged.push(message),
  });
  const stop = state.onChange((changes) => draining.changed(changes));
  close = async () => {
    draining.close();
    stop();
    mock.timers.reset();
    await state.close();
    await store.close();
  };
});

afterEach(() => close());

function target(id: string, drainingSeconds?: number): Target {
  const zone = 'us-east-1a';
  if (drainingSeconds === undefined) return { id, port: 80, zone };
  return { id, port: 80, zone, drainingUntil: new Date(startedAt + drainingSeconds * 1000).toISOString() };
}

async function put(...targets: readonly Target[]): Promise<void> {
  const group: Partial<TargetGroup> = { id: arn, accountId: '111111111111', region: 'us-east-1', name: 'tg' };
  await state.transact((resources) =>
    // The controller reads no more than this of a group.
    resources.put('targetGroup', { ...group, targets, attributes: {}, vpcId: 'vpc-1' } as TargetGroup),
  );
}

const ids = () => state.get('targetGroup', arn)?.targets.map(({ id }) => id);

/** Lets time pass and the transactions of that time commit. */
async function pass(seconds: number): Promise<void> {
  mock.timers.tick(seconds * 1000);
  await new Promise((resolve) => setImmediate(resolve));
  await state.transact(() => undefined);
}

test('a target leaves its group when its delay is over, one by one, and others stay', async () => {
  await put(target('a'), target('b', 20), target('c', 10));
  await pass(9);
  assert.deepEqual(ids(), ['a', 'b', 'c']);
  await pass(1);
  assert.deepEqual(ids(), ['a', 'b']);
  await pass(10);
  assert.deepEqual(ids(), ['a']);
});

test('a target that was registered again stays', async () => {
  await put(target('a', 10));
  await put(target('a'));
  await pass(60);
  assert.deepEqual(ids(), ['a']);
});

test('a new daemon takes up what drains, and what was done while there was none', async () => {
  await put(target('a', 10), target('b', 30));
  draining.close();
  await pass(20);
  assert.deepEqual(ids(), ['a', 'b']);
  draining.start();
  await pass(0);
  assert.deepEqual(ids(), ['b']);
  await pass(10);
  assert.deepEqual(ids(), []);
});

test('a deleted group needs nothing more', async () => {
  await put(target('a', 10));
  await state.transact((resources) => resources.delete('targetGroup', arn));
  await pass(20);
  assert.equal(state.get('targetGroup', arn), undefined);
  assert.deepEqual(logged, []);
});
