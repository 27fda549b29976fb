/** Bounds that a provider sets for a consumer, with real packets. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
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
const limited = (tags: string) =>
  `endpoint vpce-c service=vpce-svc-1 state=available epoch=0 enis=eni-ce sgs=sg-c tags=${tags}`;

async function openScene() {
  const node = await openNode(world);
  const [target, c, d] = [node.station('i-t'), node.station('i-c'), node.station('i-d')];
  target.tell({ do: 'listen', port: 8080 });
  await target.until(({ event }) => event === 'listening', 'listening');
  const open = async (station: typeof c, id: string) => {
    station.tell({ do: 'connect', id, host: '10.0.1.100', port: 80 });
    const said = await station.until((it) => 'id' in it && it.id === id, id);
    return said.event === 'failed' ? said.code : said.event;
  };
  return { node, c, d, open, [Symbol.asyncDispose]: () => node[Symbol.asyncDispose]() };
}

test('a consumer opens as many connections as it may, another as many as it likes', async () => {
  await using scene = await openScene();
  await scene.node.put(limited('max-connections:3'));
  const { c, d, open } = scene;
  for (const id of ['1', '2', '3']) assert.equal(await open(c, id), 'connected');
  assert.equal(await open(c, '4'), 'ECONNREFUSED');
  for (const id of ['1', '2', '3', '4', '5']) assert.equal(await open(d, id), 'connected');
  assert.equal(scene.node.hyperplane.drops().connection_limit, 1n);
  await scene.node.put(limited('max-connections:4'));
  assert.equal(await open(c, '5'), 'connected');
  // One after the other is never more than one.
  d.tell({ do: 'load', id: 'd', host: '10.0.1.100', port: 80, perSecond: 100, count: 20 });
  await d.until((it) => it.event === 'loaded', 'the load');
});

test('a consumer that sends more than it may loses packets, and every byte arrives all the same', async () => {
  await using scene = await openScene();
  await scene.node.put(limited('max-bandwidth:8Mbit/s'));
  const { c, d, open } = scene;
  assert.deepEqual([await open(c, 'c'), await open(d, 'd')], ['connected', 'connected']);
  for (const [station, id] of [
    [d, 'd'],
    [c, 'c'],
  ] as const) {
    const before = scene.node.hyperplane.drops().bandwidth_limit;
    station.tell({ do: 'exchange', id, bytes: 500_000 });
    const exchanged = await station.until((it) => it.event === 'exchanged' && it.id === id, id);
    assert.ok('right' in exchanged && exchanged.right);
    assert.equal(scene.node.hyperplane.drops().bandwidth_limit > before, id === 'c');
  }
});
