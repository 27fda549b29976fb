import assert from 'node:assert/strict';
import { createServer, type Server, type Socket } from 'node:net';
import { test } from 'node:test';
import type { HealthCheck } from '../model/load-balancing-resources.ts';
import { type Finding, matches, probe } from './probe.ts';

/** A server on loopback that does as it is told with each connection. */
async function serving(serve: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    serve(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const close = () => {
    for (const socket of sockets) socket.destroy();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { port, [Symbol.asyncDispose]: close };
}

function find(port: number, settings: Partial<HealthCheck> = {}): Promise<Finding> {
  return new Promise((resolve) => {
    probe(
      {
        localAddress: '127.0.0.1',
        address: '127.0.0.1',
        port,
        host: '10.0.1.50:80',
        settings: { protocol: 'HTTP', path: '/healthy', matcher: '200-399', timeoutSeconds: 20, ...settings },
      },
      resolve,
    );
  });
}

const answering = (text: string) => serving((socket) => socket.once('data', () => socket.write(text)));

test('a target that takes the connection is well as far as TCP goes', async () => {
  await using server = await serving(() => {});
  assert.deepEqual(await find(server.port, { protocol: 'TCP' }), {});
});

test('a target that refuses the connection has failed', async () => {
  const server = await serving(() => {});
  await server[Symbol.asyncDispose]();
  const finding = await find(server.port, { protocol: 'TCP' });
  assert.deepEqual(finding, { reason: 'Target.FailedHealthChecks', description: 'Health checks failed' });
});

test('the request names path and host, and any code of the matcher will do', async () => {
  let request = '';
  await using server = await serving((socket) =>
    socket.once('data', (data) => {
      request = data.toString();
      // In pieces, and without an end of the headers.
      socket.write('HTTP/1.1 30');
      setImmediate(() => socket.write('2 Found\r\n'));
    }),
  );
  assert.deepEqual(await find(server.port), {});
  assert.match(request, /^GET \/healthy HTTP\/1\.1\r\nHost: 10\.0\.1\.50:80\r\n/);
  assert.match(request, /\r\nUser-Agent: ELB-HealthChecker\/2\.0\r\n/);
});

test('another code is a mismatch that is named', async () => {
  await using server = await answering('HTTP/1.1 503 Service Unavailable\r\n\r\n');
  assert.deepEqual(await find(server.port), {
    reason: 'Target.ResponseCodeMismatch',
    description: 'Health checks failed with these codes: [503]',
  });
});

test('what is no HTTP has failed: other text, no text, or text without end', async () => {
  for (const text of ['SSH-2.0-OpenSSH\r\n', 'HTTP/1.1 2\r\n', 'x'.repeat(10_000)]) {
    await using server = await answering(text);
    assert.equal((await find(server.port)).reason, 'Target.FailedHealthChecks', text.slice(0, 20));
  }
  await using silent = await serving((socket) => socket.end());
  assert.equal((await find(silent.port)).reason, 'Target.FailedHealthChecks');
});

test('a target that says nothing in time has timed out', async () => {
  await using server = await serving(() => {});
  const finding = await find(server.port, { timeoutSeconds: 0.1 });
  assert.deepEqual(finding, { reason: 'Target.Timeout', description: 'Request timed out' });
});

test('HTTPS to a target without TLS has failed', async () => {
  await using server = await answering('HTTP/1.1 200 OK\r\n\r\n');
  assert.equal((await find(server.port, { protocol: 'HTTPS' })).reason, 'Target.FailedHealthChecks');
});

test('a matcher has codes and ranges', () => {
  for (const [code, matcher, fits] of [
    [200, '200', true],
    [201, '200', false],
    [202, '200,202', true],
    [399, '200-399', true],
    [400, '200-399', false],
    [299, '200-299,404', true],
    [404, '200-299,404', true],
  ] as const) {
    assert.equal(matches(code, matcher), fits, `${code} ${matcher}`);
  }
});

test('a target behind the PROXY protocol gets a header that names nobody first', async () => {
  const { promise, resolve } = Promise.withResolvers<Buffer>();
  await using server = await serving((socket) =>
    socket.once('data', (data) => {
      resolve(data);
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
    }),
  );
  const finding = new Promise<Finding>((done) => {
    probe(
      {
        localAddress: '127.0.0.1',
        address: '127.0.0.1',
        port: server.port,
        host: 'x',
        settings: { protocol: 'HTTP', matcher: '200', timeoutSeconds: 20 },
        proxyProtocol: true,
      },
      done,
    );
  });
  assert.deepEqual(await finding, {});
  assert.equal((await promise).subarray(0, 16).toString('hex'), '0d0a0d0a000d0a515549540a20000000');
});
