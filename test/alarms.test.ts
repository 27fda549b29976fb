/** Alarms that real hosts cause, and what a topic's subscriber reads of them; the minutes are the test's. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { DescribeAlarmsCommand, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { CreateTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { after, Deliveries } from '../src/deliveries/deliveries.ts';
import { openSigningKey } from '../src/deliveries/signing-key.ts';
import { eventually } from '../src/deliveries/testing/receiver.ts';
import { evaluateAt } from '../src/main/alarms.ts';
import { MetricFiles } from '../src/metrics/metric-files.ts';
import { Sampler } from '../src/metrics/sampler.ts';
import { rootCaller } from '../src/model/caller.ts';
import { randomIds } from '../src/model/random-ids.ts';
import { operations } from '../src/operations/generated/registry.ts';
import { startTestServer, type TestServer } from '../src/server/testing/server.ts';
import { openNode, type TestNode } from './harness/node.ts';

const accountId = '111122223333';
const group = `arn:aws:elasticloadbalancing:us-east-1:${accountId}:targetgroup/tg/0123456789abcdef`;
const world = `
vpc vpc-p cidr=10.0.0.0/16
subnet subnet-p vpc=vpc-p cidr=10.0.1.0/24 zone=a
eni eni-n subnet=subnet-p ip=10.0.1.50 of=nlb
nlb nlb-1 nodes=eni-n
eni eni-1 subnet=subnet-p ip=10.0.1.11 of=instance
instance i-1 eni=eni-1 state=running
eni eni-2 subnet=subnet-p ip=10.0.1.12 of=instance
instance i-2 eni=eni-2 state=running
listener l-1 nlb=nlb-1 port=80 group=${group}
group ${group} vpc=vpc-p type=ip targets=10.0.1.11:8080@a,10.0.1.12:8080@a check=intervalSeconds:1,timeoutSeconds:1,healthyThreshold:2,unhealthyThreshold:2
`;
const minuteMs = 60_000;

test('a target that dies raises the alarm and its topic is told; it comes back and the alarm is over', async () => {
  await using node = await openNode(world);
  const directory = mkdtempSync(join(tmpdir(), 'postern-alarms-'));
  try {
    const clock = { ms: Date.now() - (Date.now() % minuteMs) + 1_000 };
    const now = () => clock.ms;
    const files = await MetricFiles.open({ directory: join(directory, 'metrics'), now });
    await using server = await startTestServer(operations, {
      metrics: files,
      settings: { instances: false, fileDeliveries: true },
    });
    const key = server.keys.get('AKIAEXAMPLE');
    server.keys.set('AKIAEXAMPLE', { secret: key?.secret ?? '', caller: rootCaller(accountId) });
    await using heard = await follow(server, join(directory, 'deliveries'));
    const { hyperplane, resources, health } = node;
    const counters = () => hyperplane.stats();
    const sampler = new Sampler({ resources, health, files, counters, now });
    /** A minute goes by, with one look at its end. */
    const minute = async () => {
      clock.ms += minuteMs;
      await sampler.sample();
      const { state } = server;
      const log = (message: string) => assert.fail(message);
      await evaluateAt(clock.ms, { state, metrics: files, ids: randomIds(), log, breathe: async () => {} });
    };
    const servers = [node.station('i-1'), node.station('i-2')];
    for (const each of servers) {
      each.tell({ do: 'listen', port: 8080 });
      await each.until(({ event }) => event === 'listening', 'listening');
    }
    await putAlarm(server, node, heard.topic);
    const states: (string | undefined)[] = [await stateOf(server)];

    for (const [command, unhealthy] of [
      [undefined, 0],
      [{ do: 'unlisten' }, 1],
      [{ do: 'listen', port: 8080 }, 0],
    ] as const) {
      if (command) servers[1]?.tell(command);
      await eventually(() => unhealthyCount(node) === unhealthy);
      await minute();
      states.push(await stateOf(server));
      // The same again changes nothing.
      await minute();
      states.push(await stateOf(server));
    }
    assert.deepEqual(states, ['INSUFFICIENT_DATA', 'OK', 'OK', 'ALARM', 'ALARM', 'OK', 'OK']);
    const messages = await heard.messages();
    assert.deepEqual(
      messages.map(({ OldStateValue, NewStateValue }) => `${OldStateValue} ${NewStateValue}`),
      ['INSUFFICIENT_DATA OK', 'OK ALARM', 'ALARM OK'],
    );
    assert.match(
      String(messages[1]?.NewStateReason),
      /^Threshold Crossed: 1 datapoint \[1\.0 \(.*\)\] was greater than the threshold \(0\.0\)\.$/,
    );
    assert.equal(messages[1]?.AWSAccountId, accountId);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

/** A topic that writes to a file. */
async function follow(server: TestServer, directory: string) {
  const { TopicArn: topic = '' } = await server.sns().send(new CreateTopicCommand({ Name: 'ops' }));
  const subscribe = { TopicArn: topic, Protocol: 'file', Endpoint: 'ops.jsonl' };
  await server.sns().send(new SubscribeCommand(subscribe));
  const deliveries = new Deliveries({
    state: server.state,
    key: await openSigningKey(server.state),
    baseUrl: server.url,
    directory,
    post: () => Promise.reject(new Error('nobody is posted to')),
    now: Date.now,
    after,
    random: () => 0,
    log: (message) => assert.fail(message),
  });
  deliveries.start();
  return {
    topic,
    messages: async () => {
      await eventually(() => deliveries.waiting === 0);
      const lines = readFileSync(join(directory, accountId, 'ops.jsonl'), 'utf8')
        .trim()
        .split('\n');
      return lines.map((line) => JSON.parse(JSON.parse(line).Message) as Record<string, unknown>);
    },
    [Symbol.asyncDispose]: () => deliveries.close(),
  };
}

async function putAlarm(server: TestServer, node: TestNode, topic: string): Promise<void> {
  const [loadBalancer] = [...node.resources.all('loadBalancer')];
  await server.cloudwatch().send(
    new PutMetricAlarmCommand({
      AlarmName: 'down',
      Namespace: 'AWS/NetworkELB',
      MetricName: 'UnHealthyHostCount',
      Dimensions: [
        { Name: 'TargetGroup', Value: group.slice(group.indexOf('targetgroup/')) },
        { Name: 'LoadBalancer', Value: `net/${loadBalancer?.name}/${loadBalancer?.token}` },
      ],
      Statistic: 'Maximum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
      AlarmActions: [topic],
      OKActions: [topic],
    }),
  );
}

async function stateOf(server: TestServer): Promise<string | undefined> {
  const { MetricAlarms } = await server.cloudwatch().send(new DescribeAlarmsCommand({}));
  return MetricAlarms?.[0]?.StateValue;
}

/** -1 while not all are checked. */
function unhealthyCount({ resources, health }: TestNode): number {
  const targets = resources.get('targetGroup', group)?.targets ?? [];
  const states = targets.map((target) => health.healthOf(group, target).state);
  if (states.some((state) => state !== 'healthy' && state !== 'unhealthy')) return -1;
  return states.filter((state) => state === 'unhealthy').length;
}
