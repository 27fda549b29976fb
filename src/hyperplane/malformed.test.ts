/** What cannot be read, or is not for us, is dropped under its reason and never carried on. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import fc from 'fast-check';
import type { DropReason } from './drop-reasons.ts';
import { ACK, arpFrame, FIN, fixChecksums, RST, readArp, type Segment, SYN, tcpFrame } from './frames.ts';
import { type Bench, macs, OK, openBench, REDIRECT, SHOT, world } from './test-bench.ts';

let bench: Bench;
before(() => {
  bench = openBench();
  bench.set(...Object.values(world()));
});
after(() => bench?.close());
beforeEach(() => bench.forget());

const opening: Segment = { src: '10.0.1.10', dst: '10.0.1.100', sport: 5555, dport: 443, flags: SYN };

function syn(change: Partial<Segment> = {}): Uint8Array {
  return tcpFrame({ ...opening, ...change });
}

/** The frame with some bytes changed, by offset. */
function patched(frame: Uint8Array, bytes: Readonly<Record<number, number>>): Uint8Array {
  const copy = Uint8Array.from(frame);
  for (const [at, value] of Object.entries(bytes)) copy[Number(at)] = value;
  return copy;
}

function assertDropped(frame: Uint8Array, reason: DropReason, ifindex?: number, gsoSize?: number): void {
  const { verdict, reasons } = bench.run(frame, ifindex, gsoSize);
  assert.deepEqual({ verdict, reasons }, { verdict: SHOT, reasons: [reason] });
}

test('the frame that the others are made from opens a connection', () => {
  const { verdict, reasons } = bench.run(syn());
  assert.deepEqual({ verdict, reasons }, { verdict: REDIRECT, reasons: [] });
});

const damaged: readonly (readonly [string, () => Uint8Array, DropReason])[] = [
  ['an 802.1Q tag', () => syn({ etherType: 0x8100 }), 'vlan'],
  ['an 802.1ad tag', () => syn({ etherType: 0x88a8 }), 'vlan'],
  ['IPv6', () => syn({ etherType: 0x86dd }), 'not_ipv4'],
  ['broadcast', () => syn({ dmac: 'ff:ff:ff:ff:ff:ff' }), 'not_unicast'],
  ['a group as source', () => syn({ smac: '01:00:5e:00:00:01' }), 'not_unicast'],
  ['IP version 6', () => patched(syn(), { 14: 0x65 }), 'ip_malformed'],
  ['an IP header of 16 bytes', () => patched(syn(), { 14: 0x44 }), 'ip_malformed'],
  ['IP options', () => patched(syn({ payload: new Uint8Array(20) }), { 14: 0x46 }), 'ip_options'],
  ['more IP bytes than the frame has', () => fixIp(patched(syn(), { 17: 41 })), 'ip_malformed'],
  ['fewer IP bytes than its header', () => fixIp(patched(syn(), { 17: 19 })), 'ip_malformed'],
  ['fewer IP bytes than a TCP header', () => fixIp(patched(syn(), { 17: 39 })), 'tcp_malformed'],
  ['a wrong IP checksum', () => patched(syn(), { 24: (syn()[24] ?? 0) ^ 1 }), 'ip_checksum'],
  ['a first fragment', () => syn({ fragment: 0x2000 }), 'ip_fragment'],
  ['a later fragment', () => syn({ fragment: 0x0001 }), 'ip_fragment'],
  ['a time to live of 1', () => syn({ ttl: 1 }), 'ttl_expired'],
  ['a time to live of 0', () => syn({ ttl: 0 }), 'ttl_expired'],
  ['ICMP', () => syn({ protocol: 1 }), 'icmp'],
  ['SCTP', () => syn({ protocol: 132 }), 'protocol'],
  ['a TCP header of 16 bytes', () => fixChecksums(patched(syn(), { 46: 0x40 })), 'tcp_malformed'],
  ['a TCP header beyond the packet', () => fixChecksums(patched(syn(), { 46: 0x60 })), 'tcp_malformed'],
  ['SYN and FIN', () => syn({ flags: SYN | FIN }), 'tcp_malformed'],
  ['SYN and RST', () => syn({ flags: SYN | RST }), 'tcp_malformed'],
  ['an address that is not ours', () => syn({ dst: '10.0.1.99' }), 'not_ours'],
  ['a port without listener', () => syn({ dport: 444 }), 'no_listener'],
  ['a source outside the security group', () => syn({ src: '10.1.0.1' }), 'security_group'],
  [
    'a stray segment from outside the security group',
    () => syn({ src: '10.1.0.1', flags: ACK }),
    'security_group',
  ],
  ['a stray segment to a port without listener', () => syn({ dport: 444, flags: ACK }), 'no_flow'],
  ['a stray reset', () => syn({ flags: RST }), 'no_flow'],
  ['source 0.0.0.0', () => syn({ src: '0.0.0.0' }), 'martian_source'],
  ['a loopback source', () => syn({ src: '127.0.0.1' }), 'martian_source'],
  ['a multicast source', () => syn({ src: '224.0.0.1' }), 'martian_source'],
  ['the broadcast address as source', () => syn({ src: '255.255.255.255' }), 'martian_source'],
  ['our own address as source', () => syn({ src: '10.0.1.100' }), 'martian_source'],
  ['source port 0', () => syn({ sport: 0 }), 'martian_source'],
];

for (const [what, make, reason] of damaged) {
  test(`${what} is dropped as ${reason}`, () => {
    assertDropped(make(), reason);
    assert.equal([...bench.hyperplane.maps.flows.raw.keys()].length, 0, 'no connection is left behind');
  });
}

test('of a batch of segments each may have 8500 bytes', () => {
  const batch = syn({ flags: SYN, payload: new Uint8Array(3000) });
  assert.equal(bench.run(batch, undefined, 8460).verdict, REDIRECT);
  assertDropped(batch, 'too_large', undefined, 8461);
});

test('a frame that is padded at its end is read by its IP length', () => {
  const padded = Buffer.concat([syn(), Buffer.alloc(6)]);
  assert.equal(bench.run(padded).verdict, REDIRECT);
  const [, flow] = [...bench.hyperplane.maps.flows.entries()].find(([key]) => key.dport === 443) ?? [];
  assert.equal(flow?.next_seq, 1001, 'padding is no payload');
});

test('a SYN that ends anywhere behind the IP header is dropped', () => {
  const whole = syn({ options: [2, 4, 5, 180, 1, 1, 1, 1] });
  for (let length = 34; length < whole.length; length += 1)
    assertDropped(whole.subarray(0, length), 'ip_malformed');
  assert.equal([...bench.hyperplane.maps.flows.raw.keys()].length, 0);
});

test('a TCP header that a right IP length cuts off is dropped', () => {
  for (let bytes = 20; bytes < 40; bytes += 1) {
    assertDropped(fixIp(patched(syn(), { 17: bytes })).subarray(0, 14 + bytes), 'truncated');
  }
});

test('ARP for an address of ours is answered with its hardware address', () => {
  for (const sender of ['10.0.1.10', '0.0.0.0']) {
    const { verdict, frame } = bench.run(arpFrame({ sender, target: '10.0.1.100' }));
    assert.equal(verdict, REDIRECT);
    assert.deepEqual(readArp(frame), {
      dmac: macs.client,
      smac: macs.endpoint,
      operation: 2,
      senderMac: macs.endpoint,
      sender: '10.0.1.100',
      targetMac: macs.client,
      target: sender,
    });
  }
});

test('addresses of one leg are not known on another', () => {
  assertDropped(arpFrame({ sender: '10.0.1.10', target: '10.0.1.100' }), 'arp_not_ours', bench.legB);
  assertDropped(syn(), 'not_ours', bench.legB);
});

const request = arpFrame({ sender: '10.0.1.10', target: '10.0.1.100' });
const forged: readonly (readonly [string, Uint8Array, DropReason])[] = [
  ['for another address', arpFrame({ sender: '10.0.1.10', target: '10.0.1.99' }), 'arp_not_ours'],
  ['of another hardware', patched(request, { 15: 6 }), 'arp_malformed'],
  ['of another protocol', patched(request, { 16: 0x86, 17: 0xdd }), 'arp_malformed'],
  ['with another hardware length', patched(request, { 18: 8 }), 'arp_malformed'],
  ['with another protocol length', patched(request, { 19: 16 }), 'arp_malformed'],
  ['with another operation', patched(request, { 21: 3 }), 'arp_malformed'],
  [
    'from a group',
    arpFrame({ sender: '10.0.1.10', target: '10.0.1.100', senderMac: '01:00:5e:00:00:01' }),
    'arp_malformed',
  ],
  ['that claims our address', arpFrame({ sender: '10.0.1.100', target: '10.0.1.10' }), 'arp_malformed'],
  ['that announces our address', arpFrame({ sender: '10.0.1.100', target: '10.0.1.100' }), 'arp_malformed'],
  [
    'in reply that claims our address',
    arpFrame({ operation: 2, sender: '10.0.1.100', target: '10.0.1.10' }),
    'arp_malformed',
  ],
];

for (const [what, frame, reason] of forged) {
  test(`ARP ${what} is dropped as ${reason}`, () => assertDropped(frame, reason));
}

test('ARP that ends too early is dropped', () => {
  for (let length = 14; length < 42; length += 1) assertDropped(request.subarray(0, length), 'truncated');
});

test('ARP replies reach the kernel, and nothing else does, whatever the frame', () => {
  const reply = arpFrame({ operation: 2, sender: '10.0.1.10', target: '0.0.0.0' });
  assert.equal(bench.run(reply).verdict, OK);
  const noise = fc.uint8Array({ minLength: 14, maxLength: 120 });
  const changes = fc.dictionary(fc.nat(60).map(String), fc.nat(255), { maxKeys: 6 });
  const seeds = fc.constantFrom(syn(), syn({ flags: ACK, payload: new Uint8Array(9) }), request, reply);
  const frames = fc.oneof(
    noise,
    fc.tuple(seeds, changes).map(([seed, bytes]) => patched(seed, bytes)),
    fc.tuple(seeds, changes).map(([seed, bytes]) => fixIp(patched(seed, bytes))),
  );
  fc.assert(
    fc.property(frames.filter(isRunnable), (frame) => {
      const { verdict, reasons } = bench.run(frame);
      const isArp = frame[12] === 8 && frame[13] === 6;
      if (verdict === OK) assert.ok(isArp && frame[21] === 2, 'only ARP replies pass');
      else if (verdict === SHOT) assert.equal(reasons.length, 1, 'a drop has one reason');
      else assert.ok(verdict === REDIRECT && (isArp || isReadable(frame)), 'what is sent on was read');
    }),
    { numRuns: 3000 },
  );
});

/** The kernel runs programs only on frames that have room for the IP header that their type promises. */
function isRunnable(frame: Uint8Array): boolean {
  const type = ((frame[12] ?? 0) << 8) | (frame[13] ?? 0);
  return frame.length >= (type === 0x0800 ? 34 : type === 0x86dd ? 54 : 15);
}

/** Whether the frame is IPv4 without options, with a right checksum, and TCP. */
function isReadable(frame: Uint8Array): boolean {
  return (
    frame.length >= 54 &&
    frame[14] === 0x45 &&
    frame[23] === 6 &&
    Buffer.from(fixIp(frame)).equals(Buffer.from(frame)) &&
    Buffer.from(frame).readUInt16BE(16) <= frame.length - 14
  );
}

/** The frame with the IP checksum that it ought to have, and nothing else changed. */
function fixIp(frame: Uint8Array): Uint8Array {
  if (frame.length < 34) return frame;
  const bytes = Buffer.from(frame);
  bytes.writeUInt16BE(0, 24);
  let sum = 0;
  for (let at = 14; at < 34; at += 2) sum += bytes.readUInt16BE(at);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  bytes.writeUInt16BE(~sum & 0xffff, 24);
  return bytes;
}
