import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  cidrContains,
  cidrIncludes,
  cidrOverlaps,
  formatCidr,
  formatIpv4,
  parseCidr,
  parseIpv4,
} from './address.ts';

test('dotted quads are read and written', () => {
  for (const [text, value] of [
    ['0.0.0.0', 0],
    ['10.0.1.10', 0x0a00010a],
    ['255.255.255.255', 0xffffffff],
  ] as const) {
    assert.equal(parseIpv4(text), value);
    assert.equal(formatIpv4(value), text);
  }
});

test('what is no dotted quad is not read', () => {
  for (const text of [
    '',
    '10.0.0',
    '10.0.0.0.0',
    '256.0.0.1',
    '10.0.0.01',
    '10.0.0.-1',
    ' 10.0.0.1',
    '10.0.0.1\n',
    '0x0a.0.0.1',
    '1e1.0.0.1',
    '٣.0.0.1',
  ]) {
    assert.equal(parseIpv4(text), undefined, JSON.stringify(text));
  }
});

test('host bits of a block are cleared', () => {
  const block = parseCidr('10.0.1.77/24');
  assert.ok(block);
  assert.equal(formatCidr(block), '10.0.1.0/24');
});

test('the whole of IPv4 and a single address are blocks', () => {
  const all = parseCidr('0.0.0.0/0');
  const one = parseCidr('10.0.0.1/32');
  assert.ok(all && one);
  assert.ok(cidrIncludes(all, one) && !cidrIncludes(one, all) && cidrOverlaps(one, all));
  assert.ok(cidrContains(all, 0xffffffff) && cidrContains(one, 0x0a000001) && !cidrContains(one, 0x0a000002));
});

test('what is no block is not read', () => {
  for (const text of [
    '10.0.0.0',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/-1',
    '10.0.0.0/08a',
    '/8',
    '300.0.0.0/8',
  ]) {
    assert.equal(parseCidr(text), undefined, text);
  }
});
