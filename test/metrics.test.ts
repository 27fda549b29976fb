/** What metrics say of connections that real hosts have made. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { MetricFiles } from '../src/metrics/metric-files.ts';
import { prometheusText } from '../src/metrics/prometheus.ts';
import { Sampler } from '../src/metrics/sampler.ts';
import { openNode } from './harness/node.ts';

const world = `
vpc vpc-p cidr=10.0.0.0/16
subnet subnet-p vpc=vpc-p cidr=10.0.1.0/24 zone=a
eni eni-n subnet=subnet-p ip=10.0.1.50 of=nlb
nlb nlb-1 nodes=eni-n
eni eni-t subnet=subnet-p ip=10.0.1.10 of=instance
instance i-t eni=eni-t state=running
group tg-1 vpc=vpc-p type=ip targets=10.0.1.10:8080@a
listener l-1 nlb=nlb-1 port=80 group=tg-1
service vpce-svc-1 nlbs=nlb-1
${['c', 'd']
  .map(
    (name) => `
vpc vpc-${name} cidr=10.0.0.0/16
subnet subnet-${name} vpc=vpc-${name} cidr=10.0.1.0/24 zone=a
sg sg-${name} vpc=vpc-${name} rules=tcp:80-80:0.0.0.0/0
eni eni-${name}e subnet=subnet-${name} ip=10.0.1.100 of=endpoint sgs=sg-${name}
endpoint vpce-${name} service=vpce-svc-1 state=available epoch=0 enis=eni-${name}e sgs=sg-${name}
eni eni-${name} subnet=subnet-${name} ip=10.0.1.10 of=instance
instance i-${name} eni=eni-${name} state=running
`,
  )
  .join('')}`;

const connections = 3;
const bytesEach = 10_000;

test('an endpoint that carried connections and bytes reports just these, on both sides, and another nothing', async () => {
  await using node = await openNode(world);
  const { hyperplane, resources, health } = node;
  const directory = mkdtempSync(join(tmpdir(), 'postern-metrics-'));
  try {
    const files = await MetricFiles.open({ directory, now: Date.now });
    const counters = () => hyperplane.stats();
    const sampler = new Sampler({ resources, health, files, counters, now: Date.now });
    const [target, client] = [node.station('i-t'), node.station('i-c')];
    target.tell({ do: 'listen', port: 8080 });
    await target.until(({ event }) => event === 'listening', 'listening');
    for (let id = 0; id < connections; id++) {
      client.tell({ do: 'connect', id: `${id}`, host: '10.0.1.100', port: 80 });
      await client.until((it) => it.event === 'connected' && it.id === `${id}`, 'connected');
      client.tell({ do: 'exchange', id: `${id}`, bytes: bytesEach });
      await client.until((it) => it.event === 'exchanged' && it.id === `${id}`, 'exchanged');
    }
    await hyperplane.sweep();
    await sampler.close();

    const total = (part: string, name: string, statistic: 'sum' | 'max' = 'sum') => {
      const owners = [...resources.all('vpc')].map(({ accountId, region }) => ({ accountId, region }));
      const all = owners.flatMap(({ accountId, region }) => files.subjects(accountId, region));
      const found = all.find(({ dimensions, metricNames }) => {
        return (
          metricNames.includes(name) &&
          dimensions.length === Number(part.split(' ')[1]) &&
          dimensions.some(({ value }) => value === part.split(' ')[0])
        );
      });
      const points = found ? files.read(found, name, 0, Number.MAX_SAFE_INTEGER) : [];
      return points.reduce((sum, point) => sum + point[statistic], 0);
    };
    const [mine, other] = [`${node.id('vpce-c')} 4`, `${node.id('vpce-d')} 4`];
    assert.equal(total(mine, 'NewConnections'), connections);
    assert.equal(total(mine, 'ActiveConnections', 'max') >= connections, true);
    const bytes = total(mine, 'BytesProcessed');
    const payload = 2 * connections * bytesEach;
    assert.ok(bytes > payload && bytes < 1.5 * payload, `${bytes} bytes`);
    assert.equal(total(mine, 'RstPacketsReceived'), 0);
    assert.equal(total(other, 'NewConnections') + total(other, 'BytesProcessed'), 0);
    const serviceId = resources.get('endpoint', node.id('vpce-c'))?.serviceId;
    const service = `${serviceId} 1`;
    assert.equal(total(service, 'NewConnections'), connections);
    assert.equal(total(service, 'BytesProcessed'), bytes);

    // The lines above say of an interface what it is for, not of whom.
    for (const each of [...resources.all('networkInterface')]) {
      const of = [...resources.all('endpoint')].find(({ networkInterfaceIds: ids }) => ids.includes(each.id));
      const attachment = of ? { kind: 'endpoint' as const, endpointId: of.id } : { kind: 'none' as const };
      const place = { accountId: '111122223333', region: 'us-east-1', vpcId: 'vpc-1' as const };
      resources.put('networkInterface', { ...each, ...place, attachment });
    }
    const text = prometheusText({
      ...{ resources, health, counters: hyperplane.stats(), drops: hyperplane.drops() },
      flows: hyperplane.flowCount(),
    });
    const line = new RegExp(
      `^postern_connections_opened_total\\{.*endpoint="${node.id('vpce-c')}",traffic="tcp"\\} ${connections}$`,
      'm',
    );
    assert.match(text, line);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
