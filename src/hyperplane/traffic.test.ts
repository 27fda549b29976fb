/** What is counted of connections, besides how many there are. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { EniCounters } from './counters.ts';
import { ACK, RST, SYN, tcpFrame, udpFrame } from './frames.ts';
import { type Bench, entry, ids, ip, macs, openBench, world } from './test-bench.ts';

let bench: Bench;
before(() => {
  bench = openBench();
});
after(() => bench?.close());
beforeEach(() => {
  bench.forget();
  const { eni, nodeEni } = world();
  bench.remove(eni, nodeEni);
  bench.set(...Object.values(world()), udpListener);
});

const udpListener = entry('listener', {
  leg: 'subnet-a',
  address: ip('10.0.1.100'),
  protocol: 'udp',
  port: 443,
  eni: ids.eni,
  front: ids.front,
  sources: ids.sources,
  mss: 1400,
});

const client = { src: '10.0.1.10', dst: '10.0.1.100', sport: 5555, dport: 443 };
const target = { src: '10.0.1.10', dst: '10.0.1.50', sport: 8080, dport: 5555, smac: macs.target };

function connect() {
  bench.run(tcpFrame({ ...client, flags: SYN, seq: 100 }));
  bench.run(tcpFrame({ ...target, flags: SYN | ACK, seq: 900, ack: 101 }), bench.legB);
  bench.run(tcpFrame({ ...client, flags: ACK, seq: 101, ack: 901 }));
}

async function counters(): Promise<EniCounters> {
  await bench.hyperplane.sweep();
  const found = bench.hyperplane.stats().get(ids.eni);
  assert.ok(found);
  return found;
}

test('TCP and UDP are counted apart, and together as before', async () => {
  connect();
  bench.run(udpFrame({ ...client, sport: 7000 }));
  const { traffic, connectionsOpened, packetsIn, packetsOut, bytesIn, bytesOut } = await counters();
  assert.deepEqual([traffic.tcp.opened, traffic.tcp.open, traffic.tcp.packets], [1n, 1n, 3n]);
  assert.deepEqual([traffic.udp.opened, traffic.udp.open, traffic.udp.packets], [1n, 1n, 1n]);
  assert.equal(connectionsOpened, 2n);
  assert.equal(traffic.tcp.packets + traffic.udp.packets, packetsIn + packetsOut);
  assert.equal(traffic.tcp.bytes + traffic.udp.bytes, bytesIn + bytesOut);
});

test('what a front says to be TLS is counted as that', async () => {
  const { front } = world();
  assert.ok(front.table === 'front');
  bench.set({ ...front, value: { ...front.value, isTls: true } });
  connect();
  const { traffic } = await counters();
  assert.deepEqual([traffic.tls.opened, traffic.tls.packets, traffic.tcp.opened], [1n, 3n, 0n]);
});

for (const side of ['client', 'target'] as const) {
  test(`a reset of the ${side} is counted once, however often it is sent`, async () => {
    connect();
    const segment = side === 'client' ? { ...client, seq: 101, ack: 901 } : { ...target, seq: 901, ack: 101 };
    for (let i = 0; i < 2; i++) {
      bench.run(tcpFrame({ ...segment, flags: RST | ACK }), side === 'client' ? undefined : bench.legB);
    }
    const { clientResets, targetResets } = await counters();
    assert.deepEqual([clientResets, targetResets], side === 'client' ? [1n, 0n] : [0n, 1n]);
  });
}

test('a first packet that a security group stops is counted by protocol, and no connection', async () => {
  bench.run(tcpFrame({ ...client, src: '10.9.9.9', flags: SYN }));
  for (let i = 0; i < 2; i++) bench.run(udpFrame({ ...client, src: '10.9.9.9' }));
  const { blocked, rejected, connectionsOpened } = await counters();
  assert.deepEqual(blocked, { tcp: 1n, udp: 2n });
  assert.deepEqual(rejected, { tcp: 0n, udp: 0n });
  assert.equal(connectionsOpened, 0n);
});

test('a first packet that finds no target is rejected, by protocol', async () => {
  const { table } = world();
  bench.remove(table);
  bench.run(tcpFrame({ ...client, flags: SYN }));
  bench.run(udpFrame(client));
  bench.run(udpFrame(client));
  assert.deepEqual((await counters()).rejected, { tcp: 1n, udp: 2n });
});

test('a connection that is cut is reset towards both sides, and one of the resets is for the target', async () => {
  connect();
  const { eni } = world();
  assert.ok(eni.table === 'eni');
  bench.set({ ...eni, value: { ...eni.value, epoch: 7 } });
  bench.run(tcpFrame({ ...client, flags: ACK, seq: 101, ack: 901 }));
  const { resetsSent, resetsToTargets, traffic } = await counters();
  assert.deepEqual([resetsSent, resetsToTargets], [2n, 1n]);
  assert.equal(traffic.tcp.open, 0n);
});
