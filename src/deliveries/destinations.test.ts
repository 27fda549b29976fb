import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkAddress } from './destinations.ts';
import { post } from './post.ts';
import { startReceiver } from './testing/receiver.ts';

const refused = [
  '169.254.169.254',
  '169.254.0.1',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  'fe80::1',
  '[fe80::1]',
  'ff02::1',
  'fd00:ec2::254',
  '::ffff:169.254.169.254',
  '::ffff:a9fe:a9fe',
  '64:ff9b::a9fe:a9fe',
];
for (const address of refused) {
  test(`${address} is refused always`, () => {
    assert.throws(() => checkAddress(address, { loopback: true }), { name: 'RefusedDestination' });
  });
}

for (const address of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1']) {
  test(`${address} is refused unless loopback is allowed`, () => {
    assert.throws(() => checkAddress(address, { loopback: false }), { name: 'RefusedDestination' });
    checkAddress(address, { loopback: true });
  });
}

test('ordinary addresses are not refused', () => {
  for (const address of ['10.0.0.1', '192.168.1.1', '203.0.113.7', '2001:db8::1', 'fd00::1'])
    checkAddress(address, { loopback: false });
});

test('names and numbers that mean a refused address are refused, without a connection', async () => {
  await using receiver = await startReceiver();
  const { port } = new URL(receiver.url);
  const message = { headers: {}, body: 'm' };
  const options = {
    rules: { loopback: false },
    timeoutMs: 5_000,
    certificateAuthorities: () => [],
    signal: new AbortController().signal,
  };
  for (const host of ['localhost', '127.0.0.1', '2130706433', '0x7f.1', '[::ffff:7f00:1]']) {
    const outcome = await post(`http://${host}:${port}/`, message, options);
    assert.equal(outcome.kind, 'refused', host);
  }
  assert.equal(receiver.received.length, 0);
});
