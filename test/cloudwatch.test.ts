/** CloudWatch, asked with AWS's SDK, after real connections through an endpoint. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CloudWatchClient, GetMetricDataCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { callAdmin } from '../src/admin/admin-client.ts';
import type { Machine } from '../src/demo/machine.ts';
import { type Network, region, required, until } from '../src/demo/world.ts';
import { settingsFrom } from '../src/main/settings.ts';
import { echo, talk } from './harness/programs.ts';
import { openScene, runIn, type Scene } from './harness/scene.ts';

const connections = 3;
const lines = 20;

test('connections through an endpoint are in the metrics of its consumer, its service and its load balancer', async () => {
  await using scene = await openScene({ server: echo });
  const [consumer] = scene.consumers;
  assert.ok(consumer);
  const began = new Date(Date.now() - 60_000);
  const host = consumer.endpoint.addresses[0];
  for (let at = 0; at < connections; at += 1) {
    await runIn(scene, consumer, '10.0.1.10', talk, host, '80', String(40_000 + at), 'word', String(lines));
  }
  await restartInOrder(scene);

  const { LoadBalancers } = await scene.provider.elb.send(new DescribeLoadBalancersCommand({}));
  const arn = required(LoadBalancers?.[0]?.LoadBalancerArn);
  const loadBalancer = { LoadBalancer: arn.slice(arn.indexOf('net/')) };
  const service = { 'Service Id': scene.service.serviceId };
  const endpoint = {
    'Endpoint Type': 'Interface',
    'Service Name': scene.service.serviceName,
    'VPC Endpoint Id': consumer.endpoint.endpointId,
    'VPC Id': consumer.vpcId,
  };
  const ask = (of: Network, namespace: string, dimensions: object) =>
    sums(client(of, scene.machine), namespace, dimensions, began);

  const balanced = ask(scene.provider, 'AWS/NetworkELB', loadBalancer);
  assert.equal(await balanced('NewFlowCount'), connections);
  assert.equal(await balanced('NewFlowCount_TCP'), connections);
  assert.equal(await balanced('SecurityGroupBlockedFlowCount_Outbound_TCP'), 0);
  assert.ok((await balanced('ZonalHealthStatus')) > 0);
  const provided = ask(scene.provider, 'AWS/PrivateLinkServices', service);
  assert.equal(await provided('NewConnections'), connections);
  const consumed = ask(consumer, 'AWS/PrivateLinkEndpoints', endpoint);
  assert.equal(await consumed('NewConnections'), connections);
  const bytes = await consumed('BytesProcessed');
  assert.ok(bytes > 2 * connections * lines * 'word 0\n'.length, `${bytes} bytes`);
  assert.equal(await provided('BytesProcessed'), bytes);
  assert.equal(await balanced('ProcessedBytes'), bytes);

  // Neither side sees what is the other's.
  for (const [of, namespace] of [
    [consumer, 'AWS/NetworkELB'],
    [consumer, 'AWS/PrivateLinkServices'],
    [scene.provider, 'AWS/PrivateLinkEndpoints'],
  ] as const) {
    const { Metrics } = await client(of, scene.machine).send(
      new ListMetricsCommand({ Namespace: namespace }),
    );
    assert.deepEqual(Metrics ?? [], []);
  }
});

/** The minute that is not over is kept when the daemon ends in order. */
async function restartInOrder({ instance, machine }: Scene): Promise<void> {
  const { pid } = await callAdmin(settingsFrom({ instance }).adminSocket, 'GET /info');
  process.kill(pid, 'SIGTERM');
  await until('the daemon to end', async () => {
    try {
      process.kill(pid, 0);
      return false;
    } catch {
      return true;
    }
  });
  await machine.start();
}

function client({ ec2 }: Network, { endpoint }: Machine): CloudWatchClient {
  const { credentials } = ec2.config;
  return new CloudWatchClient({ endpoint, region, credentials });
}

/** @returns what gives the sum of all samples of a metric since then */
function sums(cloudWatch: CloudWatchClient, Namespace: string, dimensions: object, StartTime: Date) {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  return async (MetricName: string): Promise<number> => {
    const Metric = { Namespace, MetricName, Dimensions };
    const { MetricDataResults } = await cloudWatch.send(
      new GetMetricDataCommand({
        StartTime,
        EndTime: new Date(Date.now() + 60_000),
        MetricDataQueries: [{ Id: 'm', MetricStat: { Metric, Period: 60, Stat: 'Sum' } }],
      }),
    );
    const [result] = MetricDataResults ?? [];
    assert.equal(result?.StatusCode, 'Complete');
    return (result.Values ?? []).reduce((sum, value) => sum + value, 0);
  };
}
