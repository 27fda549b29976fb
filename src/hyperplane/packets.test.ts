/** Real packets: two consumers and a provider whose networks have the same addresses, each host behind a bridge. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { deleteNamespace } from '../kernel/namespace.ts';
import type { Entry } from '../plan/entry.ts';
import type { DropReason } from './drop-reasons.ts';
import { SYN, tcpFrame } from './frames.ts';
import { type Hyperplane, openHyperplane, removeHyperplane } from './hyperplane.ts';
import { entry, ids, ip, linkIndex, macs, objectPath, run } from './test-bench.ts';
import { Station } from './test-station.ts';
import { sendFrame } from './test-wire.ts';

const prefix = `pt${randomBytes(3).toString('hex')}`;
const pinDirectory = `/sys/fs/bpf/${prefix}`;
const hyperplaneNamespace = `${prefix}-hp`;
const namespaces: string[] = [];
const legs = new Map<string, number>();
let hyperplane: Hyperplane;
let provider: Station;
let consumers: readonly Station[];
/** Connections and ids are never used twice. */
let serial = 0;

before(async () => {
  makeNamespace(hyperplaneNamespace);
  hyperplane = openHyperplane({ namespace: hyperplaneNamespace, pinDirectory, objectPath });
  for (const network of ['p', 'c1', 'c2']) makeNetwork(network);
  assert.deepEqual(
    hyperplane.apply({ set: plan(), remove: [] }, (leg) => legs.get(leg)),
    [],
  );
  provider = new Station(`${prefix}-p-host`);
  consumers = [new Station(`${prefix}-c1-host`), new Station(`${prefix}-c2-host`)];
  provider.tell({ do: 'listen', port: 8080 });
  await provider.until(({ event }) => event === 'listening', 'listening');
});

after(async () => {
  await Promise.all([provider, ...(consumers ?? [])].map((station) => station?.close()));
  await hyperplane?.close();
  for (const namespace of namespaces) deleteNamespace(namespace);
  assert.deepEqual(removeHyperplane(pinDirectory), []);
});

beforeEach(() => {
  serial += 1;
});

test('bytes arrive unharmed in both directions, and the target sees the node', async () => {
  const [consumer] = consumers;
  await connected(consumer, `t${serial}`);
  consumer?.tell({ do: 'exchange', id: `t${serial}`, bytes: 5_000_000 });
  const exchanged = await consumer?.until(
    (it) => it.event === 'exchanged' && it.id === `t${serial}`,
    'the exchange',
  );
  assert.deepEqual(exchanged, { event: 'exchanged', id: `t${serial}`, right: true });
  assert.ok(provider.happened.some((it) => it.event === 'accepted' && it.id.startsWith('10.0.1.50:')));
  await hyperplane.sweep();
  const stats = hyperplane.stats().get(ids.eni);
  assert.ok(
    stats && stats.bytesIn > 5_000_000n && stats.bytesOut > 5_000_000n,
    JSON.stringify(stats?.bytesIn.toString()),
  );
});

test('the same addresses and ports from two consumers at once are two connections', async () => {
  const accepted = provider.happened.filter((it) => it.event === 'accepted').length;
  await Promise.all(consumers.map((consumer) => connected(consumer, `t${serial}`, 40_000)));
  for (const consumer of consumers) consumer.tell({ do: 'exchange', id: `t${serial}`, bytes: 100_000 });
  for (const consumer of consumers) {
    const exchanged = await consumer.until(
      (it) => it.event === 'exchanged' && it.id === `t${serial}`,
      'the exchange',
    );
    assert.ok('right' in exchanged && exchanged.right);
  }
  const peers = provider.happened.filter((it) => it.event === 'accepted').slice(accepted);
  assert.equal(new Set(peers.map((it) => 'id' in it && it.id)).size, 2);
  assert.ok(
    peers.some((it) => 'id' in it && it.id === '10.0.1.50:40000'),
    'one keeps its port',
  );
});

test('a new epoch resets both sides of connections that are open, and new ones are let in', async () => {
  const [consumer] = consumers;
  await connected(consumer, `t${serial}`, 41_000);
  // Its program knows the peer only until the reset.
  await provider.until((it) => it.event === 'accepted' && it.id === '10.0.1.50:41000', 'the connection');
  assert.deepEqual(
    hyperplane.apply({ set: [eni(2)], remove: [] }, (leg) => legs.get(leg)),
    [],
  );
  consumer?.tell({ do: 'write', id: `t${serial}` });
  const failed = await consumer?.until((it) => it.event === 'failed' && it.id === `t${serial}`, 'the reset');
  assert.deepEqual(failed, { event: 'failed', id: `t${serial}`, code: 'ECONNRESET' });
  const broken = await provider.until(
    (it) => it.event === 'broken' && it.id === '10.0.1.50:41000',
    'the reset of the target',
  );
  assert.equal('code' in broken && broken.code, 'ECONNRESET');
  await connected(consumer, `t${serial}-again`);
});

test('the target cannot open a connection to the client by any address', async () => {
  for (const host of ['10.0.1.50', '10.0.1.100']) {
    provider.tell({ do: 'connect', id: `t${serial}-${host}`, host, port: 443 });
  }
  const { no_listener: before } = hyperplane.drops();
  await counted('no_listener', before);
  assert.ok(!provider.happened.some((it) => it.event === 'connected'));
});

test('frames with a VLAN tag are dropped, also when the kernel has taken the tag off', async () => {
  const host = `${prefix}-c1-host`;
  const { vlan: before } = hyperplane.drops();
  const tagged = Buffer.concat([
    tcpFrame({ src: '10.0.1.10', dst: '10.0.1.100', sport: 42_000, dport: 443, flags: SYN }).subarray(0, 12),
    Buffer.from([0x81, 0x00, 0x00, 0x05, 0x08, 0x00]),
    Buffer.alloc(60),
  ]);
  sendFrame(host, linkIndex(host, 'eth0'), tagged);
  await counted('vlan', before);
});

test('packets of 8500 bytes are carried and those of 8501 are not', async () => {
  const host = `${prefix}-c1-host`;
  const segment = { src: '10.0.1.10', dst: '10.0.1.100', sport: 43_000, dport: 443, flags: SYN };
  const { too_large: before } = hyperplane.drops();
  sendFrame(host, linkIndex(host, 'eth0'), tcpFrame({ ...segment, payload: new Uint8Array(8500 - 40) }));
  sendFrame(host, linkIndex(host, 'eth0'), tcpFrame({ ...segment, payload: new Uint8Array(8501 - 40) }));
  await counted('too_large', before);
  assert.ok([...hyperplane.maps.flows.entries()].some(([key]) => key.sport === 43_000));
});

test('a SYN that ends before its IP header does is dropped', async () => {
  // Past the bridge, which drops such frames itself.
  const bridge = `${prefix}-c1`;
  const syn = tcpFrame({ src: '10.0.1.10', dst: '10.0.1.100', sport: 44_000, dport: 443, flags: SYN });
  for (let length = 15; length < 34; length += 1) {
    const { truncated: before } = hyperplane.drops();
    sendFrame(bridge, linkIndex(bridge, 'leg'), syn.subarray(0, length));
    await counted('truncated', before);
  }
});

/** Waits until a drop is counted that was not before. */
async function counted(reason: DropReason, before: bigint): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (hyperplane.drops()[reason] === before) {
    if (Date.now() > deadline) throw new Error(`nothing was dropped as ${reason}`);
    await new Promise(setImmediate);
  }
  if (reason !== 'no_listener') assert.equal(hyperplane.drops()[reason], before + 1n);
}

async function connected(station: Station | undefined, id: string, localPort?: number): Promise<void> {
  station?.tell({
    do: 'connect',
    id,
    host: '10.0.1.100',
    port: 443,
    ...(localPort !== undefined && { localPort }),
  });
  const met = await station?.until((it) => 'id' in it && it.id === id, 'the connection');
  assert.deepEqual(met, { event: 'connected', id });
}

function makeNamespace(name: string): void {
  run('ip', 'netns', 'add', name);
  namespaces.push(name);
  run('ip', '-n', name, 'link', 'set', 'lo', 'up');
}

/** A bridge, a host 10.0.1.10 on it, and a leg to the hyperplane. */
function makeNetwork(name: string): void {
  const bridge = `${prefix}-${name}`;
  const host = `${bridge}-host`;
  makeNamespace(bridge);
  makeNamespace(host);
  run('ip', '-n', bridge, 'link', 'add', 'br0', 'type', 'bridge');
  run('ip', '-n', bridge, 'link', 'set', 'br0', 'up');
  run('ip', '-n', bridge, 'link', 'add', 'host', 'type', 'veth', 'peer', 'name', 'eth0', 'netns', host);
  run(
    'ip',
    '-n',
    bridge,
    'link',
    'add',
    'leg',
    'type',
    'veth',
    'peer',
    'name',
    name,
    'netns',
    hyperplaneNamespace,
  );
  for (const port of ['host', 'leg'])
    run('ip', '-n', bridge, 'link', 'set', port, 'mtu', '9000', 'master', 'br0', 'up');
  run('ip', '-n', hyperplaneNamespace, 'link', 'set', name, 'mtu', '9000', 'up');
  run('ip', '-n', host, 'address', 'add', '10.0.1.10/24', 'dev', 'eth0');
  run('ip', '-n', host, 'link', 'set', 'eth0', 'mtu', '9000', 'up');
  const ifindex = linkIndex(hyperplaneNamespace, name);
  legs.set(`subnet-${name}`, ifindex);
  hyperplane.attach(ifindex);
}

function eni(epoch: number): Entry {
  return entry('eni', { id: ids.eni, networkInterfaceId: 'eni-1', epoch });
}

/** 10.0.1.100:443 at both consumers leads through the node 10.0.1.50 of the provider to 10.0.1.10:8080. */
function plan(): Entry[] {
  return [
    entry('target', { id: ids.target, address: ip('10.0.1.10'), port: 8080, nextHop: ip('10.0.1.10') }),
    entry('targetTable', { id: ids.table, slots: [ids.target] }),
    eni(1),
    entry('eni', { id: ids.nodeEni, networkInterfaceId: 'eni-2', epoch: 1 }),
    entry('front', {
      id: ids.front,
      leg: 'subnet-p',
      addresses: [ip('10.0.1.50')],
      mac: macs.node,
      targetTable: ids.table,
      slots: 1,
      idleTimeoutSeconds: 350,
      isSticky: false,
    }),
    entry('address', {
      leg: 'subnet-p',
      address: ip('10.0.1.50'),
      mac: macs.node,
      eni: ids.nodeEni,
      role: 'node',
    }),
    ...(['subnet-c1', 'subnet-c2'] as const).flatMap((leg) => [
      entry('address', {
        leg,
        address: ip('10.0.1.100'),
        mac: macs.endpoint,
        eni: ids.eni,
        role: 'endpoint',
      }),
      entry('listener', {
        leg,
        address: ip('10.0.1.100'),
        protocol: 'tcp',
        port: 443,
        eni: ids.eni,
        front: ids.front,
        mss: 8460,
      }),
    ]),
  ];
}
