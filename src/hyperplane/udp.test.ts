/** UDP flows, one frame at a time. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { type Datagram, readDatagram, readFrame, SYN, tcpFrame, udpFrame } from './frames.ts';
import { type Bench, entry, ids, ip, macs, openBench, REDIRECT, SHOT, world } from './test-bench.ts';

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

function toEndpoint(datagram: Partial<Datagram> = {}) {
  const usual = { src: '10.0.1.10', dst: '10.0.1.100', sport: 5555, dport: 443 };
  return bench.run(udpFrame({ ...usual, ...datagram }));
}

function toNode(datagram: Partial<Datagram> = {}) {
  const usual = { src: '10.0.1.10', dst: '10.0.1.50', sport: 8080, dport: 5555, smac: macs.target };
  return bench.run(udpFrame({ ...usual, ...datagram }), bench.legB);
}

/** Makes all flows that many seconds older; `only` those whose packets go to the port. */
function age(seconds: number, only?: number): void {
  for (const [key, flow] of [...bench.hyperplane.maps.flows.entries()]) {
    if (only !== undefined && key.dport !== only) continue;
    const last_seen_ns = flow.last_seen_ns - BigInt(seconds) * 1_000_000_000n;
    bench.hyperplane.maps.flows.set(key, { ...flow, last_seen_ns });
  }
}

const flowCount = () => [...bench.hyperplane.maps.flows.raw.keys()].length;

test('a datagram is carried in both directions with right addresses, ports and checksums', () => {
  const there = readDatagram(toEndpoint({ payload: Buffer.from('odd') }).frame);
  assert.equal(there.payload.toString(), 'odd');
  assert.ok(there.ipChecksumRight && there.checksumRight && there.checksum !== 0);
  const { src, dst, sport, dport, ttl, smac } = there;
  assert.deepEqual(
    { src, dst, sport, dport, ttl, smac },
    { src: '10.0.1.50', dst: '10.0.1.10', sport: 5555, dport: 8080, ttl: 63, smac: macs.node },
  );
  const back = readDatagram(toNode({ payload: Buffer.from('even') }).frame);
  assert.ok(back.ipChecksumRight && back.checksumRight && back.checksum !== 0);
  assert.deepEqual(
    [back.src, back.sport, back.dst, back.dport, back.dmac, back.smac],
    ['10.0.1.100', 443, '10.0.1.10', 5555, macs.client, macs.endpoint],
  );
});

test('a datagram without checksum stays without, and no checksum ever becomes zero', () => {
  assert.equal(readDatagram(toEndpoint({ checksum: 0 }).frame).checksum, 0);
  for (let value = 0; value < 0x10000; value += 97) {
    const { frame } = bench.runOnly(
      udpFrame({
        src: '10.0.1.10',
        dst: '10.0.1.100',
        sport: 5555,
        dport: 443,
        payload: Buffer.from([value >> 8, value & 255]),
      }),
    );
    const { checksum, checksumRight } = readDatagram(frame);
    assert.ok(checksumRight && checksum !== 0, String(value));
  }
});

test('the one datagram whose checksum comes out as zero is sent with all ones', () => {
  // Moves what is left over by the translated datagram into its payload.
  const plain = readDatagram(toEndpoint({ payload: Buffer.from([0, 0]) }).frame);
  const payload = Buffer.alloc(2);
  payload.writeUInt16BE(plain.checksum);
  const { checksum, checksumRight } = readDatagram(toEndpoint({ payload }).frame);
  assert.deepEqual({ checksum, checksumRight }, { checksum: 0xffff, checksumRight: true });
});

test('a flow ends after 120 seconds without a datagram in either direction', () => {
  toEndpoint();
  age(119);
  assert.equal(toNode().verdict, REDIRECT);
  age(121, 443);
  assert.equal(toNode().verdict, REDIRECT, 'one direction is enough');
  age(121);
  const late = toNode();
  assert.deepEqual([late.verdict, late.reasons], [SHOT, ['flow_expired']]);
  assert.equal(flowCount(), 0);
  assert.deepEqual(toNode().reasons, ['no_listener'], 'the target opens none');
  assert.equal(toEndpoint().verdict, REDIRECT, 'the client opens a new one');
  age(121);
  assert.equal(toEndpoint().verdict, REDIRECT);
  assert.equal(flowCount(), 2);
});

test('the sweep ends flows too', async () => {
  toEndpoint();
  age(121);
  await bench.hyperplane.sweep();
  assert.equal(flowCount(), 0);
  assert.equal(bench.hyperplane.stats().get(ids.eni)?.connectionsOpen, 0n);
});

test('TCP and UDP between the same addresses and ports are two flows', () => {
  toEndpoint();
  const syn = tcpFrame({ src: '10.0.1.10', dst: '10.0.1.100', sport: 5555, dport: 443, flags: SYN });
  assert.equal(readFrame(bench.run(syn).frame).sport, 5555);
  assert.equal(flowCount(), 4);
});

test('a source port that a flow has is not given to another, until that flow has expired', () => {
  const second = { src: '10.0.1.11', sport: 5555 };
  toEndpoint();
  assert.notEqual(readDatagram(toEndpoint(second).frame).sport, 5555);
  bench.forget();
  // All ports are taken by flows of another client.
  for (let sport = 1024; sport < 65536; sport += 1) {
    bench.runOnly(udpFrame({ src: '10.0.1.12', dst: '10.0.1.100', sport, dport: 443 }));
  }
  assert.deepEqual(toEndpoint(second).reasons, ['port_allocation']);
  assert.equal(bench.hyperplane.stats().get(ids.eni)?.portAllocationErrors, 1n);
  age(121);
  assert.equal(toEndpoint(second).verdict, REDIRECT);
});

test('when a node has no port left on one address it takes another of its own', () => {
  for (let sport = 1024; sport < 65536; sport += 1) {
    bench.runOnly(udpFrame({ src: '10.0.1.12', dst: '10.0.1.100', sport, dport: 443 }));
  }
  const front = world().front;
  assert.ok(front.table === 'front');
  const addresses = ['10.0.1.50', '10.0.1.51', '10.0.1.52'].map(ip);
  bench.set({ ...front, value: { ...front.value, addresses } });
  const seen = new Set<string>();
  for (let sport = 2000; sport < 2060; sport += 1) {
    const { verdict, frame } = toEndpoint({ src: '10.0.1.11', sport });
    assert.equal(verdict, REDIRECT);
    seen.add(readDatagram(frame).src);
  }
  assert.deepEqual([...seen].sort(), ['10.0.1.51', '10.0.1.52']);
});

test('a new epoch drops the next datagram of a flow, and its flow', () => {
  toEndpoint();
  bench.set(entry('eni', { id: ids.eni, networkInterfaceId: 'eni-1', epoch: 2 }));
  const cut = toNode();
  assert.deepEqual([cut.verdict, cut.reasons, flowCount()], [SHOT, ['flow_revoked'], 0]);
  assert.equal(toEndpoint().verdict, REDIRECT);
});

for (const [what, datagram, reason] of [
  ['a length below that of the header', { udpBytes: 7 }, 'udp_malformed'],
  ['a length beyond the packet', { udpBytes: 9 }, 'udp_malformed'],
  ['a first fragment', { fragment: 0x2000 }, 'ip_fragment'],
  ['a later fragment', { fragment: 185 }, 'ip_fragment'],
  ['source port 0', { sport: 0 }, 'martian_source'],
  ['a source outside the security group', { src: '10.1.0.1' }, 'security_group'],
  ['a port without listener', { dport: 444 }, 'no_listener'],
  ['the last hop', { ttl: 1 }, 'ttl_expired'],
] as const) {
  test(`a datagram with ${what} is dropped as ${reason}`, () => {
    const { verdict, reasons } = toEndpoint(datagram);
    assert.deepEqual([verdict, reasons, flowCount()], [SHOT, [reason], 0]);
  });
}

test('of a batch of datagrams each may have 8500 bytes', () => {
  const usual = { src: '10.0.1.10', dst: '10.0.1.100', sport: 5555, dport: 443 };
  const batch = udpFrame({ ...usual, payload: new Uint8Array(3000) });
  assert.deepEqual(bench.run(batch, undefined, 8473).reasons, ['too_large']);
  assert.equal(bench.run(batch, undefined, 8472).verdict, REDIRECT);
});

test('a datagram that ends before its header does is dropped', () => {
  const whole = udpFrame({ src: '10.0.1.10', dst: '10.0.1.100', sport: 5555, dport: 443 });
  for (let length = 34; length < whole.length; length += 1) {
    assert.deepEqual(bench.run(whole.subarray(0, length)).reasons, ['ip_malformed']);
  }
});

test('without target a datagram is dropped', () => {
  bench.set(entry('targetTable', { id: ids.table, slots: [] }));
  assert.deepEqual(toEndpoint().reasons, ['no_target']);
});

test('a flow to the fabric is idle for as long as its front says: questions to a resolver do not keep ports for long', () => {
  const { fronts, flows } = bench.hyperplane.maps;
  const front = fronts.get({ id: ids.front });
  assert.ok(front);
  fronts.set({ id: ids.front }, { ...front, fabric: 1, idle_seconds: 12 });
  try {
    assert.equal(toEndpoint().verdict, REDIRECT);
    assert.deepEqual(
      [...flows.entries()].map(([, { idle_seconds }]) => idle_seconds),
      [12, 12],
    );
    age(13);
    assert.deepEqual(toNode().reasons, ['flow_expired']);
  } finally {
    fronts.set({ id: ids.front }, front);
  }
});
