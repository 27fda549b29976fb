/** Which targets get which connections, and when they lose them, with real packets. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Station } from '../src/hyperplane/test-station.ts';
import { eventually } from '../src/network/testing/place.ts';
import { openNode, type TestNode } from './harness/node.ts';

const group = (name: string) =>
  `arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/${name}/0123456789abcdef`;
const check = 'check=intervalSeconds:1,timeoutSeconds:1,healthyThreshold:2,unhealthyThreshold:2';
const target = (at: number) => `10.0.1.1${at}:8080@a`;
const world = `
vpc vpc-p cidr=10.0.0.0/16
subnet subnet-p vpc=vpc-p cidr=10.0.1.0/24 zone=a
subnet subnet-q vpc=vpc-p cidr=10.0.2.0/24 zone=b
eni eni-n subnet=subnet-p ip=10.0.1.50 of=nlb
eni eni-m subnet=subnet-q ip=10.0.2.50 of=nlb
nlb nlb-1 nodes=eni-n,eni-m
${[1, 2, 3].map((at) => `eni eni-${at} subnet=subnet-p ip=10.0.1.1${at} of=instance\ninstance i-${at} eni=eni-${at} state=running`).join('\n')}
eni eni-4 subnet=subnet-q ip=10.0.2.14 of=instance
instance i-4 eni=eni-4 state=running
service vpce-svc-1 nlbs=nlb-1
vpc vpc-c cidr=10.0.0.0/16
subnet subnet-c vpc=vpc-c cidr=10.0.1.0/24 zone=a
sg sg-c vpc=vpc-c rules=-1:*:0.0.0.0/0
eni eni-e subnet=subnet-c ip=10.0.1.100 of=endpoint sgs=sg-c
endpoint vpce-1 service=vpce-svc-1 state=available epoch=0 enis=eni-e sgs=sg-c
eni eni-c subnet=subnet-c ip=10.0.1.10 of=instance
instance i-c eni=eni-c state=running
eni eni-d subnet=subnet-c ip=10.0.1.20 of=instance
instance i-d eni=eni-d state=running
`;

test('groups of a listener get the shares that their weights say, and another weight moves new connections alone', async () => {
  await using scene = await openScene(`
group ${group('a')} vpc=vpc-p type=ip targets=${target(1)} ${check}
group ${group('b')} vpc=vpc-p type=ip targets=${target(2)} ${check}
listener l-1 nlb=nlb-1 port=80 group=${group('a')}*3,${group('b')}*1
`);
  await scene.untilHealthy(['a', 'b'], [1, 2]);
  const first = await scene.load(400);
  const share = (first.counts.get('10.0.1.11') ?? 0) / 400;
  assert.ok(first.failed === 0 && share > 0.65 && share < 0.85, String(share));
  const held = await scene.connectionTo('10.0.1.11');
  await scene.node.put(`listener l-1 nlb=nlb-1 port=80 group=${group('a')}*0,${group('b')}*1`);
  const second = await scene.load(50);
  assert.deepEqual([second.failed, [...second.counts.keys()]], [0, ['10.0.1.12']]);
  scene.client.tell({ do: 'exchange', id: held, bytes: 1000 });
  await scene.client.until((it) => it.event === 'exchanged' && it.id === held, 'the exchange');
});

test('with stickiness a client stays with one target, and two clients may have two', async () => {
  await using scene = await openScene(`
group ${group('a')} vpc=vpc-p type=ip targets=${[1, 2, 3].map(target)} ${check} set=stickiness.enabled:true
listener l-1 nlb=nlb-1 port=80 group=${group('a')}
`);
  await scene.untilHealthy(['a'], [1, 2, 3]);
  const { failed, counts } = await scene.load(100);
  assert.deepEqual([failed, counts.size], [0, 1]);
  await scene.node.put(`group ${group('a')} vpc=vpc-p type=ip targets=${[1, 2, 3].map(target)} ${check}`);
  assert.equal((await scene.load(100)).counts.size, 3);
});

test('targets of another zone are reached with cross-zone balancing alone, of the load balancer or of the group', async () => {
  const groupLine = (set = '') =>
    `group ${group('a')} vpc=vpc-p type=ip targets=10.0.2.14:8080@b ${check} ${set}`;
  await using scene = await openScene(`${groupLine()}\nlistener l-1 nlb=nlb-1 port=80 group=${group('a')}`);
  assert.equal((await scene.load(3)).failed, 3, 'off');
  await scene.node.put('nlb nlb-1 nodes=eni-n,eni-m set=load_balancing.cross_zone.enabled:true');
  assert.deepEqual([...(await scene.load(10)).counts], [['10.0.2.14', 10]], 'on');
  await scene.node.put(groupLine('set=load_balancing.cross_zone.enabled:false'));
  assert.equal((await scene.load(3)).failed, 3, 'off for the group');
  await scene.node.put('nlb nlb-1 nodes=eni-n,eni-m');
  await scene.node.put(groupLine('set=load_balancing.cross_zone.enabled:true'));
  assert.deepEqual([...(await scene.load(10)).counts], [['10.0.2.14', 10]], 'on for the group');
});

test('a target that drains keeps its connections; at the end they are reset where the group asks for it', async () => {
  const lineOf = (more: string, draining?: string) =>
    `group ${group('a')} vpc=vpc-p type=ip targets=${target(1)},${target(2)}${draining ?? ''} ${check} ${more}`;
  for (const terminates of [false, true]) {
    const set = `set=deregistration_delay.connection_termination.enabled:${terminates}`;
    await using scene = await openScene(`${lineOf(set)}\nlistener l-1 nlb=nlb-1 port=80 group=${group('a')}`);
    await scene.untilHealthy(['a'], [1, 2]);
    const held = await scene.connectionTo('10.0.1.12');
    await scene.node.put(lineOf(set, '~'));
    assert.deepEqual([...(await scene.load(30)).counts.keys()], ['10.0.1.11'], 'no new ones');
    scene.client.tell({ do: 'exchange', id: held, bytes: 1000 });
    await scene.client.until((it) => it.event === 'exchanged' && it.id === held, 'the exchange');
    await scene.node.put(`group ${group('a')} vpc=vpc-p type=ip targets=${target(1)} ${check} ${set}`);
    // Also when a sweep has come by and the target's entry has gone.
    await scene.node.hyperplane.sweep();
    if (terminates) {
      scene.client.tell({ do: 'write', id: held });
      const cut = await scene.client.until((it) => it.event === 'failed' && it.id === held, 'the reset');
      assert.ok('code' in cut && cut.code === 'ECONNRESET');
      await scene.servers[1]?.until((it) => it.event === 'broken', 'the reset of the target');
    } else {
      const before = scene.client.happened.length;
      scene.client.tell({ do: 'exchange', id: held, bytes: 1000 });
      await eventually('the exchange', () => scene.client.happened.length > before);
      assert.equal(scene.client.happened.at(-1)?.event, 'exchanged');
    }
    const targets = [...scene.node.hyperplane.maps.targets.entries()];
    assert.equal(targets.filter(([, { port }]) => port === 8080).length, 1, 'nothing is left behind');
  }
});

test('every target is replaced under load and no request fails', async () => {
  const lineOf = (text: string) => `group ${group('a')} vpc=vpc-p type=ip targets=${text} ${check}`;
  await using scene = await openScene(
    `${lineOf(target(1))}\nlistener l-1 nlb=nlb-1 port=80 group=${group('a')}`,
  );
  await scene.untilHealthy(['a'], [1]);
  scene.client.tell({ do: 'load', id: 'rolling', host: '10.0.1.100', port: 80, perSecond: 100 });
  // The first target serves before it is replaced.
  await scene.load(40);
  for (const next of [2, 3]) {
    await scene.node.put(lineOf(`${target(next - 1)},${target(next)}`));
    await scene.untilHealthy(['a'], [next]);
    await scene.node.put(lineOf(`${target(next - 1)}~,${target(next)}`));
    await scene.node.put(lineOf(target(next)));
    await scene.load(40);
  }
  scene.client.tell({ do: 'unload', id: 'rolling' });
  const loaded = await scene.client.until((it) => it.event === 'loaded' && it.id === 'rolling', 'the load');
  assert.ok(loaded.event === 'loaded' && loaded.failed === 0 && loaded.right > 30, JSON.stringify(loaded));
  assert.deepEqual(loaded.peers.toSorted(), ['10.0.1.11', '10.0.1.12', '10.0.1.13']);
});

test('secondary addresses are used too, and targets answer to them', async () => {
  await using scene = await openScene(`
group ${group('a')} vpc=vpc-p type=ip targets=${target(1)} ${check}
listener l-1 nlb=nlb-1 port=80 group=${group('a')}
nlb nlb-1 nodes=eni-n secondary=10.0.1.51,10.0.1.52
`);
  await scene.untilHealthy(['a'], [1]);
  assert.equal((await scene.load(60)).failed, 0);
  const seen = scene.servers[0]?.happened.flatMap((it) =>
    it.event === 'accepted' ? [it.id.split(':')[0]] : [],
  );
  // One that a health check has reset already has no peer.
  const peers = [...new Set(seen)].filter((peer) => peer !== 'undefined');
  assert.deepEqual(peers.toSorted(), ['10.0.1.50', '10.0.1.51', '10.0.1.52']);
});

async function openScene(lines: string) {
  const node = await openNode(world);
  try {
    const servers = ([1, 2, 3, 4] as const).map((at) => node.station(`i-${at}`));
    for (const server of servers) server.tell({ do: 'listen', port: 8080 });
    for (const server of servers) await server.until(({ event }) => event === 'listening', 'listening');
    await node.put(lines);
    return sceneOf(node, servers, node.station('i-c'));
  } catch (error) {
    await node[Symbol.asyncDispose]();
    throw error;
  }
}

let serial = 0;

function sceneOf(node: TestNode, servers: readonly Station[], client: Station) {
  return {
    node,
    servers,
    client,
    /** Waits until these targets are healthy in one of the groups, and the kernel has followed. */
    untilHealthy: async (groups: readonly string[], targets: readonly number[]) => {
      const isHealthy = (at: number) =>
        groups.some((name) => {
          const found = node.health.healthOf(group(name) as 'arn:aws:x', { id: `10.0.1.1${at}`, port: 8080 });
          return found.state === 'healthy';
        });
      await eventually('health', () => targets.every(isHealthy), 30_000);
      await node.agent.idle();
    },
    connectionTo: async (address: string): Promise<string> => {
      for (;;) {
        serial += 1;
        const id = `held${serial}`;
        client.tell({ do: 'connect', id, host: '10.0.1.100', port: 80 });
        await client.until((it) => it.event === 'connected' && it.id === id, id);
        client.tell({ do: 'ask', id });
        const told = await client.until((it) => it.event === 'told' && it.id === id, 'who it is');
        if ('peer' in told && told.peer === address) return id;
      }
    },
    load: async (count: number) => {
      serial += 1;
      const id = `load${serial}`;
      client.tell({ do: 'load', id, host: '10.0.1.100', port: 80, perSecond: 200, count });
      const loaded = await client.until((it) => it.event === 'loaded' && it.id === id, id);
      assert.ok(loaded.event === 'loaded');
      return { failed: loaded.failed, counts: new Map(Object.entries(loaded.counts)) };
    },
    [Symbol.asyncDispose]: () => node[Symbol.asyncDispose](),
  };
}
