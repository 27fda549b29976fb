/** Datagrams over the loopback device. */
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { test } from 'node:test';
import { boundUdpSocket } from './inet-socket.ts';
import { type BatchedSocket, type Datagram, openBatchedSocket } from './udp-batch.ts';

const loopback = Uint8Array.from([127, 0, 0, 1]);

/** A client of Node's, and beside it a batched socket at a port that was free a moment ago. */
async function setUp(handle: (datagram: Datagram, socket: () => BatchedSocket) => void) {
  const client = createSocket({ type: 'udp4', recvBufferSize: 1 << 20 });
  await new Promise<void>((resolve) => client.bind(0, '127.0.0.1', resolve));
  const probe = createSocket('udp4');
  await new Promise<void>((resolve) => probe.bind(0, '127.0.0.1', resolve));
  const { port } = probe.address();
  await new Promise<void>((resolve) => probe.close(resolve));
  const socket: BatchedSocket = openBatchedSocket(boundUdpSocket(loopback, port, 1 << 20), (datagram) =>
    handle(datagram, () => socket),
  );
  const answers: string[] = [];
  const arrived = async (count: number) => {
    while (answers.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  client.on('message', (message) => answers.push(message.toString()));
  const send = (text: string) => client.send(text, port, '127.0.0.1');
  const close = () => {
    socket.close();
    client.close();
  };
  return { client, send, answers, arrived, [Symbol.asyncDispose]: async () => close() };
}

test('more datagrams than fit a batch are all taken and answered, each with its own bytes', async () => {
  await using place = await setUp(({ bytes, from }, socket) =>
    socket().send(from, Buffer.from(`to ${bytes}`)),
  );
  const { send, answers, arrived } = place;
  const texts = Array.from({ length: 300 }, (_, at) => String(at).padEnd(1 + (at % 40), 'x'));
  for (const text of texts) send(text);
  await arrived(texts.length);
  assert.deepEqual(answers.toSorted(), texts.map((text) => `to ${text}`).toSorted());
});

test('an answer may come later, and goes to whom it is for', async () => {
  const late: (() => void)[] = [];
  await using place = await setUp(({ bytes, address, from }, socket) => {
    assert.equal(address, 0x7f000001);
    const [text, sender] = [String(bytes), Uint8Array.from(from)];
    late.push(() => socket().send(sender, Buffer.from(`late ${text}`)));
  });
  const { send, answers, arrived } = place;
  send('one');
  send('two');
  while (late.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  for (const answer of late) answer();
  await arrived(2);
  assert.deepEqual(answers.toSorted(), ['late one', 'late two']);
});

test('what is too long to be taken is cut, what is too long to be sent is not, and an empty one is one', async () => {
  const lengths: number[] = [];
  await using place = await setUp(({ bytes, from }, socket) => {
    lengths.push(bytes.length);
    socket().send(from, Buffer.alloc(1473));
    socket().send(from, Buffer.from(String(bytes.length)));
  });
  const { send, answers, arrived } = place;
  send('');
  await arrived(1);
  send('x'.repeat(5000));
  await arrived(2);
  assert.deepEqual(lengths, [0, 2048]);
  assert.deepEqual(answers, ['0', '2048']);
});

test('a socket that was closed sends nothing, and may be closed again', async () => {
  let socket: BatchedSocket | undefined;
  await using place = await setUp(({ from }, current) => {
    socket = current();
    socket.send(from, Buffer.from('not any more'));
    socket.close();
  });
  place.send('x');
  place.send('y');
  while (!socket) await new Promise((resolve) => setTimeout(resolve, 5));
  socket.send(new Uint8Array(16), Buffer.from('late'));
  socket.close();
  assert.deepEqual(place.answers, []);
});
