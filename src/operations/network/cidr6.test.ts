import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseCidr6 } from './cidr6.ts';

test('every notation of a block comes out as the same text, without host bits', () => {
  const cases: readonly [string, string | undefined][] = [
    ['::/0', '::/0'],
    ['2001:db8::1/0', '::/0'],
    ['2001:DB8:0:0:0:0:0:0/32', '2001:db8::/32'],
    ['2001:db8:ffff::/33', '2001:db8:8000::/33'],
    ['2001:db8::1/127', '2001:db8::/127'],
    ['2001:db8::1/128', '2001:db8::1/128'],
    ['1:2:3:4:5:6:7:8/128', '1:2:3:4:5:6:7:8/128'],
    ['::ffff:192.0.2.1/128', '::ffff:c000:201/128'],
    ['fe80::1%eth0/64', undefined],
    ['::1/129', undefined],
    ['::1', undefined],
    ['::1/', undefined],
    ['10.0.0.0/8', undefined],
    ['1::2::3/64', undefined],
    ['/64', undefined],
    ['', undefined],
  ];
  for (const [text, expected] of cases) assert.equal(parseCidr6(text), expected, text);
});

test('the block contains the address, and parsing it again changes nothing', () => {
  const group = fc.integer({ min: 0, max: 0xffff });
  fc.assert(
    fc.property(
      fc.array(group, { minLength: 8, maxLength: 8 }),
      fc.integer({ min: 0, max: 128 }),
      (groups, length) => {
        const block = parseCidr6(`${groups.map((each) => each.toString(16)).join(':')}/${length}`);
        assert.ok(block !== undefined);
        assert.equal(parseCidr6(block), block);
        const bits = groups.map((each) => each.toString(2).padStart(16, '0')).join('');
        assert.equal(bitsOf(block.split('/')[0] ?? ''), bits.slice(0, length).padEnd(128, '0'));
      },
    ),
  );
});

/** Bits of an address that is written with at most one `::`. */
function bitsOf(address: string): string {
  const [head = '', tail = ''] = address.split('::');
  const numbers = (part: string) => part.split(':').filter((text) => text !== '');
  const gap = 8 - numbers(head).length - numbers(tail).length;
  const all = [...numbers(head), ...Array<string>(gap).fill('0'), ...numbers(tail)];
  return all.map((text) => Number.parseInt(text, 16).toString(2).padStart(16, '0')).join('');
}
