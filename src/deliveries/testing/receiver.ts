/** An HTTP endpoint for tests that answers as the test says, and remembers what it got. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Receiver {
  readonly url: string;
  /** In the order in which they came. */
  readonly received: readonly Received[];
  /** Answers a request, or does not. Status 200 until it is set. */
  answer: (response: ServerResponse, request: Received) => void;
  /** Waits until so many requests have come. */
  until(count: number): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** @param port 0 takes a free one */
export async function startReceiver(port = 0): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const one = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() };
    received.push(one);
    receiver.answer(response, one);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(port, '127.0.0.1', resolve);
  await promise;
  const receiver: Receiver = {
    // It listens on a host and port.
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer: (response) => response.writeHead(200).end(),
    until: (count) => eventually(() => received.length >= count),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      await closed.promise;
    },
  };
  return receiver;
}

/** Waits for a condition, half a minute at the most. */
export async function eventually(holds: () => boolean): Promise<void> {
  const end = Date.now() + 30_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error('it did not come to be within 30 s');
    await sleep(5);
  }
}
