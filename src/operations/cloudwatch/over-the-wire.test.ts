/** CloudWatch as its clients speak to it: the SDK, the aws command, and the older query form. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import {
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
} from '@aws-sdk/client-cloudwatch';
import type { KnownSubject, MetricReader } from '../../model/metrics.ts';
import { startTestServer, type TestServer } from '../../server/testing/server.ts';
import { operations } from '../generated/registry.ts';

const minuteMs = 60_000;
const endMs = Math.floor(Date.now() / (10 * minuteMs)) * 10 * minuteMs;
const startMs = endMs - 10 * minuteMs;

const known: KnownSubject = {
  accountId: '111111111111',
  region: 'us-east-1',
  namespace: 'AWS/PrivateLinkEndpoints',
  dimensions: [
    { name: 'Endpoint Type', value: 'Interface' },
    { name: 'VPC Endpoint Id', value: 'vpce-1' },
  ],
  metricNames: ['BytesProcessed', 'NewConnections'],
  lastMs: endMs - minuteMs,
};

/** Minute n has one sample of n, from 1 to 10. */
const metrics: MetricReader = {
  subjects: (accountId, region) => (accountId === known.accountId && region === known.region ? [known] : []),
  read: ({ accountId, dimensions }, metricName, fromMs, toMs) => {
    if (accountId !== known.accountId || metricName !== 'BytesProcessed') return [];
    if (JSON.stringify(dimensions) !== JSON.stringify(known.dimensions)) return [];
    return Array.from({ length: 10 }, (_, at) => at + 1)
      .map((n) => ({ timeMs: startMs + (n - 1) * minuteMs, min: n, max: n, sum: n, count: 1 }))
      .filter(({ timeMs }) => timeMs >= fromMs && timeMs < toMs);
  },
};

let server: TestServer;
before(async () => {
  server = await startTestServer(operations, { metrics });
});
after(() => server[Symbol.asyncDispose]());

const Dimensions = [
  { Name: 'VPC Endpoint Id', Value: 'vpce-1' },
  { Name: 'Endpoint Type', Value: 'Interface' },
];
const metric = { Namespace: 'AWS/PrivateLinkEndpoints', MetricName: 'BytesProcessed', Dimensions };
const range = { StartTime: new Date(startMs), EndTime: new Date(endMs) };
const stat = { MetricStat: { Metric: metric, Period: 300, Stat: 'Sum' } };

test('ListMetrics names what the account has, by filters', async () => {
  const names = async (input: object, key?: string) => {
    const { Metrics = [] } = await server.cloudwatch(key).send(new ListMetricsCommand(input));
    return Metrics.map(({ MetricName }) => MetricName);
  };
  assert.deepEqual(await names({}), ['BytesProcessed', 'NewConnections']);
  assert.deepEqual(await names({ MetricName: 'BytesProcessed', RecentlyActive: 'PT3H' }), ['BytesProcessed']);
  assert.equal((await names({ Dimensions: [{ Name: 'VPC Endpoint Id' }] })).length, 2);
  assert.deepEqual(await names({ Dimensions: [{ Name: 'VPC Endpoint Id', Value: 'vpce-2' }] }), []);
  assert.deepEqual(await names({ Namespace: 'AWS/NetworkELB' }), []);
  assert.deepEqual(await names({}, 'AKIAOTHER'), [], 'another account');
});

test('GetMetricStatistics puts minutes together', async () => {
  const { Datapoints = [], Label } = await server.cloudwatch().send(
    new GetMetricStatisticsCommand({
      ...metric,
      ...range,
      Period: 300,
      Statistics: ['Sum', 'Average', 'Maximum', 'Minimum', 'SampleCount'],
    }),
  );
  assert.equal(Label, 'BytesProcessed');
  assert.deepEqual(Datapoints, [
    {
      Timestamp: new Date(startMs),
      ...{ Sum: 15, Average: 3, Maximum: 5, Minimum: 1, SampleCount: 5 },
      Unit: 'Bytes',
    },
    {
      Timestamp: new Date(startMs + 300_000),
      ...{ Sum: 40, Average: 8, Maximum: 10, Minimum: 6, SampleCount: 5 },
      Unit: 'Bytes',
    },
  ]);
});

test('GetMetricData gives the newest first unless asked, in pages, and nothing of other accounts', async () => {
  const get = (input: object, key?: string) =>
    server
      .cloudwatch(key)
      .send(new GetMetricDataCommand({ ...range, MetricDataQueries: [{ Id: 'm1', ...stat }], ...input }));
  assert.deepEqual((await get({})).MetricDataResults?.[0]?.Values, [40, 15]);
  const first = await get({ ScanBy: 'TimestampAscending', MaxDatapoints: 1 });
  assert.deepEqual(first.MetricDataResults?.[0]?.Values, [15]);
  assert.equal(first.MetricDataResults?.[0]?.StatusCode, 'PartialData');
  const second = await get({ ScanBy: 'TimestampAscending', MaxDatapoints: 1, NextToken: first.NextToken });
  assert.deepEqual([second.MetricDataResults?.[0]?.Values, second.NextToken], [[40], undefined]);
  assert.deepEqual((await get({}, 'AKIAOTHER')).MetricDataResults?.[0]?.Values, []);
});

test('refusals have the codes of the query form and the SDK knows them', async () => {
  const statistics = { ...metric, ...range, Period: 60, Statistics: ['Sum' as const] };
  const get = (input: object) =>
    server.cloudwatch().send(new GetMetricStatisticsCommand({ ...statistics, ...input }));
  const wide = { StartTime: new Date(endMs - 1441 * minuteMs) };
  await assert.rejects(get(wide), /1441 datapoints.*limit of 1440/);
  await assert.rejects(get(wide), (error: Error) => {
    assert.match(error.name, /^InvalidParameterCombination/);
    return true;
  });
  await assert.rejects(get({ Period: 61 }), /multiple of 60/);
  await assert.rejects(get({ StartTime: new Date(endMs) }), /less than/);
  await assert.rejects(get({ Statistics: undefined, ExtendedStatistics: ['p99'] }), /every sample/);
  const math = { ...range, MetricDataQueries: [{ Id: 'e1', Expression: 'SUM(METRICS())' }] };
  await assert.rejects(server.cloudwatch().send(new GetMetricDataCommand(math)), /evaluates no expressions/);
});

const json = (headers: Readonly<Record<string, string>>, body: string | Buffer, target = 'ListMetrics') =>
  server.send({
    service: 'monitoring',
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `GraniteServiceVersion20100801.${target}`,
      ...headers,
    },
    body: body as string,
  });

test('an error in JSON carries the code of the query form in a header', async () => {
  const answer = await json({}, JSON.stringify({ NextToken: 'x' }));
  assert.equal(answer.status, 400);
  assert.equal(answer.headers.get('x-amzn-query-error'), 'InvalidParameterValue;Sender');
  assert.equal(JSON.parse(answer.body).__type, 'InvalidParameterValueException');
});

test('a compressed body is read, and one that is none is refused', async () => {
  const good = await json({ 'content-encoding': 'gzip' }, gzipSync('{"MetricName":"BytesProcessed"}'));
  assert.equal(JSON.parse(good.body).Metrics.length, 1);
  assert.match((await json({ 'content-encoding': 'gzip' }, '{}')).body, /SerializationException/);
  const bomb = gzipSync(Buffer.alloc(2 * 1024 * 1024, 32));
  assert.match((await json({ 'content-encoding': 'gzip' }, bomb)).body, /SerializationException/);
});

test('the query form is answered in XML', async () => {
  const query = (body: string) => server.send({ service: 'monitoring', method: 'POST', body });
  const listed = await query('Action=ListMetrics&Version=2010-08-01&MetricName=BytesProcessed');
  assert.match(
    listed.body,
    /<ListMetricsResponse xmlns="http:\/\/monitoring.amazonaws.com\/doc\/2010-08-01\/"><ListMetricsResult><Metrics><member>/,
  );
  const refused = await query('Action=ListMetrics&Version=2010-08-01&NextToken=x');
  assert.match(refused.body, /<Code>InvalidParameterValue<\/Code>/);
});

test('the aws command reads a metric', async () => {
  const { stdout } = await promisify(execFile)(
    'aws',
    [
      ...['cloudwatch', 'get-metric-statistics', '--endpoint-url', server.url, '--region', 'us-east-1'],
      ...['--namespace', metric.Namespace, '--metric-name', metric.MetricName, '--period', '600'],
      ...['--statistics', 'Sum', '--start-time', range.StartTime.toISOString()],
      ...['--end-time', range.EndTime.toISOString(), '--output', 'json', '--dimensions'],
      ...Dimensions.map(({ Name, Value }) => `Name=${Name},Value=${Value}`),
    ],
    {
      env: {
        ...process.env,
        AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
        AWS_SECRET_ACCESS_KEY: server.keys.get('AKIAEXAMPLE')?.secret,
      },
    },
  );
  assert.equal(JSON.parse(stdout).Datapoints[0].Sum, 55);
});
