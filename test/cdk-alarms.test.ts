/** The alarms of the CDK library's service, deployed by the unmodified `cdk`, see the metrics of real traffic and a target that dies. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  type Dimension,
  ListMetricsCommand,
  type MetricAlarm,
} from '@aws-sdk/client-cloudwatch';
import { openCdk } from '../src/demo/cdk.ts';
import { type Machine, startMachine } from '../src/demo/machine.ts';
import { leftovers } from './harness/leftovers.ts';

const outputsFile = 'outputs.json';
type Outputs = Readonly<
  Record<'ClientId' | 'ServerId' | 'ServiceId' | 'LoadBalancer' | 'TargetGroup' | 'Topic', string>
>;

test('alarms of the library are there as cdk has deployed them, and go off when the target dies', async () => {
  const instance = `t${randomBytes(4).toString('hex')}`;
  const machine = await startMachine(instance, ['--instances']);
  try {
    const provider = await machine.createAccount('provider');
    const cdk = await openCdk(machine, { provider });
    const app = ['--app', `node ${join(import.meta.dirname, 'apps/alarmed.ts')}`];
    const deploy = ['deploy', '--require-approval', 'never', ...app, '--outputs-file', outputsFile];
    const { code, output } = await cdk.run('.', 'provider', ...deploy);
    assert.equal(code, 0, output);
    const outputs: Outputs = JSON.parse(readFileSync(join(cdk.directory, outputsFile), 'utf8')).Alarmed;

    const { accessKeyId, secretAccessKey } = provider;
    const client = new CloudWatchClient({
      endpoint: machine.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId, secretAccessKey },
    });
    const alarms = await alarmsOf(client);
    assert.deepEqual(alarms.map(looked).toSorted(), expected(outputs).toSorted());
    for (const { AlarmActions, OKActions } of alarms)
      assert.deepEqual([AlarmActions, OKActions], [[outputs.Topic], [outputs.Topic]]);

    await answers(machine, outputs.ClientId, 'http://shop.example.com');
    await machine.exec(outputs.ServerId, 'curl', '-sS', 'http://10.0.0.10:8080/end');
    await eventually(async () =>
      (await alarmsOf(client)).every(
        ({ MetricName, StateValue }) =>
          StateValue === (/HealthyHost/.test(MetricName ?? '') ? 'ALARM' : 'OK'),
      ),
    );
    // What they look at is what is counted, not something of a similar name.
    for (const { Namespace, MetricName, Dimensions = [] } of alarms) {
      const list = {
        Namespace,
        MetricName,
        Dimensions: Dimensions.map(({ Name, Value }) => ({ Name, Value })),
      };
      const { Metrics = [] } = await client.send(new ListMetricsCommand(list));
      const same = Metrics.filter((metric) => metric.Dimensions?.length === Dimensions.length);
      assert.equal(same.length, 1, `${Namespace} ${MetricName} is not counted: ${JSON.stringify(Metrics)}`);
    }
    const { AlarmHistoryItems = [] } = await client.send(
      new DescribeAlarmHistoryCommand({ HistoryItemType: 'Action' }),
    );
    assert.ok(AlarmHistoryItems.some(({ HistorySummary }) => HistorySummary?.includes(outputs.Topic)));
  } finally {
    await machine.remove();
  }
  assert.deepEqual(leftovers(instance), []);
});

function expected({ LoadBalancer, TargetGroup, ServiceId }: Outputs): string[] {
  const group = TargetGroup.slice(TargetGroup.indexOf('targetgroup/'));
  const ofGroup = `LoadBalancer=${LoadBalancer},TargetGroup=${group}`;
  const ofBalancer = `LoadBalancer=${LoadBalancer}`;
  return [
    `AWS/NetworkELB UnHealthyHostCount ${ofGroup} Maximum GreaterThanThreshold 0`,
    `AWS/NetworkELB HealthyHostCount ${ofGroup} Maximum LessThanThreshold 1`,
    `AWS/NetworkELB PortAllocationErrorCount ${ofBalancer} Sum GreaterThanThreshold 0`,
    `AWS/NetworkELB RejectedFlowCount ${ofBalancer} Sum GreaterThanThreshold 0`,
    `AWS/PrivateLinkServices RstPacketsSent Service Id=${ServiceId} Sum GreaterThanThreshold 100`,
  ];
}

function looked({ Namespace, MetricName, Dimensions = [], Statistic, ...rest }: MetricAlarm): string {
  const dimensions = Dimensions.map(({ Name, Value }: Dimension) => `${Name}=${Value}`).toSorted();
  const { ComparisonOperator, Threshold } = rest;
  return `${Namespace} ${MetricName} ${dimensions} ${Statistic} ${ComparisonOperator} ${Threshold}`;
}

async function alarmsOf(client: CloudWatchClient): Promise<readonly MetricAlarm[]> {
  const { MetricAlarms = [] } = await client.send(new DescribeAlarmsCommand({}));
  return MetricAlarms;
}

async function answers(machine: Machine, instanceId: string, url: string): Promise<void> {
  await eventually(async () => {
    const { stdout } = await machine.exec(instanceId, 'curl', '-sS', '--max-time', '3', url);
    return stdout === 'hello\n';
  });
}

/** Alarms are evaluated once a minute. */
async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + 240_000;
  while (!(await isSo())) {
    if (Date.now() > until) throw new Error(`in vain: ${isSo}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
