import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseIpv4 } from '../model/address.ts';
import { crc32c } from './crc32c.ts';
import { proxyHeader } from './proxy-header.ts';

const address = (text: string) => parseIpv4(text) ?? 0;

test('the sums are those of RFC 3720, B.4', () => {
  const numbers = (from: number, step: number) =>
    Uint8Array.from({ length: 32 }, (_, at) => from + at * step);
  assert.equal(crc32c(new Uint8Array(32)), 0x8a9136aa);
  assert.equal(crc32c(new Uint8Array(32).fill(255)), 0x62a8ab43);
  assert.equal(crc32c(numbers(0, 1)), 0x46dd794e);
  assert.equal(crc32c(numbers(31, -1)), 0x113fdb5c);
  assert.equal(crc32c(Buffer.from('123456789')), 0xe3069283);
});

test('the header of a connection through an endpoint has every byte in its place', () => {
  const header = proxyHeader({
    clientAddress: address('192.168.44.10'),
    clientPort: 51_234,
    address: address('192.168.44.7'),
    port: 443,
    endpointId: 'vpce-08d2bf15fac5001c9',
  });
  const [sum] = [header.subarray(31, 35)];
  const expected = Buffer.concat([
    Buffer.from('0d0a0d0a000d0a515549540a21110054', 'hex'),
    Buffer.from([192, 168, 44, 10, 192, 168, 44, 7, 51_234 >> 8, 51_234 & 255, 1, 187]),
    Buffer.from([3, 0, 4]),
    sum,
    Buffer.from([0xea, 0, 23, 1]),
    Buffer.from('vpce-08d2bf15fac5001c9'),
    Buffer.from([4, 0, 36]),
    Buffer.alloc(36),
  ]);
  assert.deepEqual(header, expected);
  const zeroed = Buffer.from(header).fill(0, 31, 35);
  assert.equal(header.readUInt32BE(31), crc32c(zeroed));
});

test('without an endpoint there is no id, and the padding makes up for it', () => {
  const header = proxyHeader({
    clientAddress: address('10.0.1.10'),
    clientPort: 1,
    address: address('10.0.1.50'),
    port: 65_535,
  });
  assert.equal(header.length, 100);
  assert.equal(header.readUInt16BE(14), 84);
  assert.deepEqual([...header.subarray(35, 38)], [4, 0, 62]);
  assert.ok(header.subarray(38).every((byte) => byte === 0));
});
