import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { maps, structs } from './layout.ts';
import { layoutHeader } from './layout-header.ts';
import { address, be16, id, idBytes, mac, pad, struct, u8, u16, u32, u64 } from './struct.ts';

test('the committed header is the one that the layout makes', () => {
  const path = join(import.meta.dirname, '../../bpf/generated/layout.h');
  assert.equal(readFileSync(path, 'utf8'), layoutHeader(), 'run scripts/generate-layout.ts and commit it');
});

test('the key of a connection is hashed in words of four bytes', () => {
  assert.equal(structs.flow_key.size, 44);
});

test('a field that C would move is refused', () => {
  assert.throws(() => struct({ a: u8, b: u32 }), /field b at offset 1 needs padding/);
  assert.throws(() => struct({ a: u64, b: u8 }), /padding at its end/);
});

test('what is written is read again, and padding stays zero', () => {
  const hex = (length: number) =>
    fc.array(fc.constantFrom(...'0123456789abcdef'), { minLength: length, maxLength: length });
  const all = struct({
    a: u64,
    b: id,
    c: u32,
    d: address,
    e: u16,
    f: be16,
    g: mac,
    h: u8,
    i: idBytes,
    p: pad(1),
  });
  fc.assert(
    fc.property(
      fc.record({
        a: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
        b: hex(16).map((digits) => digits.join('')),
        c: fc.nat(0xffffffff),
        d: fc.nat(0xffffffff),
        e: fc.nat(0xffff),
        f: fc.nat(0xffff),
        g: hex(12).map((digits) => digits.join('').replace(/..(?=.)/g, '$&:')),
        h: fc.nat(255),
        i: hex(16).map((digits) => digits.join('')),
      }),
      (value) => {
        const bytes = all.encode(value);
        assert.deepEqual(all.decode(bytes), { ...value });
        assert.equal(bytes.at(-1), 0);
      },
    ),
  );
});

test('the bytes are those that the kernel reads', () => {
  const bytes = maps.listeners.key.encode({ addr: 0x0a000164, ifindex: 5, port: 443, protocol: 6 });
  assert.equal(Buffer.from(bytes).toString('hex'), '00000000000000000000ffff0a0001640500000001bb0600');
  const source = maps.sources.key.encode({ prefix_length: 176, set: '0102030405060708', addr: 0x0a000000 });
  assert.equal(
    Buffer.from(source).toString('hex'),
    'b0000000080706050403020100000000000000000000ffff0a000000',
  );
});
