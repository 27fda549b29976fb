import assert from 'node:assert/strict';
import { BlockList, isIP } from 'node:net';
import { test } from 'node:test';
import fc from 'fast-check';
import { blockIncludes, parseIpBlock } from './ip-blocks.ts';

test('an address is one exactly when the platform takes it for one', () => {
  const character = fc.constantFrom(...'0129afF:.%/x'.split(''), '::', ':1', '255');
  const near = fc.array(character, { maxLength: 14 }).map((parts) => parts.join('').replaceAll('/', ''));
  fc.assert(
    fc.property(fc.oneof(near, fc.ipV4(), fc.ipV6()), (text) => {
      // Zones of addresses (fe80::1%eth0) mean nothing in a policy.
      const isAddress = isIP(text) !== 0 && !text.includes('%');
      assert.equal(parseIpBlock(text) !== undefined, isAddress, text);
    }),
    { numRuns: 5_000 },
  );
});

test('blocks have the addresses that the platform finds in them', () => {
  const v4 = fc.tuple(fc.ipV4(), fc.ipV4(), fc.nat(32), fc.constant('ipv4' as const));
  const v6 = fc.tuple(fc.ipV6(), fc.ipV6(), fc.nat(128), fc.constant('ipv6' as const));
  fc.assert(
    fc.property(fc.oneof(v4, v6), fc.boolean(), ([base, other, length, family], same) => {
      const address = same ? base : other;
      const list = new BlockList();
      list.addSubnet(base, length, family);
      assert.equal(
        includes(`${base}/${length}`, address),
        list.check(address, family),
        `${base}/${length} ${address}`,
      );
    }),
    { numRuns: 2_000 },
  );
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
test('these addresses are in these blocks', () => {
  const table = [
    ['203.0.113.0/24', '203.0.113.255', true],
    ['203.0.113.0/24', '203.0.114.0', false],
    ['203.0.113.77/24', '203.0.113.1', true],
    ['203.0.113.7', '203.0.113.7', true],
    ['203.0.113.7', '203.0.113.8', false],
    ['0.0.0.0/0', '255.255.255.255', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['::/0', '203.0.113.7', false],
    ['::/0', '2001:db8::1', true],
    ['2001:DB8:1234:5678::/64', '2001:db8:1234:5678:ffff::', true],
    ['2001:DB8:1234:5678::/64', '2001:db8:1234:5679::', false],
    ['203.0.113.0/24', '::ffff:203.0.113.9', true],
    ['::ffff:203.0.113.0/120', '203.0.113.9', true],
    ['203.0.113.0/24', '203.0.113.0/25', true],
    ['203.0.113.0/24', '203.0.113.0/23', false],
    ['203.0.112.0/24', '203.0.112.0/23', false],
  ] as const;
  for (const [block, address, expected] of table)
    assert.equal(includes(block, address), expected, `${block} ${address}`);
});

test('what is no block is none', () => {
  for (const text of [
    '',
    '/',
    '1.2.3.4/',
    '1.2.3.4/33',
    '1:2:3:4::5:6:7:8',
    '1.2.3.4/024',
    '::/129',
    '1.2.3.4/8/8',
    '1.2.3.4/-1',
    ' 1.2.3.4',
  ]) {
    assert.equal(parseIpBlock(text), undefined, text);
  }
  assert.equal(parseIpBlock(':'.repeat(1_000_000)), undefined);
});

function includes(block: string, address: string): boolean {
  const [outer, inner] = [parseIpBlock(block), parseIpBlock(address)];
  assert.ok(outer && inner);
  return blockIncludes(outer, inner);
}
