import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settingsFrom } from './settings.ts';

test('a port is written in decimal digits, and nothing else is one', () => {
  for (const port of ['0', '4566', '65535']) assert.equal(settingsFrom({ port }).port, Number(port));
  for (const port of ['', ' ', '1e3', '0x50', '80.0', '-1', '65536', 'abc']) {
    assert.throws(() => settingsFrom({ port }), /A port is 0 to 65535, not/, JSON.stringify(port));
  }
});

test('quotas are given by name, and unknown ones are refused with a list', () => {
  assert.deepEqual(settingsFrom({}).quotas, {});
  const { quotas } = settingsFrom({ quota: ['interfaceEndpointsPerVpc=500', 'vpcsPerRegion=0'] });
  assert.deepEqual(quotas, { interfaceEndpointsPerVpc: 500, vpcsPerRegion: 0 });
  for (const text of [
    'endpoints=5',
    'toString=5',
    'vpcsPerRegion',
    'vpcsPerRegion=-1',
    'vpcsPerRegion=1e3',
    '=5',
  ]) {
    assert.throws(() => settingsFrom({ quota: [text] }), /The names: vpcsPerRegion, /, text);
  }
});

test('regions are all, or those that are named', () => {
  assert.equal(settingsFrom({}).regions, undefined);
  const { regions } = settingsFrom({ regions: 'us-east-1, eu-west-1,us-east-1' });
  assert.deepEqual(regions, ['eu-west-1', 'us-east-1']);
  for (const text of ['', 'us-east-1,', 'mars-1', 'us-east-1 eu-west-1', 'toString']) {
    assert.throws(() => settingsFrom({ regions: text }), /Regions are names/, text);
  }
});

test('requests to connect wait for seven days, or as long as the operator says', () => {
  assert.equal(settingsFrom({}).requestLifetimeMs, 604_800_000);
  assert.equal(settingsFrom({ requestLifetime: '0.5' }).requestLifetimeMs, 43_200_000);
  for (const requestLifetime of ['0', '', '-1', '1e9', 'week']) {
    assert.throws(() => settingsFrom({ requestLifetime }), /a number of days above 0/, requestLifetime);
  }
});

test('an interface may send its resolver 1,024 packets a second unless another number is given', () => {
  assert.equal(settingsFrom({}).resolverPackets, 1024);
  assert.equal(settingsFrom({ resolverPackets: '0' }).resolverPackets, 0);
  for (const wrong of ['', '-1', '1.5', 'many', '1234567890']) {
    assert.throws(() => settingsFrom({ resolverPackets: wrong }), /a whole number/);
  }
});

test('resolvers are IPv4 addresses, with a port or without, and none unless given', () => {
  assert.deepEqual(settingsFrom({}).resolvers, []);
  const { resolvers } = settingsFrom({ resolver: ['192.0.2.53', '127.0.0.1:5353'] });
  assert.deepEqual(resolvers, [
    { address: '192.0.2.53', port: 53 },
    { address: '127.0.0.1', port: 5353 },
  ]);
  for (const text of [
    '',
    'dns.example.com',
    '192.0.2',
    '192.0.2.53:0',
    '192.0.2.53:65536',
    '::1',
    '1.2.3.4:',
  ]) {
    assert.throws(() => settingsFrom({ resolver: [text] }), /A resolver is an IPv4 address/, text);
  }
});
