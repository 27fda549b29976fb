/** The header of the PROXY protocol before the first datagram of a flow, one frame at a time. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { proxyHeaderBytes } from '../model/proxy-protocol.ts';
import { legMtu } from '../plan/limits.ts';
import { type Datagram, readDatagram, SYN, tcpFrame, udpFrame } from './frames.ts';
import { type Bench, entry, ids, ip, macs, openBench, REDIRECT, SHOT, world } from './test-bench.ts';

const endpointId = 'vpce-0123456789abcdef0';

let bench: Bench;
before(() => {
  bench = openBench();
});
after(() => bench?.close());
beforeEach(() => {
  bench.forget();
  const { eni, nodeEni, target } = world();
  bench.remove(eni, nodeEni);
  assert.ok(target.table === 'target' && eni.table === 'eni');
  bench.set(
    ...Object.values(world()),
    { ...target, value: { ...target.value, proxyProtocol: true } },
    { ...eni, value: { ...eni.value, endpointId } },
    listenerOn('subnet-a', '10.0.1.100', ids.eni),
    listenerOn('subnet-b', '10.0.1.50', ids.nodeEni),
  );
});

function listenerOn(leg: 'subnet-a' | 'subnet-b', address: string, eni: string) {
  const front = { eni, front: ids.front, mss: 1400 };
  return entry('listener', { leg, address: ip(address), protocol: 'udp', port: 443, ...front });
}

function toEndpoint(datagram: Partial<Datagram> = {}, gsoSize = 0) {
  const usual = { src: '10.0.1.10', dst: '10.0.1.100', sport: 5555, dport: 443 };
  return bench.run(udpFrame({ ...usual, ...datagram }), bench.legA, gsoSize);
}

function toNode(datagram: Partial<Datagram> = {}) {
  const usual = { src: '10.0.1.10', dst: '10.0.1.50', sport: 8080, dport: 5555, smac: macs.target };
  return bench.run(udpFrame({ ...usual, ...datagram }), bench.legB);
}

/** Table of RFC 3720 B.4 by long division: none of our own code. */
function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
  }
  return ~crc >>> 0;
}

const withoutSum = (header: string) => `${header.slice(0, 62)}00000000${header.slice(70)}`;

test('the header is the one of AWS, byte for byte, and the payload follows it', () => {
  const payload = Buffer.from('an odd number of bytes!');
  const there = readDatagram(toEndpoint({ payload }).frame);
  assert.ok(there.ipChecksumRight && there.checksumRight && there.checksum !== 0);
  const header = there.payload.subarray(0, proxyHeaderBytes);
  assert.equal(
    withoutSum(header.toString('hex')),
    [
      '0d0a0d0a000d0a515549540a',
      '21120054',
      '0a00010a0a000164',
      '15b301bb',
      '03000400000000',
      `ea001701${Buffer.from(endpointId).toString('hex')}`,
      `040024${'00'.repeat(36)}`,
    ].join(''),
  );
  const zeroed = Buffer.from(header);
  zeroed.fill(0, 31, 35);
  assert.equal(header.readUInt32BE(31), crc32c(zeroed));
  assert.deepEqual(Buffer.from(there.payload.subarray(proxyHeaderBytes)), payload);
});

test('only the first datagram has one; answers and later ones are as they were', () => {
  toEndpoint({ payload: Buffer.from('first') });
  assert.equal(
    readDatagram(toEndpoint({ payload: Buffer.from('second') }).frame).payload.toString(),
    'second',
  );
  assert.equal(readDatagram(toNode({ payload: Buffer.from('answer') }).frame).payload.toString(), 'answer');
  assert.equal(
    readDatagram(toEndpoint({ payload: Buffer.from('x'), sport: 5556 }).frame).payload.length,
    101,
  );
});

test('a client that comes to the node itself has no endpoint in its header', () => {
  const { frame } = bench.run(
    udpFrame({ src: '10.0.1.9', dst: '10.0.1.50', sport: 5555, dport: 443, smac: macs.target }),
    bench.legB,
  );
  const { payload, checksumRight } = readDatagram(frame);
  assert.ok(checksumRight);
  assert.equal(payload.length, proxyHeaderBytes);
  assert.equal(
    withoutSum(payload.toString('hex')).slice(32),
    `0a0001090a00013215b301bb03000400000000${`04003e${'00'.repeat(62)}`}`,
  );
});

test('lengths and sums are right for every size up to the largest that has room; one byte more is dropped and counted', () => {
  const largest = legMtu - 28 - proxyHeaderBytes;
  for (const bytes of [0, 1, 2, 3, 17, 18, 255, 256, 1000, largest - 1, largest]) {
    bench.forget();
    const payload = Buffer.alloc(bytes, 0xa5);
    const { verdict, frame } = toEndpoint({ payload });
    const there = readDatagram(frame);
    assert.equal(verdict, REDIRECT);
    assert.ok(there.ipChecksumRight && there.checksumRight, `${bytes} bytes`);
    assert.equal(there.payload.length, proxyHeaderBytes + bytes);
    assert.deepEqual(Buffer.from(there.payload.subarray(proxyHeaderBytes)), payload);
  }
  bench.forget();
  const { verdict, reasons } = toEndpoint({ payload: new Uint8Array(largest + 1) });
  assert.deepEqual([verdict, reasons], [SHOT, ['proxy_header']]);
  const next = readDatagram(toEndpoint({ payload: Buffer.from('small') }).frame);
  assert.equal(next.payload.length, proxyHeaderBytes + 5, 'the next one has it instead');
});

test('a datagram without checksum stays without, and no checksum ever becomes zero', () => {
  assert.equal(readDatagram(toEndpoint({ checksum: 0 }).frame).checksum, 0);
  for (let value = 0; value < 0x10000; value += 997) {
    bench.forget();
    const payload = Buffer.from([value >> 8, value & 255]);
    const { checksum, checksumRight } = readDatagram(toEndpoint({ payload }).frame);
    assert.ok(checksumRight && checksum !== 0, String(value));
  }
});

test('a batch of datagrams cannot have one before its first and is dropped', () => {
  assert.deepEqual(toEndpoint({ payload: new Uint8Array(900) }, 300).reasons, ['proxy_header']);
});

test('streams get theirs from a relay, not here', () => {
  const frame = tcpFrame({ src: '10.0.1.10', dst: '10.0.1.100', sport: 5555, dport: 443, flags: SYN });
  assert.equal(bench.run(frame).frame.length, frame.length);
});
