/** The sockets, on the loopback device. */
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { connect, createServer } from 'node:net';
import { test } from 'node:test';
import { encode } from 'dns-packet';
import { boundUdpSocket, listeningTcpSocket } from '../kernel/inet-socket.ts';
import { dnsBench } from '../operations/route53/testing/dns-bench.ts';
import { serveDns } from './server.ts';

const loopback = Uint8Array.from([127, 0, 0, 1]);

/** A port that nobody has for UDP nor TCP, as far as can be told. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  assert.ok(typeof address === 'object' && address);
  return address.port;
}

async function setUp() {
  const bench = dnsBench();
  const vpc = bench.vpc();
  const zone = bench.zone('example.internal', vpc);
  bench.add(
    zone,
    'api.example.internal A 10.0.0.1',
    `long.example.internal TXT ${Array.from({ length: 9 }, (_, at) => `"${String(at).padStart(250, 'x')}"`).join('|')}`,
  );
  const port = await freePort();
  const descriptors = {
    udp: boundUdpSocket(loopback, port, 65_536),
    tcp: listeningTcpSocket(loopback, port),
  };
  let asker: string | undefined = vpc;
  const server = await serveDns(
    { responder: bench.responder, vpcOf: () => asker, log: (message) => assert.fail(message) },
    descriptors,
  );
  const resolver = new Resolver({ timeout: 5_000, tries: 2 });
  resolver.setServers([`127.0.0.1:${port}`]);
  return {
    bench,
    port,
    resolver,
    becomeNobody: () => {
      asker = undefined;
    },
    [Symbol.asyncDispose]: async () => {
      resolver.cancel();
      await server.close();
    },
  };
}

test('the system resolver asks over UDP, and over TCP when an answer is cut', async () => {
  await using place = await setUp();
  const { resolver } = place;
  assert.deepEqual(await resolver.resolve4('api.example.internal'), ['10.0.0.1']);
  assert.equal((await resolver.resolveTxt('long.example.internal')).length, 9);
  await assert.rejects(resolver.resolve4('none.example.internal'), { code: 'ENOTFOUND' });
  await assert.rejects(resolver.resolve6('api.example.internal'), { code: 'ENODATA' });
});

test('questions over one connection are answered, split and joined as they may be', async () => {
  await using place = await setUp();
  const { port } = place;
  const socket = connect(port, '127.0.0.1');
  const ask = (id: number) => {
    const message = encode({
      id,
      type: 'query',
      flags: 0x100,
      questions: [{ name: 'api.example.internal', type: 'A' }],
    });
    return Buffer.concat([Buffer.from([message.length >> 8, message.length & 255]), message]);
  };
  const all = Buffer.concat(Array.from({ length: 200 }, (_, id) => ask(id)));
  for (let at = 0; at < all.length; at += 37) socket.write(all.subarray(at, at + 37));
  const ids = new Set<number>();
  let received = Buffer.alloc(0);
  for await (const chunk of socket) {
    received = Buffer.concat([received, chunk as Buffer]);
    while (received.length >= 2 && received.length >= received.readUInt16BE() + 2) {
      ids.add(received.readUInt16BE(2));
      received = received.subarray(received.readUInt16BE() + 2);
    }
    if (ids.size === 200) break;
  }
  assert.equal(ids.size, 200);
});

test('who is of no VPC gets no answer and no connection', async () => {
  await using place = await setUp();
  place.becomeNobody();
  const socket = connect(place.port, '127.0.0.1');
  await new Promise((resolve) => socket.once('close', resolve));
  const udp = createSocket('udp4');
  const answers: Buffer[] = [];
  udp.on('message', (message) => answers.push(message));
  const dropped = place.bench.responder.counters.dropped;
  udp.send(
    encode({ id: 1, type: 'query', questions: [{ name: 'api.example.internal', type: 'A' }] }),
    place.port,
    '127.0.0.1',
  );
  while (place.bench.responder.counters.dropped === dropped)
    await new Promise((resolve) => setTimeout(resolve, 10));
  udp.close();
  assert.deepEqual(answers, []);
});

test('a connection that sends nonsense is closed', async () => {
  await using place = await setUp();
  const socket = connect(place.port, '127.0.0.1');
  socket.write(Buffer.from([0, 3, 1, 2, 3]));
  await new Promise((resolve) => socket.once('close', resolve));
  assert.equal(socket.bytesRead, 0);
});
