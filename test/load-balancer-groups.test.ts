/** Security groups of a load balancer, with real packets from both sides. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DropReason } from '../src/hyperplane/drop-reasons.ts';
import type { Station } from '../src/hyperplane/test-station.ts';
import type { Arn } from '../src/model/ids.ts';
import { eventually } from '../src/network/testing/place.ts';
import { openNode, type TestNode } from './harness/node.ts';

const out = '>tcp:8080-8080:sg-t,>udp:7000-7000:10.0.1.10/32';
const groups = (rules: string) => `sg sg-lb vpc=vpc-p rules=${rules}`;
const balancer = (more: string) => `nlb nlb-1 nodes=eni-n sgs=sg-lb ${more}`;
const check = 'check=intervalSeconds:5,timeoutSeconds:2,healthyThreshold:2,unhealthyThreshold:2,port:8080';
const world = `
vpc vpc-p cidr=10.0.0.0/16
subnet subnet-p vpc=vpc-p cidr=10.0.1.0/24 zone=a
${groups('')}
sg sg-t vpc=vpc-p rules=
sg sg-in vpc=vpc-p rules=
eni eni-n subnet=subnet-p ip=10.0.1.50 of=nlb sgs=sg-lb
${balancer('')}
eni eni-t subnet=subnet-p ip=10.0.1.10 of=instance sgs=sg-t
instance i-t eni=eni-t state=running
eni eni-l subnet=subnet-p ip=10.0.1.11 of=instance sgs=sg-in
instance i-l eni=eni-l state=running
eni eni-o subnet=subnet-p ip=10.0.1.12 of=instance
instance i-o eni=eni-o state=running
group tg vpc=vpc-p type=ip targets=10.0.1.10:8080@a ${check}
group tg-udp vpc=vpc-p type=ip protocol=UDP targets=10.0.1.10:7000@a ${check}
group tg-relayed vpc=vpc-p type=ip targets=10.0.1.10:8080@a set=proxy_protocol_v2.enabled:true ${check}
listener l-80 nlb=nlb-1 port=80 group=tg
listener l-81 nlb=nlb-1 port=81 group=tg-relayed
listener l-70 nlb=nlb-1 port=70 group=tg-udp protocol=UDP
service vpce-svc-1 nlbs=nlb-1
vpc vpc-c cidr=10.0.0.0/16
subnet subnet-c vpc=vpc-c cidr=10.0.1.0/24 zone=a
sg sg-c vpc=vpc-c rules=-1:*:0.0.0.0/0
eni eni-e subnet=subnet-c ip=10.0.1.100 of=endpoint sgs=sg-c
endpoint vpce-1 service=vpce-svc-1 state=available epoch=0 enis=eni-e sgs=sg-c
eni eni-c subnet=subnet-c ip=10.0.1.11 of=instance
instance i-c eni=eni-c state=running
`;

interface Scene extends AsyncDisposable {
  readonly node: TestNode;
  readonly consumer: Station;
  readonly inGroup: Station;
  readonly other: Station;
}

async function openScene(rules: string, more = ''): Promise<Scene> {
  const node = await openNode(world);
  await node.put(`${groups(rules)}\n${balancer(more)}`);
  const target = node.station('i-t');
  target.tell({ do: 'listen', port: 8080 });
  target.tell({ do: 'listenUdp', port: 7000 });
  await eventually(
    'both to listen',
    () => target.happened.filter(({ event }) => event === 'listening').length === 2,
  );
  return {
    node,
    consumer: node.station('i-c'),
    inGroup: node.station('i-l'),
    other: node.station('i-o'),
    [Symbol.asyncDispose]: () => node[Symbol.asyncDispose](),
  };
}

let names = 0;

/** Connects and exchanges some bytes. */
async function reaches(station: Station, host: string, port = 80): Promise<string> {
  const id = `c${names++}`;
  station.tell({ do: 'connect', id, host, port });
  await station.until((it) => it.event === 'connected' && it.id === id, 'the connection');
  await exchanges(station, id);
  return id;
}

async function exchanges(station: Station, id: string): Promise<void> {
  const before = station.happened.length;
  station.tell({ do: 'exchange', id, bytes: 1000 });
  await eventually('the exchange', () =>
    station.happened.slice(before).some((it) => it.event === 'exchanged' && it.id === id),
  );
}

/** Connects, and is dropped for the reason without a word. */
async function isDropped({ node }: Scene, station: Station, host: string, reason: DropReason, port = 80) {
  const id = `d${names++}`;
  const before = node.hyperplane.drops()[reason];
  station.tell({ do: 'connect', id, host, port });
  await eventually(`a drop for ${reason}`, () => node.hyperplane.drops()[reason] > before);
  assert.ok(!station.happened.some((it) => 'id' in it && it.id === id));
}

async function echoes(station: Station, host: string): Promise<number> {
  const id = `u${names++}`;
  station.tell({ do: 'echoUdp', id, host, port: 70, count: 5, patienceMs: 1000 });
  const echoed = await station.until((it) => it.event === 'echoed' && it.id === id, 'the echo');
  assert.ok(echoed.event === 'echoed');
  return echoed.right;
}

// The name in the lines above.
const groupArn = 'tg' as Arn;
const [node, endpoint] = ['10.0.1.50', '10.0.1.100'];

test('a client of an endpoint is let in by its address alone, one in the VPC by its group too', async () => {
  await using scene = await openScene(`tcp:80-81:sg-in,udp:70-70:sg-in,${out}`);
  const { consumer, inGroup, other } = scene;
  await reaches(inGroup, node);
  await reaches(inGroup, node, 81);
  assert.equal(await echoes(inGroup, node), 5);
  await isDropped(scene, other, node, 'security_group');
  // It has the very address that the member of the group has.
  await isDropped(scene, consumer, endpoint, 'load_balancer_inbound');
  await isDropped(scene, consumer, endpoint, 'load_balancer_inbound', 81);
  assert.equal(await echoes(consumer, endpoint), 0);
  await scene.node.put(groups(`tcp:80-81:10.0.1.11/32,udp:70-70:10.0.1.11/32,${out}`));
  await reaches(consumer, endpoint);
  await reaches(consumer, endpoint, 81);
  assert.equal(await echoes(consumer, endpoint), 5);
});

test('rules of prefix lists hold, and a rule that goes stops new connections, not those that are open', async () => {
  await using scene = await openScene(out);
  const { consumer } = scene;
  await scene.node.put(`pl pl-1 entries=192.168.0.0/16,10.0.1.8/29\n${groups(`tcp:80-81:pl-1,${out}`)}`);
  const open = await reaches(consumer, endpoint);
  const relayed = await reaches(consumer, endpoint, 81);
  await scene.node.put('pl pl-1 entries=192.168.0.0/16');
  await isDropped(scene, consumer, endpoint, 'load_balancer_inbound');
  await isDropped(scene, consumer, endpoint, 'load_balancer_inbound', 81);
  await exchanges(consumer, open);
  await exchanges(consumer, relayed);
});

test('with inbound rules turned off for endpoints their clients come in, and those in the VPC do not', async () => {
  await using scene = await openScene(out, 'enforce=off');
  const { consumer, inGroup } = scene;
  await reaches(consumer, endpoint);
  await reaches(consumer, endpoint, 81);
  assert.equal(await echoes(consumer, endpoint), 5);
  await isDropped(scene, inGroup, node, 'security_group');
  await scene.node.put(balancer('enforce=on'));
  await isDropped(scene, consumer, endpoint, 'load_balancer_inbound');
});

test('outbound rules stop clients, relays and health checks alike, until they let the target be reached', async () => {
  await using scene = await openScene('-1:*:0.0.0.0/0,>tcp:9999-9999:sg-t');
  const { node: inside, consumer } = scene;
  await isDropped(scene, consumer, endpoint, 'load_balancer_outbound');
  assert.equal(await echoes(consumer, endpoint), 0);
  const target = { id: '10.0.1.10', port: 8080 };
  await eventually('the target to be unhealthy', () => {
    const { state, reason } = inside.health.healthOf(groupArn, target);
    return state === 'unhealthy' && reason === 'Target.Timeout';
  });
  // What the relay opens counts for the node, as checks do.
  const blocked = () => {
    const stats = [...inside.hyperplane.stats().values()];
    return stats.map(({ blockedOutbound: { tcp, udp } }) => [tcp > 0n, udp > 0n]);
  };
  assert.ok(
    blocked().some(([tcp, udp]) => tcp && udp),
    'of the endpoint',
  );
  assert.ok(
    blocked().some(([tcp, udp]) => tcp && !udp),
    'of the node',
  );
  await inside.put(groups(`-1:*:0.0.0.0/0,${out}`));
  await reaches(consumer, endpoint);
  await reaches(consumer, endpoint, 81);
  assert.equal(await echoes(consumer, endpoint), 5);
  await eventually(
    'the target to be healthy',
    () => inside.health.healthOf(groupArn, target).state === 'healthy',
    30_000,
  );
});
