import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPrivateDnsName, provingDomains } from './private-dns-name.ts';

test('a private name is a domain in lower case, with a wildcard in front or not', () => {
  const long = `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}`;
  for (const name of [
    'example.com',
    '*.example.com',
    'a-b.c_d.example',
    'xn--bcher-kva.example',
    `${long}.com`,
  ]) {
    assert.ok(isPrivateDnsName(name), name);
  }
  const wrong = [
    '',
    'com',
    '*.com',
    '*',
    'a..b',
    '.a.b',
    'a.b.',
    'A.b',
    '-a.b',
    'a-.b',
    'a.*.b',
    '**.a.b',
    'a b.c',
  ];
  for (const name of [...wrong, `${'a'.repeat(64)}.b`, `${long}.${'d'.repeat(63)}`]) {
    assert.ok(!isPrivateDnsName(name), name);
  }
});

test('the domain and those above it prove a name, but for the last label', () => {
  assert.deepEqual(provingDomains('*.api.example.com'), ['api.example.com', 'example.com']);
});
