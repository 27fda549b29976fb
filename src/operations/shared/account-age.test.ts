/** What is kept of a deleted account is not shown to one that is made later with its id. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AuditQuery, AuditReader } from '../../model/audit-reader.ts';
import { rootCaller } from '../../model/caller.ts';
import type { KnownSubject, MetricReader } from '../../model/metrics.ts';
import { LookupEvents } from '../cloudtrail/LookupEvents.ts';
import { ListMetrics } from '../cloudwatch/ListMetrics.ts';
import { periodsOf } from '../cloudwatch/shared/series.ts';
import { testBench } from '../testing/invoke.ts';

const accountId = '111111111111';
const minuteMs = 60_000;
const firstMinuteMs = Date.parse('2026-01-01T10:00:00.000Z');
const createdAt = '2026-01-01T10:00:30.500Z';

function subject(id: string, lastMs: number): KnownSubject {
  const dimensions = [{ name: 'VPC Endpoint Id', value: id }];
  const metricNames = ['BytesProcessed'];
  return {
    accountId,
    region: 'us-east-1',
    namespace: 'AWS/PrivateLinkEndpoints',
    dimensions,
    metricNames,
    lastMs,
  };
}

function world() {
  const bench = testBench({ accountId });
  bench.resources.transact((writer) => writer.put('account', { id: accountId, name: 'ours', createdAt }));
  const asked: AuditQuery[] = [];
  const audit: AuditReader = {
    lookup(query) {
      asked.push(query);
      return { events: [] };
    },
  };
  const metrics: MetricReader = {
    subjects: () => [subject('vpce-old', firstMinuteMs - minuteMs), subject('vpce-new', firstMinuteMs)],
    read: (_subject, _metricName, fromMs, toMs) =>
      [-2, -1, 0, 1]
        .map((n) => ({ timeMs: firstMinuteMs + n * minuteMs, min: 1, max: 1, sum: 1, count: 1 }))
        .filter(({ timeMs }) => timeMs >= fromMs && timeMs < toMs),
  };
  const context = { ...bench, caller: rootCaller(accountId), audit, metrics };
  return { context, asked };
}

test('metrics begin with the minute that the account was made in', () => {
  const { context } = world();
  const { Metrics } = ListMetrics.handle({}, context) as { Metrics: { Dimensions: { Value: string }[] }[] };
  assert.deepEqual(
    Metrics.map(({ Dimensions }) => Dimensions[0]?.Value),
    ['vpce-new'],
  );
  const metric = { namespace: 'AWS/PrivateLinkEndpoints', metricName: 'BytesProcessed', dimensions: [] };
  const range = { fromMs: 0, toMs: firstMinuteMs + 10 * minuteMs, periodSeconds: 60 };
  assert.deepEqual(
    periodsOf(metric, range, context).map(({ timeMs }) => timeMs),
    [firstMinuteMs, firstMinuteMs + minuteMs],
  );
});

test('events begin with the account, and later when a later time is asked for', () => {
  const { context, asked } = world();
  LookupEvents.handle({}, context);
  const later = '2026-01-02T00:00:00.000Z';
  LookupEvents.handle({ StartTime: new Date(later) }, context);
  assert.deepEqual(
    asked.map(({ fromMs }) => new Date(fromMs).toISOString()),
    [createdAt, later],
  );
});
