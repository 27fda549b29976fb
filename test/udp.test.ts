/** UDP through an endpoint, with real packets. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maps } from '../src/hyperplane/layout.ts';
import type { Station } from '../src/hyperplane/test-station.ts';
import { eventually } from '../src/network/testing/place.ts';
import { openNode, type TestNode } from './harness/node.ts';

/** @see https://www.iana.org/assignments/protocol-numbers */
const udp = 17;

const world = `
vpc vpc-p cidr=10.0.0.0/16
subnet subnet-p vpc=vpc-p cidr=10.0.1.0/24 zone=a
eni eni-n subnet=subnet-p ip=10.0.1.50 of=nlb
nlb nlb-1 nodes=eni-n
eni eni-t subnet=subnet-p ip=10.0.1.10 of=instance
instance i-t eni=eni-t state=running
group tg-1 vpc=vpc-p type=ip protocol=TCP_UDP targets=10.0.1.10:7000@a
listener l-1 nlb=nlb-1 port=700 group=tg-1 protocol=UDP
listener l-2 nlb=nlb-1 port=701 group=tg-1 protocol=TCP_UDP
service vpce-svc-1 nlbs=nlb-1
${['c', 'd']
  .map(
    (name) => `
vpc vpc-${name} cidr=10.0.0.0/16
subnet subnet-${name} vpc=vpc-${name} cidr=10.0.1.0/24 zone=a
sg sg-${name} vpc=vpc-${name} rules=udp:700-701:10.0.1.10/32,tcp:701-701:10.0.1.10/32
eni eni-${name}e subnet=subnet-${name} ip=10.0.1.100 of=endpoint sgs=sg-${name}
endpoint vpce-${name} service=vpce-svc-1 state=available epoch=0 enis=eni-${name}e sgs=sg-${name}
eni eni-${name} subnet=subnet-${name} ip=10.0.1.10 of=instance
instance i-${name} eni=eni-${name} state=running
eni eni-${name}x subnet=subnet-${name} ip=10.0.1.11 of=instance
instance i-${name}x eni=eni-${name}x state=running
`,
  )
  .join('')}`;

test('10,000 datagrams come back and none is lost, from a node that the target sees', async () => {
  await using scene = await openScene();
  const echoed = await echo(scene.c, { count: 10_000, bytes: 700 });
  assert.equal(echoed.right, 10_000);
  assert.deepEqual(echoed.peers, [`10.0.1.50:${echoed.localPort}`]);
  await scene.node.hyperplane.sweep();
  const stats = [...scene.node.hyperplane.stats().values()].find((each) => each.packetsIn > 9_000n);
  assert.ok(stats && stats.packetsIn === 10_000n && stats.packetsOut === 10_000n);
});

test('two clients with the same address and port reach the same target at once, each with its own answers', async () => {
  await using scene = await openScene();
  const both = await Promise.all(
    [scene.c, scene.d].map((station) => echo(station, { count: 2000, localPort: 40_000 })),
  );
  for (const { right, peers } of both) {
    assert.equal(right, 2000);
    assert.equal(peers.length, 1);
  }
  assert.equal(new Set(both.flatMap(({ peers }) => peers)).size, 2, 'the target can tell them apart');
  assert.ok(both.some(({ peers }) => peers[0] === '10.0.1.50:40000'));
});

test('a listener of both protocols takes both, and one of UDP refuses no TCP but drops it', async () => {
  await using scene = await openScene();
  scene.target.tell({ do: 'listen', port: 7000 });
  assert.equal((await echo(scene.c, { port: 701, count: 10 })).right, 10);
  scene.c.tell({ do: 'connect', id: 'both', host: '10.0.1.100', port: 701 });
  await scene.c.until((it) => it.event === 'connected' && it.id === 'both', 'the connection');
  const before = scene.node.hyperplane.drops().no_listener;
  scene.c.tell({ do: 'connect', id: 'udp only', host: '10.0.1.100', port: 700 });
  await eventually('the drop', () => scene.node.hyperplane.drops().no_listener > before);
  assert.ok(!scene.c.happened.some((it) => 'id' in it && it.id === 'udp only'));
});

test('a source that no rule names, or that a rule names for TCP alone, gets no answer', async () => {
  await using scene = await openScene();
  const outside = scene.node.station('i-cx');
  const before = scene.node.hyperplane.drops().security_group;
  assert.equal((await echo(outside, { count: 3, patienceMs: 500 })).right, 0);
  assert.equal(scene.node.hyperplane.drops().security_group, before + 3n);
  await scene.node.put('sg sg-c vpc=vpc-c rules=tcp:700-701:10.0.1.10/32');
  assert.equal((await echo(scene.c, { count: 3, patienceMs: 500 })).right, 0);
});

test('datagrams in fragments are dropped and counted, in both directions', async () => {
  await using scene = await openScene();
  const before = scene.node.hyperplane.drops().ip_fragment;
  assert.equal((await echo(scene.c, { count: 1, bytes: 4000, patienceMs: 500 })).right, 0);
  const between = scene.node.hyperplane.drops().ip_fragment;
  assert.equal(between - before, 3n);
  // Fits on the way there; the target's answer, which is longer, does not on the way back.
  assert.equal((await echo(scene.c, { count: 1, bytes: 1470, patienceMs: 500 })).right, 0);
  assert.equal(scene.node.hyperplane.drops().ip_fragment - between, 2n);
});

test('a consumer that is rejected is cut at once in both directions, and another goes on', async () => {
  await using scene = await openScene();
  const long = { count: 1_000_000, patienceMs: 1000 };
  const cut = echo(scene.c, long);
  // Health checks have flows too, of TCP.
  await eventually('the flow', () => flowsOf(scene.node, udp).length === 2);
  await scene.node.put('endpoint vpce-c service=vpce-svc-1 state=rejected epoch=1 enis=eni-ce sgs=sg-c');
  const { right } = await cut;
  assert.ok(right < 1_000_000);
  assert.ok(scene.node.hyperplane.drops().flow_revoked >= 1n);
  assert.equal((await echo(scene.c, { count: 3, patienceMs: 500 })).right, 0);
  assert.equal((await echo(scene.d, { count: 100 })).right, 100);
});

test('the target opens no flow to a client', async () => {
  await using scene = await openScene();
  assert.equal((await echo(scene.c, { count: 1, localPort: 45_000 })).right, 1);
  const before = scene.node.hyperplane.drops().no_listener;
  scene.target.tell({
    do: 'echoUdp',
    id: 'back',
    host: '10.0.1.50',
    port: 45_001,
    count: 2,
    patienceMs: 300,
  });
  const back = await scene.target.until((it) => it.event === 'echoed', 'patience');
  assert.ok(back.event === 'echoed' && back.right === 0);
  assert.equal(scene.node.hyperplane.drops().no_listener, before + 2n);
});

function flowsOf({ hyperplane }: TestNode, protocol: number) {
  const keys = [...hyperplane.maps.flows.raw.keys()].map((key) => maps.flows.key.decode(key));
  return keys.filter((key) => key.protocol === protocol);
}

async function openScene() {
  const node = await openNode(world);
  try {
    const [target, c, d] = [node.station('i-t'), node.station('i-c'), node.station('i-d')];
    target.tell({ do: 'listenUdp', port: 7000 });
    await target.until(({ event }) => event === 'listening', 'listening');
    return { node, target, c, d, [Symbol.asyncDispose]: () => disposeOf(node) };
  } catch (error) {
    await disposeOf(node);
    throw error;
  }
}

function disposeOf(node: TestNode): Promise<void> {
  return Promise.resolve(node[Symbol.asyncDispose]());
}

let serial = 0;

async function echo(
  station: Station,
  what: { count: number; bytes?: number; port?: number; localPort?: number; patienceMs?: number },
) {
  serial += 1;
  const id = `echo${serial}`;
  station.tell({ do: 'echoUdp', id, host: '10.0.1.100', port: 700, ...what });
  const echoed = await station.until((it) => it.event === 'echoed' && it.id === id, id);
  assert.ok(echoed.event === 'echoed');
  return echoed;
}
