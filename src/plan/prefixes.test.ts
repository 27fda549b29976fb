import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Cidr, cidrContains, formatCidr, parseCidr } from '../model/address.ts';
import { mergePrefixes } from './prefixes.ts';

/** Blocks in 10.0.0.0/24 and one address more on each side, so that all addresses can be tried. */
const block = fc
  .record({
    base: fc.integer({ min: 0x0a000000, max: 0x0a0000ff }),
    prefixLength: fc.integer({ min: 24, max: 32 }),
  })
  .map(({ base, prefixLength }) => parseCidr(`10.0.0.${base & 255}/${prefixLength}`)!);
const addresses = Array.from({ length: 258 }, (_, at) => 0x0a000000 - 1 + at);

describe('merged prefixes', () => {
  it('hold the same addresses as before', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 12 }), (blocks) => {
        const merged = mergePrefixes(blocks);
        for (const address of addresses) assert.equal(holds(merged, address), holds(blocks, address));
      }),
    );
  });

  it('are as few as can be: none inside another, and no two that make one', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 12 }), (blocks) => {
        const merged = mergePrefixes(blocks);
        for (const one of merged) {
          for (const other of merged) assert.ok(one === other || !isWithinOrTwin(one, other));
        }
      }),
    );
  });

  it('can be the whole address space', () => {
    const blocks = ['0.0.0.0/1', '128.0.0.0/2', '192.0.0.0/2', '255.255.255.255/32', '0.0.0.0/32'];
    assert.deepEqual(mergePrefixes(blocks.map((text) => parseCidr(text)!)).map(formatCidr), ['0.0.0.0/0']);
    assert.deepEqual(mergePrefixes([parseCidr('0.0.0.0/0')!, parseCidr('0.0.0.0/0')!]).map(formatCidr), [
      '0.0.0.0/0',
    ]);
    assert.deepEqual(mergePrefixes([]), []);
  });

  it('do not join neighbours that are not halves of one block', () => {
    const blocks = ['10.0.1.0/24', '10.0.2.0/24'].map((text) => parseCidr(text)!);
    assert.deepEqual(mergePrefixes(blocks), blocks);
  });
});

function holds(blocks: readonly Cidr[], address: number): boolean {
  return blocks.some((candidate) => cidrContains(candidate, address));
}

function isWithinOrTwin(one: Cidr, other: Cidr): boolean {
  if (cidrContains(other, one.base) && one.prefixLength >= other.prefixLength) return true;
  const size = 2 ** (32 - one.prefixLength);
  return (
    one.prefixLength === other.prefixLength &&
    Math.floor(one.base / size / 2) === Math.floor(other.base / size / 2)
  );
}
