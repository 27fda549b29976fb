/** Bounds of endpoints, one frame at a time. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { ACK, FIN, RST, readFrame, type Segment, SYN, tcpFrame, udpFrame } from './frames.ts';
import { type Bench, entry, ids, ip, macs, openBench, REDIRECT, SHOT, world } from './test-bench.ts';

const limitId = '00000000000000d1';
const eni = (limited: object) =>
  entry('eni', { id: ids.eni, networkInterfaceId: 'eni-1', epoch: 1, ...limited });
const limit = (bounds: { connections?: number; bitsPerSecond?: number }) =>
  entry('limit', { id: limitId, ...bounds });

let bench: Bench;
before(() => {
  bench = openBench();
});
after(() => bench?.close());
beforeEach(() => {
  bench.forget();
  const { eni, nodeEni } = world();
  bench.remove(eni, nodeEni, limit({}));
  bench.set(...Object.values(world()));
});

function toEndpoint(segment: Partial<Segment> = {}) {
  const usual = { src: '10.0.1.10', dst: '10.0.1.100', sport: 5555, dport: 443, flags: SYN };
  return bench.run(tcpFrame({ ...usual, ...segment }));
}

function toNode(segment: Partial<Segment> = {}) {
  const usual = { src: '10.0.1.10', dst: '10.0.1.50', sport: 8080, dport: 5555, flags: ACK };
  return bench.run(tcpFrame({ ...usual, smac: macs.target, ...segment }), bench.legB);
}

function establish(sport: number): void {
  assert.equal(toEndpoint({ sport, seq: 1000 }).verdict, REDIRECT);
  toNode({ dport: sport, flags: SYN | ACK, seq: 5000, ack: 1001 });
  toEndpoint({ sport, flags: ACK, seq: 1001, ack: 5001 });
}

const used = () => Number(bench.hyperplane.maps.usages.get({ id: limitId })?.connections ?? -1n);

test('one connection more than allowed is refused with a reset and counted, and a closed one makes room at once', () => {
  bench.set(limit({ connections: 2 }), eni({ limit: limitId }));
  establish(5001);
  establish(5002);
  const refused = toEndpoint({ sport: 5003 });
  assert.deepEqual([refused.verdict, refused.reasons], [REDIRECT, ['connection_limit']]);
  assert.ok(readFrame(refused.frame).flags & RST);
  assert.equal(used(), 2);
  assert.equal(bench.hyperplane.stats().get(ids.eni)?.connectionsOpen, 2n);
  toEndpoint({ sport: 5001, flags: FIN | ACK, seq: 1001, ack: 5001 });
  assert.equal(used(), 2, 'half closed is open');
  toNode({ dport: 5001, flags: FIN | ACK, seq: 5001, ack: 1002 });
  assert.equal(used(), 1);
  assert.equal(toEndpoint({ sport: 5003 }).verdict, REDIRECT);
  assert.equal(used(), 2);
});

test('a connection counts once, however it ends', async () => {
  bench.set(limit({ connections: 5 }), eni({ limit: limitId }));
  establish(5001);
  toNode({ dport: 5001, flags: RST | ACK, seq: 5001, ack: 1001 });
  assert.equal(used(), 0);
  toEndpoint({ sport: 5001, flags: RST, seq: 1001 });
  toEndpoint({ sport: 5001, seq: 9000 });
  assert.equal(used(), 1, 'a SYN between the same ports is the next one');
  for (const [key, flow] of [...bench.hyperplane.maps.flows.entries()]) {
    bench.hyperplane.maps.flows.set(key, { ...flow, last_seen_ns: flow.last_seen_ns - 400_000_000_000n });
  }
  await bench.hyperplane.sweep();
  assert.equal(used(), 0);
});

test('a forged end hides no connection: with data from both sides it counts again', () => {
  bench.set(limit({ connections: 1 }), eni({ limit: limitId }));
  establish(5001);
  toEndpoint({ sport: 5001, flags: RST, seq: 1001 });
  assert.equal(used(), 0);
  const payload = Buffer.from('data');
  toEndpoint({ sport: 5001, flags: ACK, seq: 1001, ack: 5001, payload });
  toNode({ dport: 5001, seq: 5001, ack: 1005, payload });
  assert.equal(used(), 1);
  assert.deepEqual(toEndpoint({ sport: 5002 }).reasons, ['connection_limit']);
});

test('a connection that finds no target or port does not count', () => {
  bench.set(limit({ connections: 1 }), eni({ limit: limitId }));
  bench.set(entry('targetTable', { id: ids.table, slots: [] }));
  assert.deepEqual(toEndpoint().reasons, ['no_target']);
  assert.equal(used(), 0);
});

test('UDP flows count too, and one more is dropped', () => {
  bench.set(
    limit({ connections: 1 }),
    eni({ limit: limitId }),
    entry('listener', {
      leg: 'subnet-a',
      address: ip('10.0.1.100'),
      protocol: 'udp',
      port: 443,
      eni: ids.eni,
      front: ids.front,
      mss: 1400,
    }),
  );
  const datagram = (sport: number) =>
    bench.run(udpFrame({ src: '10.0.1.10', dst: '10.0.1.100', sport, dport: 443 }));
  assert.equal(datagram(6001).verdict, REDIRECT);
  assert.deepEqual([datagram(6002).verdict, datagram(6002).reasons], [SHOT, ['connection_limit']]);
  assert.deepEqual(toEndpoint().reasons, ['connection_limit'], 'together with TCP');
});

test('both directions together get no more than the rate and one burst; without bounds there is none', () => {
  const megabyte = Buffer.alloc(1400);
  const send = (frames: number) => {
    let passed = 0;
    for (let at = 0; at < frames; at += 1) {
      const there = { sport: 5001, flags: ACK, seq: 1001, ack: 5001, payload: megabyte };
      const back = { dport: 5001, seq: 5001, ack: 1001, payload: megabyte };
      const { verdict, reasons } = at % 2 === 0 ? toEndpoint(there) : toNode(back);
      if (verdict === REDIRECT) passed += 1;
      else assert.deepEqual(reasons, ['bandwidth_limit']);
    }
    return passed;
  };
  establish(5001);
  assert.equal(send(300), 300);
  // 2 Mbit/s: a tenth of a second has room for 17 of these, and each second for 174.
  bench.set(limit({ bitsPerSecond: 2_000_000 }), eni({ limit: limitId, isPaced: true }));
  const startedNs = process.hrtime.bigint();
  const passed = send(300);
  const seconds = Number(process.hrtime.bigint() - startedNs) / 1e9;
  const most = 20 + 174 * (seconds + 0.02);
  assert.ok(passed >= 17 && passed <= most, `${passed} of at most ${most}`);
  bench.set(eni({}));
  assert.equal(send(300), 300, 'also of connections that were open before');
});

test('bounds that come later hold for connections that are open: those of the rate at once, those of number for new ones', () => {
  establish(5001);
  bench.set(limit({ connections: 1 }), eni({ limit: limitId }));
  assert.equal(toEndpoint({ sport: 5001, flags: ACK, seq: 1001, ack: 5001 }).verdict, REDIRECT);
  assert.equal(toEndpoint({ sport: 5002 }).verdict, REDIRECT);
  assert.deepEqual(toEndpoint({ sport: 5003 }).reasons, ['connection_limit']);
  bench.set(limit({ connections: 2 }));
  assert.equal(toEndpoint({ sport: 5003 }).verdict, REDIRECT);
  assert.equal(used(), 2);
});
