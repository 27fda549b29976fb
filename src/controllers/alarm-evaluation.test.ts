import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Writer } from '../model/access.ts';
import type { MetricAlarm } from '../model/alarm-resources.ts';
import { openMemoryStore } from '../store/memory.ts';
import { openState, type State } from '../store/state.ts';
import { evaluateAlarms } from './alarm-evaluation.ts';

const at = '2026-11-28T06:00:00.000Z';

function alarm(name: string): MetricAlarm {
  return {
    id: `arn:aws:cloudwatch:us-east-1:111111111111:alarm:${name}`,
    accountId: '111111111111',
    region: 'us-east-1',
    tags: [],
    name,
    actionsEnabled: true,
    actions: { OK: [], ALARM: [], INSUFFICIENT_DATA: [] },
    metric: { namespace: 'n', metricName: 'm', dimensions: [], statistic: 'Sum', periodSeconds: 60 },
    evaluationPeriods: 1,
    threshold: 0,
    comparison: 'GreaterThanThreshold',
    configuredAt: at,
    state: 'OK',
    stateReason: '',
    stateUpdatedAt: at,
    stateTransitionedAt: at,
  };
}

async function stateWith(names: readonly string[]): Promise<State> {
  const state = await openState(openMemoryStore());
  await state.transact((resources) => {
    for (const name of names) resources.put('metricAlarm', alarm(name));
  });
  return state;
}

const inAlarm = (state: State) =>
  [...state.all('metricAlarm')].filter((each) => each.state === 'ALARM').map(({ name }) => name);

function options(state: State) {
  const log: string[] = [];
  return {
    log: (message: string) => void log.push(message),
    logged: log,
    state,
    evaluate: ({ name }: MetricAlarm) => (name.startsWith('b') ? 'ALARM' : undefined),
    enter: (resources: Writer, found: MetricAlarm) =>
      resources.put('metricAlarm', { ...found, state: 'ALARM' }),
    breathe: async () => {},
  };
}

test('every alarm is evaluated once, others get their turn after each, and what was found is kept', async () => {
  const names = Array.from({ length: 300 }, (_, index) => `${index % 2 ? 'a' : 'b'}${index}`);
  const state = await stateWith(names);
  let breaths = 0;
  const seen: string[] = [];
  const given = options(state);
  await evaluateAlarms({
    ...given,
    evaluate: (each) => {
      seen.push(each.name);
      return given.evaluate(each);
    },
    breathe: async () => void breaths++,
  });
  assert.deepEqual(seen.toSorted(), names.toSorted());
  assert.equal(breaths, 300);
  assert.equal(inAlarm(state).length, 150);
  await state.close();
});

test('an alarm that cannot be evaluated or kept stops no other, and is told of', async () => {
  const state = await stateWith(['b1', 'b2', 'b3', 'b4']);
  const given = options(state);
  await evaluateAlarms({
    ...given,
    evaluate: (each) => {
      if (each.name === 'b1') throw new Error('unreadable');
      return given.evaluate(each);
    },
    enter: (resources, found) => {
      if (found.name === 'b3') throw new Error('unwritable');
      given.enter(resources, found);
    },
  });
  assert.deepEqual(inAlarm(state), ['b2', 'b4']);
  assert.match(given.logged.join('\n'), /alarm:b1 could not be evaluated: unreadable/);
  assert.match(given.logged.join('\n'), /alarm:b3 could not be kept: unwritable/);
  await state.close();
});

test('an alarm that is deleted or changed between look and commit is left alone', async () => {
  const state = await stateWith(['b1', 'b2', 'b3']);
  const given = options(state);
  await evaluateAlarms({
    ...given,
    // What is asked for first is done first.
    evaluate: (each) => {
      if (each.name !== 'b3') {
        void state.transact((resources) => {
          if (each.name === 'b1') resources.delete('metricAlarm', each.id);
          else
            resources.put('metricAlarm', { ...each, threshold: 5, configuredAt: '2026-11-28T07:00:00.000Z' });
        });
      }
      return given.evaluate(each);
    },
  });
  assert.deepEqual(inAlarm(state), ['b3']);
  assert.equal([...state.all('metricAlarm')].length, 2);
  await state.close();
});
