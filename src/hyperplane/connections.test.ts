/** Connections from the first SYN to their end, one frame at a time. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { EniCounters } from './counters.ts';
import { ACK, FIN, RST, readFrame, type Segment, SYN, tcpFrame } from './frames.ts';
import { flowFlags } from './layout.ts';
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
  bench.set(...Object.values(world()));
});

/** What a client sends to the endpoint. */
function toEndpoint(segment: Partial<Segment> = {}) {
  return bench.run(
    tcpFrame({ src: '10.0.1.10', dst: '10.0.1.100', sport: 5555, dport: 443, flags: SYN, ...segment }),
  );
}

/** What the target sends to the node. */
function toNode(segment: Partial<Segment> = {}) {
  const usual = {
    src: '10.0.1.10',
    dst: '10.0.1.50',
    sport: 8080,
    dport: 5555,
    flags: ACK,
    smac: macs.target,
  };
  return bench.run(tcpFrame({ ...usual, ...segment }), bench.legB);
}

/** Client and target stand at 1001 and 5001 afterwards. */
function establish(sport = 5555): void {
  assert.equal(toEndpoint({ sport, seq: 1000 }).verdict, REDIRECT);
  assert.equal(toNode({ dport: sport, flags: SYN | ACK, seq: 5000, ack: 1001 }).verdict, REDIRECT);
  assert.equal(toEndpoint({ sport, flags: ACK, seq: 1001, ack: 5001 }).verdict, REDIRECT);
}

/** Makes all entries that many seconds older; `only` by the port that the packets of the direction go to. */
function age(seconds: number, only?: number): void {
  for (const [key, flow] of [...bench.hyperplane.maps.flows.entries()]) {
    if (only !== undefined && key.dport !== only) continue;
    bench.hyperplane.maps.flows.set(key, {
      ...flow,
      last_seen_ns: flow.last_seen_ns - BigInt(seconds) * 1_000_000_000n,
    });
  }
}

function entryCount(): number {
  return [...bench.hyperplane.maps.flows.raw.keys()].length;
}

function statsOf(id: string = ids.eni): EniCounters {
  const stats = bench.hyperplane.stats().get(id);
  assert.ok(stats);
  return stats;
}

test('a connection is carried in both directions with right addresses, ports and checksums', () => {
  const there = readFrame(toEndpoint({ seq: 1000, ttl: 64 }).frame);
  assert.partialDeepStrictEqual(there, {
    smac: macs.node,
    src: '10.0.1.50',
    dst: '10.0.1.10',
    sport: 5555,
    dport: 8080,
    seq: 1000,
    flags: SYN,
    ttl: 63,
    ipChecksumRight: true,
    tcpChecksumRight: true,
  });
  const payload = Buffer.from('an odd number of bytes!');
  toNode({ flags: SYN | ACK, seq: 5000, ack: 1001 });
  const back = readFrame(toNode({ seq: 5001, ack: 1001, payload }).frame);
  assert.partialDeepStrictEqual(back, {
    dmac: macs.client,
    smac: macs.endpoint,
    src: '10.0.1.100',
    dst: '10.0.1.10',
    sport: 443,
    dport: 5555,
    ipChecksumRight: true,
    tcpChecksumRight: true,
  });
  assert.deepEqual(back.payload, payload);
});

test('the hardware address of the target is learned from its reply, and again when it changes', () => {
  toEndpoint();
  toNode({ flags: SYN | ACK, ack: 1001 });
  assert.equal(readFrame(toEndpoint({ flags: ACK, seq: 1001 }).frame).dmac, macs.target);
  toNode({ smac: '02:00:00:00:00:99', ack: 1001 });
  assert.equal(readFrame(toEndpoint({ flags: ACK, seq: 1001 }).frame).dmac, '02:00:00:00:00:99');
});

const mssCases: readonly (readonly [string, readonly number[], readonly number[]])[] = [
  ['is lowered', [2, 4, 0x23, 0x28], [2, 4, 0x05, 0x78]],
  ['is lowered in an odd place', [1, 2, 4, 0x23, 0x28, 0, 0, 0], [1, 2, 4, 0x05, 0x78, 0, 0, 0]],
  [
    'is lowered behind other options',
    [3, 3, 7, 4, 2, 1, 2, 4, 0xff, 0xff, 0, 0],
    [3, 3, 7, 4, 2, 1, 2, 4, 0x05, 0x78, 0, 0],
  ],
  ['that is smaller stays', [2, 4, 0x02, 0x18], [2, 4, 0x02, 0x18]],
  ['behind the end of the options stays', [0, 0, 0, 0, 2, 4, 0x23, 0x28], [0, 0, 0, 0, 2, 4, 0x23, 0x28]],
  ['in an option of length 0 stays', [8, 0, 2, 4, 0x23, 0x28, 0, 0], [8, 0, 2, 4, 0x23, 0x28, 0, 0]],
  ['that is cut off stays', [1, 1, 2, 4], [1, 1, 2, 4]],
];

for (const [what, options, expected] of mssCases) {
  test(`a segment size ${what}`, () => {
    const { frame } = toEndpoint({ options });
    const read = readFrame(frame);
    assert.deepEqual(read.options, expected);
    assert.ok(read.tcpChecksumRight);
    const reply = readFrame(toNode({ flags: SYN | ACK, ack: 1001, options }).frame);
    assert.deepEqual(reply.options, expected);
    assert.ok(reply.tcpChecksumRight);
  });
}

test('the size option in anything but a SYN is data and stays', () => {
  establish();
  assert.deepEqual(
    readFrame(toEndpoint({ flags: ACK, seq: 1001, options: [2, 4, 0x23, 0x28] }).frame).options,
    [2, 4, 0x23, 0x28],
  );
});

test('a stray segment to a listener is answered by a reset where the sender stands', () => {
  const { verdict, reasons, frame } = toEndpoint({
    flags: ACK,
    seq: 77,
    ack: 4242,
    payload: new Uint8Array(301),
    options: [1, 1, 1, 1],
  });
  assert.deepEqual({ verdict, reasons }, { verdict: REDIRECT, reasons: ['no_flow'] });
  assert.partialDeepStrictEqual(readFrame(frame), {
    length: 54,
    dmac: macs.client,
    smac: macs.endpoint,
    src: '10.0.1.100',
    dst: '10.0.1.10',
    sport: 443,
    dport: 5555,
    seq: 4242,
    ack: 0,
    flags: RST,
    ipBytes: 40,
    ipChecksumRight: true,
    tcpChecksumRight: true,
  });
  assert.equal(statsOf().resetsSent, 1n);
  assert.equal(statsOf().drops.no_flow, 1n);
});

test('a stray segment without acknowledgement is answered by one that acknowledges all of it', () => {
  const read = readFrame(toEndpoint({ flags: FIN, seq: 0xfffffffe, payload: new Uint8Array(5) }).frame);
  assert.partialDeepStrictEqual(read, { seq: 0, ack: 4, flags: RST | ACK, tcpChecksumRight: true });
});

test('a target whose connection is not known any more gets a reset', () => {
  const { verdict, reasons, frame } = toNode({ dport: 6000, ack: 9 });
  assert.deepEqual({ verdict, reasons }, { verdict: REDIRECT, reasons: ['no_flow'] });
  assert.partialDeepStrictEqual(readFrame(frame), { dst: '10.0.1.10', dport: 8080, seq: 9, flags: RST });
});

test('without targets a client is refused by a reset', () => {
  bench.set(entry('targetTable', { id: ids.table, slots: [] }));
  const { verdict, reasons, frame } = toEndpoint({ seq: 10 });
  assert.deepEqual({ verdict, reasons }, { verdict: REDIRECT, reasons: ['no_target'] });
  assert.partialDeepStrictEqual(readFrame(frame), { flags: RST | ACK, seq: 0, ack: 11 });
  assert.equal(entryCount(), 0);
});

test('a listener whose interface, front or target is gone drops', () => {
  const { eni, front, target } = world();
  for (const [gone, reason, verdict] of [
    [eni, 'eni_missing', SHOT],
    [front, 'front_missing', SHOT],
    [target, 'no_target', REDIRECT],
  ] as const) {
    bench.remove(gone);
    assert.partialDeepStrictEqual(toEndpoint(), { verdict, reasons: [reason] });
    bench.set(gone);
  }
});

test('a listener with no set of sources takes every source', () => {
  const client: Partial<Segment> = { src: '203.0.113.9', dst: '10.0.1.50' };
  assert.equal(toNode({ ...client, sport: 4444, dport: 443, flags: SYN }).verdict, REDIRECT);
});

test('the longest prefix of its own set lets a source in', () => {
  bench.remove(world().sources);
  assert.deepEqual(toEndpoint().reasons, ['security_group']);
  bench.set(entry('sources', { set: ids.sources, base: ip('10.0.1.10'), prefixLength: 32 }));
  bench.set(entry('sources', { set: '8000000000000052', base: ip('0.0.0.0'), prefixLength: 0 }));
  assert.equal(toEndpoint().verdict, REDIRECT);
  assert.deepEqual(toEndpoint({ src: '10.0.1.11' }).reasons, ['security_group']);
});

test('a connection that is open survives the end of its permission, as on AWS', () => {
  establish();
  bench.remove(world().sources);
  assert.deepEqual(toEndpoint({ flags: ACK, seq: 1001 }).reasons, []);
});

test('connections spread over the slots, a SYN that is sent again does not move, and a new table moves only new ones', () => {
  const second = 'ffffffffffffff02';
  bench.set(entry('target', { id: second, address: ip('10.0.1.11'), port: 9090, nextHop: ip('10.0.1.11') }));
  bench.set(entry('targetTable', { id: ids.table, slots: [ids.target, second, ids.target] }));
  const chosen = new Map<number, string>();
  for (let sport = 2000; sport < 2300; sport += 1) {
    const first = readFrame(toEndpoint({ sport, seq: sport * 7 }).frame).dst;
    chosen.set(sport, first);
    assert.equal(readFrame(toEndpoint({ sport, seq: sport * 7 }).frame).dst, first);
  }
  const atSecond = [...chosen.values()].filter((dst) => dst === '10.0.1.11').length;
  assert.ok(
    atSecond > 60 && atSecond < 140,
    `about a third of 300 goes to one of three slots, not ${atSecond}`,
  );
  bench.set(entry('targetTable', { id: ids.table, slots: [second, second, second] }));
  for (const [sport, dst] of chosen)
    assert.equal(readFrame(toEndpoint({ sport, seq: sport * 7 }).frame).dst, dst);
  for (let sport = 3000; sport < 3020; sport += 1) {
    assert.equal(readFrame(toEndpoint({ sport }).frame).dst, '10.0.1.11');
  }
});

test('the client keeps its port unless another connection has it or it is a privileged one', () => {
  assert.equal(readFrame(toEndpoint().frame).sport, 5555);
  const other = readFrame(toEndpoint({ src: '10.0.1.11' }).frame).sport;
  assert.ok(other >= 1024 && other !== 5555);
  assert.ok(readFrame(toEndpoint({ sport: 80 }).frame).sport >= 1024);
  const back = readFrame(toNode({ dport: other, flags: SYN | ACK, ack: 1001 }).frame);
  assert.partialDeepStrictEqual(back, { dst: '10.0.1.11', dport: 5555 });
});

test('60,000 connections go to one target, the rest is refused, and closed ones give their ports away', async () => {
  const clients = Array.from({ length: 20 }, (_, index) => `10.0.2.${index + 1}`);
  let refused = 0;
  const ports = new Set<number>();
  for (const src of clients) {
    for (let sport = 10_000; sport < 13_300; sport += 1) {
      const { verdict, frame } = bench.runOnly(
        tcpFrame({ src, dst: '10.0.1.100', sport, dport: 443, flags: SYN }),
      );
      assert.equal(verdict, REDIRECT);
      const read = readFrame(frame);
      if (read.flags === SYN) ports.add(read.sport);
      else refused += 1;
      if (ports.size + refused === 60_000) assert.equal(refused, 0, 'of 60,000 none is refused');
    }
  }
  assert.equal(ports.size + refused, 66_000);
  assert.ok(refused >= 66_000 - 64_512 && ports.size > 64_000, `${ports.size} ports, ${refused} refused`);
  assert.equal(statsOf().portAllocationErrors, BigInt(refused));
  assert.equal(statsOf().drops.port_allocation, BigInt(refused));
  assert.equal(statsOf().connectionsOpen, BigInt(ports.size));
  assert.equal(entryCount(), 2 * ports.size, 'what was refused left nothing');

  const { flows } = bench.hyperplane.maps;
  const aged = [...flows.entries()].map(([key, flow]) => ({
    key: flows.key.encode(key),
    value: flows.value.encode({
      ...flow,
      flags: flow.flags | flowFlags.reset,
      last_seen_ns: flow.last_seen_ns - 2_000_000_000n,
    }),
  }));
  flows.raw.setAll(aged);
  const taken = readFrame(toEndpoint({ src: '10.0.3.1', sport: 10_000 }).frame);
  assert.equal(taken.flags, SYN);
  assert.equal(entryCount(), 2 * ports.size, 'one went, one came');
  assert.equal(statsOf().connectionsOpen, BigInt(ports.size));

  age(9);
  await bench.hyperplane.sweep();
  assert.equal(statsOf().connectionsOpen, 1n, 'only the one that took a port over is open');
});

test('a full table drops and leaves no half of a connection', async () => {
  const small = openBench({ sizes: { flows: 3 } });
  try {
    small.set(...Object.values(world()));
    const syn = (sport: number) =>
      tcpFrame({ src: '10.0.1.10', dst: '10.0.1.100', sport, dport: 443, flags: SYN });
    assert.equal(small.run(syn(5555)).verdict, REDIRECT);
    assert.partialDeepStrictEqual(small.run(syn(5556)), { verdict: SHOT, reasons: ['flow_table_full'] });
    assert.equal([...small.hyperplane.maps.flows.raw.keys()].length, 2);
  } finally {
    await small.close();
  }
});

test('a connection that was idle for too long ends with a reset at its next packet', () => {
  establish();
  age(351);
  const { verdict, reasons, frame } = toEndpoint({ flags: ACK, seq: 1001, ack: 5001 });
  assert.deepEqual({ verdict, reasons }, { verdict: REDIRECT, reasons: ['flow_expired'] });
  assert.partialDeepStrictEqual(readFrame(frame), { flags: RST, seq: 5001, dst: '10.0.1.10' });
  assert.equal(entryCount(), 0);
  assert.equal(statsOf().connectionsOpen, 0n);
});

test("a listener's own time-out holds, and either side learns of it by a reset", () => {
  const front = world().front;
  assert.ok(front.table === 'front');
  bench.set({ ...front, value: { ...front.value, idleTimeoutSeconds: 60 } });
  for (const late of [() => toEndpoint({ flags: ACK, seq: 1001, ack: 5001 }), () => toNode({ seq: 5001 })]) {
    bench.forget();
    establish();
    age(59);
    assert.equal(toNode({ flags: ACK, seq: 5001, ack: 1001 }).verdict, REDIRECT, 'a keepalive is activity');
    age(61);
    const { verdict, reasons, frame } = late();
    assert.deepEqual({ verdict, reasons }, { verdict: REDIRECT, reasons: ['flow_expired'] });
    assert.ok(readFrame(frame).flags & RST);
  }
});

test('with stickiness the client decides on the target, whatever its port', () => {
  const { target, front } = world();
  assert.ok(front.table === 'front' && target.table === 'target');
  const second = 'ffffffffffffff02';
  const slots = Array.from({ length: 64 }, (_, slot) => (slot % 2 === 0 ? ids.target : second));
  bench.set(
    { ...target, value: { ...target.value, id: second, address: ip('10.0.1.12') } },
    entry('targetTable', { id: ids.table, slots }),
  );
  const targetsOf = (src: string) => {
    const frames = Array.from({ length: 30 }, (_, at) => toEndpoint({ src, sport: 3000 + at }).frame);
    return new Set(frames.map((frame) => readFrame(frame).dst));
  };
  bench.set({ ...front, value: { ...front.value, slots: 64 } });
  assert.equal(targetsOf('10.0.1.10').size, 2);
  bench.forget();
  bench.set({ ...front, value: { ...front.value, slots: 64, isSticky: true } });
  const clients = Array.from({ length: 20 }, (_, at) => targetsOf(`10.0.1.${at + 10}`));
  assert.ok(clients.every((targets) => targets.size === 1));
  assert.equal(new Set(clients.flatMap((targets) => [...targets])).size, 2, 'clients are spread');
});

test('a connection that only one side uses is not idle', async () => {
  establish();
  age(351, 443);
  await bench.hyperplane.sweep();
  assert.equal(toEndpoint({ flags: ACK, seq: 1001, ack: 5001 }).verdict, REDIRECT);
  assert.equal(entryCount(), 2);
});

test('a SYN on a connection that was idle for too long opens a new one', () => {
  establish();
  age(351);
  assert.deepEqual(toEndpoint({ seq: 9_000_000 }).reasons, []);
  assert.equal(statsOf().connectionsOpened, 2n);
  assert.equal(statsOf().connectionsOpen, 1n);
});

const expiries: readonly (readonly [string, () => void, number])[] = [
  ['open', () => establish(), 350],
  ['half-open', () => toEndpoint(), 30],
  [
    'answered but not acknowledged',
    () => {
      toEndpoint();
      toNode({ flags: SYN | ACK, ack: 1001 });
    },
    30,
  ],
  [
    'reset',
    () => {
      establish();
      toEndpoint({ flags: RST, seq: 1001 });
    },
    10,
  ],
  [
    'finished from both sides',
    () => {
      establish();
      toEndpoint({ flags: FIN | ACK, seq: 1001, ack: 5001 });
      toNode({ flags: FIN | ACK, seq: 5001, ack: 1002 });
    },
    10,
  ],
  [
    'finished from one side',
    () => {
      establish();
      toEndpoint({ flags: FIN | ACK, seq: 1001, ack: 5001 });
    },
    350,
  ],
];

for (const [what, make, seconds] of expiries) {
  test(`a connection that is ${what} goes after ${seconds} s and not before`, async () => {
    make();
    age(seconds - 2);
    await bench.hyperplane.sweep();
    assert.equal(entryCount(), 2);
    assert.equal(bench.hyperplane.flowCount(), 1);
    age(3);
    await bench.hyperplane.sweep();
    assert.equal(entryCount(), 0);
    assert.equal(statsOf().connectionsOpen, 0n);
  });
}

test('a reset out of place is carried on but ends nothing', async () => {
  establish();
  assert.equal(toEndpoint({ flags: RST, seq: 123_456 }).verdict, REDIRECT);
  assert.equal(toNode({ flags: RST, seq: 123_456 }).verdict, REDIRECT);
  age(20);
  await bench.hyperplane.sweep();
  assert.equal(entryCount(), 2);
  assert.deepEqual(toEndpoint({ flags: ACK, seq: 1001, ack: 5001 }).reasons, []);
});

test('a reset in the place that the other side acknowledged ends the connection', async () => {
  establish();
  toEndpoint({ flags: ACK, seq: 1001, ack: 5001, payload: new Uint8Array(100) });
  toNode({ flags: ACK, seq: 5001, ack: 1101, payload: new Uint8Array(100) });
  toNode({ flags: RST, seq: 5001 });
  age(11);
  await bench.hyperplane.sweep();
  assert.equal(entryCount(), 0);
});

test('data in both directions shows that a connection did not end', async () => {
  establish();
  toEndpoint({ flags: FIN | ACK, seq: 1001, ack: 5001 });
  toNode({ flags: FIN | ACK, seq: 5001, ack: 1002 });
  toEndpoint({ flags: ACK, seq: 1001, ack: 5001, payload: new Uint8Array(10) });
  toNode({ flags: ACK, seq: 5001, ack: 1011, payload: new Uint8Array(10) });
  age(300);
  await bench.hyperplane.sweep();
  assert.equal(entryCount(), 2);
});

test('a SYN on a closed connection opens a new one, on an open one it is carried to the target', () => {
  establish();
  assert.equal(toEndpoint({ seq: 50 }).verdict, REDIRECT);
  assert.equal(statsOf().connectionsOpened, 1n);
  toEndpoint({ flags: RST, seq: 1001 });
  assert.equal(toEndpoint({ seq: 50 }).verdict, REDIRECT);
  assert.equal(statsOf().connectionsOpened, 2n);
  assert.equal(statsOf().connectionsOpen, 1n);
});

test('a SYN from the target on an open connection is dropped', () => {
  establish();
  assert.partialDeepStrictEqual(toNode({ flags: SYN, seq: 1 }), { verdict: SHOT, reasons: ['reply_syn'] });
});

test('a new epoch cuts with a reset to each side, in the place where it takes one', () => {
  establish();
  bench.set(entry('eni', { id: ids.eni, networkInterfaceId: 'eni-1', epoch: 2 }));
  const { verdict, reasons, frame } = toEndpoint({
    flags: ACK,
    seq: 1001,
    ack: 5001,
    payload: new Uint8Array(700),
  });
  assert.deepEqual({ verdict, reasons }, { verdict: REDIRECT, reasons: ['flow_revoked'] });
  assert.partialDeepStrictEqual(readFrame(frame), {
    length: 54,
    dmac: macs.target,
    smac: macs.node,
    src: '10.0.1.50',
    dst: '10.0.1.10',
    sport: 5555,
    dport: 8080,
    seq: 1001,
    ack: 5001,
    flags: RST | ACK,
    ipChecksumRight: true,
    tcpChecksumRight: true,
  });
  assert.equal(entryCount(), 0);
  assert.equal(statsOf().resetsSent, 2n);
  assert.equal(statsOf().connectionsOpen, 0n);
  assert.equal(toEndpoint().verdict, REDIRECT, 'new connections live under the new epoch');
});

test('a SYN on a closed connection opens a new one, also when its epoch has ended since', () => {
  const refuse = () => {
    assert.equal(toEndpoint().verdict, REDIRECT);
    toNode({ flags: RST | ACK, seq: 0, ack: 1001 });
  };
  refuse();
  bench.set(entry('eni', { id: ids.eni, networkInterfaceId: 'eni-1', epoch: 2 }));
  const next = toEndpoint({ seq: 7000 });
  assert.deepEqual([next.verdict, next.reasons, entryCount()], [REDIRECT, [], 2]);
  assert.partialDeepStrictEqual(readFrame(next.frame), {
    dst: '10.0.1.10',
    dport: 8080,
    seq: 7000,
    flags: SYN,
  });
});

test('the target side of a cut connection is told at its own next packet', () => {
  establish();
  bench.remove(world().eni);
  const { reasons, frame } = toNode({ seq: 5001, ack: 1001 });
  assert.deepEqual(reasons, ['flow_revoked']);
  assert.partialDeepStrictEqual(readFrame(frame), {
    dst: '10.0.1.10',
    dport: 5555,
    sport: 443,
    seq: 5001,
    flags: RST | ACK,
  });
});

test('a new epoch of one interface leaves the connections of others alone', () => {
  establish();
  bench.set(entry('eni', { id: ids.nodeEni, networkInterfaceId: 'eni-2', epoch: 7 }));
  const generation = Number(bench.hyperplane.maps.control.get({ index: 0 })?.generation);
  assert.equal(toEndpoint({ flags: ACK, seq: 1001, ack: 5001 }).verdict, REDIRECT);
  const forward = [...bench.hyperplane.maps.flows.entries()].find(([key]) => key.dport === 443);
  assert.equal(forward?.[1].generation, generation, 'and they are not looked at again');
});

test('the same epoch again changes no generation', () => {
  const before = bench.hyperplane.maps.control.get({ index: 0 })?.generation;
  bench.set(world().eni);
  assert.equal(bench.hyperplane.maps.control.get({ index: 0 })?.generation, before);
});

test('a sweep adds up every packet and byte once', async () => {
  establish();
  for (let round = 0; round < 5; round += 1) {
    toEndpoint({ flags: ACK, seq: 1001, ack: 5001, payload: new Uint8Array(60) });
    toNode({ seq: 5001, ack: 1001, payload: new Uint8Array(160) });
    await bench.hyperplane.sweep();
  }
  await Promise.all([bench.hyperplane.sweep(), bench.hyperplane.sweep(), bench.hyperplane.sweep()]);
  const { packetsIn, bytesIn, packetsOut, bytesOut } = statsOf();
  assert.deepEqual(
    { packetsIn, bytesIn, packetsOut, bytesOut },
    { packetsIn: 7n, bytesIn: 80n + 500n, packetsOut: 6n, bytesOut: 40n + 1000n },
  );
});

test('an entry without its twin goes after a second', async () => {
  establish();
  const { flows } = bench.hyperplane.maps;
  const [forward] = [...flows.entries()].find(([key]) => key.dport === 443) ?? [];
  assert.ok(forward);
  flows.delete(forward);
  await bench.hyperplane.sweep();
  assert.equal(entryCount(), 1, 'it may be one that is being set up');
  age(2);
  await bench.hyperplane.sweep();
  assert.equal(entryCount(), 0);
});
