import assert from 'node:assert/strict';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import fc from 'fast-check';
import { signed } from '../wire/testing/sign.ts';
import { bodyBytesMax, listen } from './listener.ts';
import { fakeOperation, startTestServer, type TestServer } from './testing/server.ts';

const describeVpcs = fakeOperation('DescribeVpcs', () => ({ Vpcs: [] }), { access: 'read' });

/** Sends bytes as they are and answers all that comes back until the server closes. */
async function exchange(server: TestServer, ...parts: (string | Uint8Array)[]): Promise<string> {
  const socket = await open(server);
  for (const part of parts) socket.write(part);
  return await text(socket);
}

async function open(server: TestServer): Promise<Socket> {
  const socket = connect(server.listener.port, '127.0.0.1');
  // What the server cuts is not a failure of the test.
  socket.on('error', () => {});
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  return socket;
}

function head(length: number | string, more = ''): string {
  return `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n${more}\r\n`;
}

test('a body may have 1 MiB and no more', async () => {
  await using server = await startTestServer([describeVpcs]);
  const post = (bytes: number) => server.fetch('/', { method: 'POST', body: 'a'.repeat(bytes) });
  const fits = await post(bodyBytesMax);
  assert.match(fits.body, /MissingAuthenticationToken/);
  const large = await post(bodyBytesMax + 1);
  assert.equal(large.status, 413);
  assert.match(large.body, /<Code>RequestEntityTooLarge</);
  const larger = await post(8 * bodyBytesMax);
  assert.equal(larger.status, 413);
});

test('a client that takes nothing of its answer is cut off', async () => {
  const closed = Promise.withResolvers<void>();
  const piece = Buffer.alloc(1024 * 1024);
  // More than the buffers of any connection.
  const bytes = 256 * piece.length;
  const read = async function* () {
    for (let at = 0; at < bytes; at += piece.length) yield piece;
  };
  const body = { bytes, read, close: () => closed.resolve() };
  const listener = await listen(
    { answer: async () => ({ status: 200, headers: {}, body }) },
    '127.0.0.1',
    0,
    50,
  );
  const socket = connect(listener.port, '127.0.0.1');
  try {
    socket.on('error', () => {});
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await closed.promise;
  } finally {
    socket.destroy();
    await listener.close();
  }
});

test('a body without end is cut, and the server goes on', async () => {
  await using server = await startTestServer([describeVpcs]);
  const socket = await open(server);
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n');
  const chunk = Buffer.concat([
    Buffer.from('100000\r\n'),
    Buffer.alloc(1024 * 1024, 'a'),
    Buffer.from('\r\n'),
  ]);
  let sent = 0;
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const pump = () => {
    while (!socket.destroyed && sent < 200) {
      sent += 1;
      if (!socket.write(chunk)) return void socket.once('drain', pump);
    }
  };
  pump();
  socket.resume();
  await closed;
  assert.ok(sent < 200, `${sent} MiB were taken`);
  assert.equal((await server.fetch('/')).status, 200);
});

test('requests that are not HTTP, too large or half there do not stop the server', async () => {
  await using server = await startTestServer([describeVpcs]);
  assert.match(await exchange(server, 'nonsense\r\n\r\n'), /^HTTP\/1\.1 400/);
  assert.match(
    await exchange(server, `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`),
    /^HTTP\/1\.1 431/,
  );
  assert.match(
    await exchange(server, `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`),
    /^HTTP\/1\.1 431/,
  );
  assert.match(await exchange(server, 'GET / HTTP/1.1\r\n\r\n'), /^HTTP\/1\.1 400/);
  assert.match(await exchange(server, head('-1')), /^HTTP\/1\.1 400/);
  assert.match(await exchange(server, head('5', 'Content-Length: 6\r\n')), /^HTTP\/1\.1 400/);
  assert.match(await exchange(server, head('5', 'Transfer-Encoding: chunked\r\n')), /^HTTP\/1\.1 400/);
  const half = await open(server);
  half.write(`${head(100)}only this`);
  half.destroy();
  assert.equal((await server.fetch('/')).status, 200);
});

test('a connection serves many requests, one after the other and all at once', async () => {
  await using server = await startTestServer([describeVpcs]);
  const socket = await open(server);
  const request = `${head(9)}Action=No`;
  socket.write(request.repeat(50));
  let answers = '';
  const deadline = Date.now() + 10_000;
  socket.on('data', (data: Buffer) => (answers += data));
  while ((answers.match(/HTTP\/1\.1 403/g)?.length ?? 0) < 50 && Date.now() < deadline) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.equal(answers.match(/HTTP\/1\.1 403/g)?.length, 50);
  assert.doesNotMatch(answers, /connection: close/i);
  const ids = new Set([...answers.matchAll(/x-amzn-requestid: (\S+)/g)].map(([, id]) => id));
  assert.equal(ids.size, 50);
  socket.destroy();
});

test('a signed header may hold UTF-8', async () => {
  await using server = await startTestServer([describeVpcs]);
  const host = `127.0.0.1:${server.listener.port}`;
  const { headers, body } = await signed({ date: new Date(), headers: { host, 'x-note': 'ä 😀' } });
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const request = `POST / HTTP/1.1\r\n${lines}Content-Length: ${body.length}\r\nConnection: close\r\n\r\n`;
  assert.match(await exchange(server, Buffer.from(request), body), /^HTTP\/1\.1 200 /);
});

test('closing lets a running request finish and takes no new one', async () => {
  const started = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const state = {
    // Asked whether the account's region is set up.
    read: <T>() => true as T,
    transact: async <T>(): Promise<T> => {
      started.resolve();
      await gate.promise;
      return { Vpc: { VpcId: 'vpc-1' } } as T;
    },
  };
  await using server = await startTestServer([fakeOperation('CreateVpc', () => ({}))], { state });
  const idle = await open(server);
  const kept = await open(server);
  const idleClosed = Promise.all(
    [idle, kept].map((socket) => new Promise((resolve) => socket.once('close', resolve))),
  );
  kept.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await new Promise((resolve) => kept.once('data', resolve));
  idle.resume();
  const answer = server.send({ body: 'Action=CreateVpc&Version=2016-11-15' });
  await started.promise;
  const closing = server.listener.close();
  await idleClosed;
  await assert.rejects(open(server));
  gate.resolve();
  assert.match((await answer).body, /<vpcId>vpc-1</);
  await closing;
  assert.equal(idle.destroyed, true);
});

test('an address that is taken is an error', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  try {
    const { listen } = await import('./listener.ts');
    const { port } = other.address() as AddressInfo;
    // The API is not asked before something listens.
    await assert.rejects(listen(undefined as never, '127.0.0.1', port), { code: 'EADDRINUSE' });
  } finally {
    other.close();
  }
});

test('10,000 random bodies never make it fail', async () => {
  await using server = await startTestServer([
    describeVpcs,
    fakeOperation('CreateVpcEndpoint', () => ({}), { honours: ['VpcId', 'TagSpecifications', 'SubnetIds'] }),
    fakeOperation('RunInstances', () => ({}), { honours: ['NetworkInterfaces', 'MinCount', 'MaxCount'] }),
  ]);
  const words = [
    'Action',
    'Version',
    '2016-11-15',
    'CreateVpcEndpoint',
    'RunInstances',
    'VpcId',
    'SubnetId',
    'TagSpecification',
    'Tag',
    'Key',
    'Value',
    'NetworkInterface',
    'MinCount',
    'MaxCount',
    'DryRun',
    'true',
    'ClientToken',
    'UserData',
    '1',
    '2',
    '0',
    '99999999999',
    '-1',
    '__proto__',
    'constructor',
    '.',
    '..',
    '=',
    '&',
    '%',
    '%00',
    '%ff',
    '%2e',
    '+',
    ';',
    '\0',
    '\r\n',
    '<',
    '\uD800',
    'ä',
    '😀',
  ];
  const soup = fc
    .array(fc.constantFrom(...words), { maxLength: 40 })
    .map((parts) => Buffer.from(parts.join('')));
  const action = fc.constantFrom('DescribeVpcs', 'CreateVpcEndpoint', 'RunInstances');
  const pair = fc.tuple(
    fc.array(fc.constantFrom(...words.slice(5, 25)), { minLength: 1, maxLength: 6 }),
    fc.constantFrom(...words),
  );
  const near = fc
    .tuple(action, fc.array(pair, { maxLength: 12 }))
    .map(([name, pairs]) =>
      Buffer.from(
        `Action=${name}&Version=2016-11-15&${pairs.map(([key, value]) => `${key.join('.')}=${encodeURIComponent(value.toWellFormed())}`).join('&')}`,
      ),
    );
  const bytes = fc.uint8Array({ maxLength: 300 }).map((some) => Buffer.from(some));
  const bodies = fc.sample(fc.oneof(near, soup, bytes), 10_000);
  const statuses = new Map<number, number>();
  for (const [at, body] of bodies.entries()) {
    const options = { body: body.toString('latin1') };
    // Some over the network; what is between the network and the API does not look into bodies.
    const { status, body: answer } = await (at % 50 === 0 ? server.send(options) : server.answer(options));
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    assert.ok(status < 500, String(answer));
  }
  assert.ok((statuses.get(200) ?? 0) > 10 && (statuses.get(400) ?? 0) > 1000, JSON.stringify([...statuses]));
  assert.deepEqual(
    server.log.filter(({ failure }) => failure !== undefined),
    [],
  );
});
