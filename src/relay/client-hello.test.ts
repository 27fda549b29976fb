import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { connect } from 'node:tls';
import { readClientHello } from './client-hello.ts';

/** What OpenSSL sends first. */
async function helloOf(options: object): Promise<Buffer> {
  const { promise, resolve } = Promise.withResolvers<Buffer>();
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', (data) => {
      resolve(data);
      socket.destroy();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const client = connect({ host: '127.0.0.1', port, rejectUnauthorized: false, ...options });
  client.on('error', () => {});
  const hello = await promise;
  server.close();
  return hello;
}

/** The same message in records of so many bytes. */
function inRecords(hello: Buffer, bytes: number): Buffer {
  const body = hello.subarray(5);
  const records: Buffer[] = [];
  for (let at = 0; at < body.length; at += bytes) {
    const part = body.subarray(at, at + bytes);
    records.push(Buffer.from([22, 3, 1, part.length >> 8, part.length & 255]), part);
  }
  return Buffer.concat(records);
}

const protocols = ['h2', 'http/1.1'];
const withAlpn = await helloOf({ ALPNProtocols: protocols, servername: 'a.example' });

test('the offered protocols are read, in their order, and none where there are none', async () => {
  assert.deepEqual(readClientHello(withAlpn), { kind: 'hello', protocols });
  assert.deepEqual(readClientHello(await helloOf({})), { kind: 'hello', protocols: [] });
  const old = await helloOf({ maxVersion: 'TLSv1.2', ALPNProtocols: ['x'] });
  assert.deepEqual(readClientHello(old), { kind: 'hello', protocols: ['x'] });
});

test('every beginning of a hello is incomplete, in one record and in many', () => {
  for (const hello of [withAlpn, inRecords(withAlpn, 100), inRecords(withAlpn, 3), inRecords(withAlpn, 1)]) {
    for (let length = 0; length < hello.length; length += hello.length > 2 * withAlpn.length ? 13 : 1) {
      assert.deepEqual(readClientHello(hello.subarray(0, length)), { kind: 'incomplete' }, `${length}`);
    }
    assert.deepEqual(readClientHello(hello), { kind: 'hello', protocols });
    assert.equal(readClientHello(Buffer.concat([hello, Buffer.from([23, 3, 3])])).kind, 'hello');
  }
});

test('what is no hello is left to OpenSSL, and no damage makes the reader throw', () => {
  assert.equal(readClientHello(Buffer.from('GET / HTTP/1.1\r\n\r\n')).kind, 'other');
  assert.equal(readClientHello(Buffer.from([22, 3, 1, 0, 4, 2, 0, 0, 0])).kind, 'other');
  assert.equal(readClientHello(Buffer.from([22, 3, 1, 0, 4, 1, 0, 0, 0])).kind, 'other');
  for (let at = 0; at < withAlpn.length; at += 1) {
    for (const value of [0, 1, 127, 255]) {
      const damaged = Buffer.from(withAlpn);
      damaged[at] = value;
      assert.ok(['hello', 'other', 'incomplete'].includes(readClientHello(damaged).kind));
    }
  }
});

test('a hello that does not end is given up', () => {
  const endless = Buffer.concat([
    Buffer.from([22, 3, 1, 0x40, 0, 1, 0xff, 0xff, 0xff]),
    Buffer.alloc(16_380),
  ]);
  assert.equal(readClientHello(endless).kind, 'other');
});
