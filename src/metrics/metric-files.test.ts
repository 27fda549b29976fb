import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { type MetricSubject, metricRetentionMs, type StatisticSet } from '../model/metrics.ts';
import { MetricFiles } from './metric-files.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;
const startMs = Date.parse('2026-03-01T10:00:00.000Z');
let directory: string;
let nowMs: number;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'postern-metrics-'));
  nowMs = startMs;
});
afterEach(() => rmSync(directory, { recursive: true }));

const open = (bytesMax?: number) =>
  MetricFiles.open({ directory, now: () => nowMs, ...(bytesMax !== undefined && { bytesMax }) });

function subject(id: string, accountId = '111111111111'): MetricSubject {
  const dimensions = [{ name: 'Service Id', value: id }];
  return { accountId, region: 'us-east-1', namespace: 'AWS/PrivateLinkServices', dimensions };
}

const one = (value: number): StatisticSet => ({ min: value, max: value, sum: value, count: 1 });
const row = (id: string, opened: number) => ({
  subject: subject(id),
  values: { NewConnections: one(opened) },
});
const sums = (files: MetricFiles, id: string, metric = 'NewConnections') =>
  files.read(subject(id), metric, 0, Number.MAX_SAFE_INTEGER).map(({ timeMs, sum }) => [timeMs, sum]);

test('minutes are read as they were kept, within an hour, across hours and after a restart', async () => {
  const files = await open();
  const expected: [number, number][] = [];
  for (let minute = 0; minute < 150; minute += 7) {
    const timeMs = startMs + minute * minuteMs;
    nowMs = timeMs + minuteMs;
    await files.append(timeMs, [row('vpce-svc-1', minute), row('vpce-svc-2', 1)]);
    expected.push([timeMs, minute]);
  }
  assert.deepEqual(sums(files, 'vpce-svc-1'), expected);
  const again = await open();
  assert.deepEqual(sums(again, 'vpce-svc-1'), expected);
  assert.equal(again.subjects('111111111111', 'us-east-1').length, 2);
  const [first] = again.read(
    subject('vpce-svc-1'),
    'NewConnections',
    startMs + 7 * minuteMs,
    startMs + 8 * minuteMs,
  );
  assert.equal(first?.sum, 7);
});

test('what was not counted in a minute that is kept was 0, and a minute that is not kept is nothing', async () => {
  const files = await open();
  await files.append(startMs, [row('vpce-svc-1', 3)]);
  await files.append(startMs + 2 * minuteMs, [row('vpce-svc-2', 3)]);
  assert.deepEqual(sums(files, 'vpce-svc-1', 'BytesProcessed'), [[startMs, 0]]);
  assert.deepEqual(sums(files, 'vpce-svc-1', 'EndpointsCount'), []);
  assert.deepEqual(sums(files, 'vpce-svc-1', 'NoSuchMetric'), []);
});

test('a torn end is left out, and what is kept afterwards is read', async () => {
  const files = await open();
  await files.append(startMs, [row('vpce-svc-1', 1)]);
  await files.append(startMs + minuteMs, [row('vpce-svc-1', 2)]);
  const [log = ''] = readdirSync(directory).filter((name) => name.endsWith('.log'));
  const { size } = statSync(join(directory, log));
  for (const cut of [1, 9, 40]) {
    truncateSync(join(directory, log), size - cut);
    assert.deepEqual(sums(await open(), 'vpce-svc-1'), [[startMs, 1]], `${cut} bytes less`);
    const next = await open();
    await next.append(startMs + minuteMs, [row('vpce-svc-1', 2)]);
  }
  appendFileSync(join(directory, log), Buffer.from([255, 255, 255, 255, 0, 0, 0, 0, 1]));
  assert.deepEqual(sums(await open(), 'vpce-svc-1'), [
    [startMs, 1],
    [startMs + minuteMs, 2],
  ]);
});

test('two parts of one minute, before and after a restart, add up', async () => {
  await (await open()).append(startMs, [row('vpce-svc-1', 2)]);
  await (await open()).append(startMs, [row('vpce-svc-1', 5)]);
  assert.deepEqual(sums(await open(), 'vpce-svc-1'), [[startMs, 7]]);
});

test('after two weeks files, values and names are gone', async () => {
  const files = await open();
  await files.append(startMs, [row('vpce-svc-1', 2)]);
  nowMs = startMs + hourMs;
  await files.append(nowMs, [row('vpce-svc-2', 2)]);
  nowMs = startMs + metricRetentionMs + hourMs;
  assert.deepEqual(sums(files, 'vpce-svc-1'), []);
  await files.append(nowMs, [row('vpce-svc-2', 2)]);
  assert.deepEqual(
    files.subjects('111111111111', 'us-east-1').map(({ dimensions }) => dimensions[0]?.value),
    ['vpce-svc-2'],
  );
  assert.deepEqual(
    readdirSync(directory).filter((name) => name.startsWith('2026-03-01T10')),
    [],
  );
});

test('beyond the size that is allowed the oldest hours go first', async () => {
  const files = await open(300);
  for (let hour = 0; hour < 6; hour++) {
    nowMs = startMs + hour * hourMs;
    await files.append(nowMs, [row('vpce-svc-1', hour + 1)]);
  }
  const kept = sums(files, 'vpce-svc-1').map(([, sum]) => sum);
  assert.ok(kept.length < 6 && kept.length > 1, String(kept));
  assert.equal(kept.at(-1), 6);
});

test('accounts and regions do not see each other', async () => {
  const files = await open();
  await files.append(startMs, [row('vpce-svc-1', 2)]);
  assert.deepEqual(files.subjects('222222222222', 'us-east-1'), []);
  assert.deepEqual(files.subjects('111111111111', 'eu-west-1'), []);
  const foreign = subject('vpce-svc-1', '222222222222');
  assert.deepEqual(files.read(foreign, 'NewConnections', 0, Number.MAX_SAFE_INTEGER), []);
});
