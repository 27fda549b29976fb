import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MetricSubject } from '../model/metrics.ts';
import { OpenMinute } from './open-minute.ts';

const subject: MetricSubject = {
  accountId: '111111111111',
  region: 'us-east-1',
  namespace: 'AWS/PrivateLinkServices',
  dimensions: [{ name: 'Service Id', value: 'vpce-svc-1' }],
};

test('counters add up, and levels of one look add up to one sample', () => {
  const minute = new OpenMinute(0);
  for (const open of [4, 10]) {
    minute.sample((add) => {
      add(subject, { counters: { NewConnections: 2 }, levels: { ActiveConnections: open } });
      add(subject, { counters: { NewConnections: 1 }, levels: { ActiveConnections: 1 } });
    });
  }
  assert.deepEqual(minute.rows(), [
    {
      subject,
      values: {
        NewConnections: { min: 6, max: 6, sum: 6, count: 1 },
        ActiveConnections: { min: 5, max: 11, sum: 16, count: 2 },
      },
    },
  ]);
});

test('a level that nothing was said of at a look was 0 then', () => {
  const minute = new OpenMinute(0);
  const nothing = () => {};
  minute.sample(nothing);
  minute.sample((add) => add(subject, { counters: {}, levels: { ActiveConnections: 3 } }));
  minute.sample(nothing);
  assert.deepEqual(minute.rows()[0]?.values.ActiveConnections, { min: 0, max: 3, sum: 3, count: 3 });
});

test('a minute in which nothing was said of a subject has no row of it', () => {
  const minute = new OpenMinute(0);
  minute.sample(() => {});
  assert.deepEqual(minute.rows(), []);
});
