/** The HTTP side: one port, with bounds on everything that a client can send or hold open. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { ServiceError } from '../model/errors.ts';
import type { OpenContent } from '../model/storage-resources.ts';
import type { Api } from './api.ts';
import { Connections } from './connections.ts';
import type { ApiAnswer, ApiRequest } from './exchange.ts';

/** The largest body of a request, bytes: 1 MiB. */
export const bodyBytesMax = 1024 * 1024;
/** How much more of a body that is too large is read and thrown away, so that its sender gets to read the refusal. */
const discardedBytesMax = 16 * 1024 * 1024;
const discardMs = 2_000;
/** The largest head of a request, bytes. */
const headBytesMax = 16 * 1024;
/** How long the head, and the whole request, may take to arrive. */
const headTimeoutMs = 10_000;
const requestTimeoutMs = 30_000;
/** How long content may take to arrive, and how long nothing of it. */
const contentTimeoutMs = 60 * 60_000;
const pauseMsMax = 30_000;
/** How long a connection is kept without a request. Longer than clients keep theirs, so that they are the ones to close. */
const keepAliveTimeoutMs = 75_000;
const connectionsMax = 4096;
/** How long requests may go on when the server is closed. */
const closeGraceMs = 5_000;

export interface Listener {
  readonly host: string;
  readonly port: number;
  /** Takes no new connection, lets running requests finish for 5 s, then cuts what is left. */
  close(): Promise<void>;
}

/**
 * Serves the API.
 * @param port 0 takes a free one
 * @param stallMsMax after which a client that takes nothing of its answer is cut off
 * @throws when the address cannot be listened on
 */
export async function listen(
  api: Pick<Api, 'answer'>,
  host: string,
  port: number,
  stallMsMax = pauseMsMax,
): Promise<Listener> {
  const serve = (...[request, response, askForBody]: Exchange) => {
    answer(api, request, response, stallMsMax, askForBody).catch(() => response.destroy());
  };
  const server = createServer(
    {
      maxHeaderSize: headBytesMax,
      headersTimeout: headTimeoutMs,
      requestTimeout: contentTimeoutMs,
      keepAliveTimeout: keepAliveTimeoutMs,
      connectionsCheckingInterval: 5_000,
    },
    // Only the log could have failed: the one client that waits is let go.
    (request, response) => serve(request, response),
  );
  // Whoever waits for leave to send a body gets it when the body is wanted.
  server.on('checkContinue', (request, response) => {
    serve(request, response, () => response.writeContinue());
  });
  server.maxConnections = connectionsMax;
  const connections = new Connections(server);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen({ host, port }, resolve);
  await promise;
  // A server that listens on a host and port has an address of this type.
  const address = server.address() as AddressInfo;
  return { host: address.address, port: address.port, close: () => close(server, connections) };
}

type Exchange = readonly [request: IncomingMessage, response: ServerResponse, askForBody?: () => void];

async function answer(
  api: Pick<Api, 'answer'>,
  request: IncomingMessage,
  response: ServerResponse,
  stallMsMax: number,
  askForBody: () => void = () => {},
): Promise<void> {
  const answer = await api.answer(apiRequest(request, askForBody));
  const { body } = answer;
  response.setTimeout(stallMsMax, () => response.destroy());
  if (typeof body !== 'string') return await sendContent(request, response, answer, body);
  if (response.destroyed) return;
  await discardRest(request, response);
  response.writeHead(answer.status, {
    'content-length': Buffer.byteLength(body),
    ...answer.headers,
    // The rest of a body that was not read to its end cannot be told from the next request.
    ...(!request.complete && { connection: 'close' }),
  });
  response.end(body);
}

async function sendContent(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers }: ApiAnswer,
  content: OpenContent,
): Promise<void> {
  try {
    if (response.destroyed) return;
    response.writeHead(status, { ...headers, 'content-length': content.bytes });
    if (request.method === 'HEAD') response.end();
    else await pipeline(content.read(), response);
  } finally {
    content.close();
  }
}

/**
 * Lets a client that is sending a body which nobody wants any more come to its end, within bounds: it reads the answer
 * only then.
 */
async function discardRest(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const waits = request.headers.expect !== undefined && request.socket.bytesRead < headBytesMax;
  if (request.complete || waits || request.destroyed) return;
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > discardedBytesMax) request.pause();
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, discardMs);
  request.once('pause', resolve).once('end', resolve).once('close', resolve);
  response.once('close', resolve);
  request.resume();
  await promise;
  clearTimeout(timer);
}

function apiRequest(request: IncomingMessage, askForBody: () => void): ApiRequest {
  const [path = '', ...query] = (request.url ?? '').split('?');
  return {
    // Parsed requests have a method.
    method: request.method ?? '',
    path,
    query: query.join('?'),
    headers: headerLines(request.rawHeaders),
    // A socket that is closed already has no address; nobody reads its answer.
    peerAddress: request.socket.remoteAddress ?? '0.0.0.0',
    isSecure: isLocal(request.socket.remoteAddress) && isLocal(request.socket.localAddress),
    readBody: () => {
      askForBody();
      return readBody(request);
    },
    readPieces: () => {
      askForBody();
      return readPieces(request);
    },
  };
}

/** What goes over the loopback never leaves the machine. */
function isLocal(address = ''): boolean {
  return /^(?:::ffff:)?127\.|^::1$/.test(address);
}

/** Ends with an error when nothing comes for a while. */
async function* readPieces(request: IncomingMessage): AsyncGenerator<Uint8Array> {
  request.setTimeout(pauseMsMax, () => request.destroy(new Error('nothing came for too long')));
  try {
    // The answer to a body that is not wanted goes over the same connection.
    yield* request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
  } catch (cause) {
    throw incomplete(cause);
  } finally {
    request.setTimeout(0);
  }
}

/** Node reads header bytes as Latin-1; clients sign them as UTF-8. */
function headerLines(raw: readonly string[]): [string, string][] {
  const lines: [string, string][] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const value = raw[at + 1] ?? '';
    lines.push([raw[at] ?? '', isAscii(value) ? value : Buffer.from(value, 'latin1').toString('utf8')]);
  }
  return lines;
}

function isAscii(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII has them
  return /^[\x00-\x7f]*$/.test(text);
}

/** By events: the iterator of a stream costs several times as much, at every request. */
function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const chunks: Buffer[] = [];
  let size = 0;
  const timer = setTimeout(() => request.destroy(new Error('it took too long')), requestTimeoutMs);
  request.once('close', () => clearTimeout(timer)).once('end', () => clearTimeout(timer));
  const end = () => (size > bodyBytesMax ? reject(tooLarge()) : resolve(Buffer.concat(chunks)));
  const breakOff = (cause: unknown) => reject(size > bodyBytesMax ? tooLarge() : incomplete(cause));
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= bodyBytesMax) chunks.push(chunk);
    else if (size > discardedBytesMax) request.destroy();
  });
  request.on('end', end);
  request.on('error', breakOff);
  request.on('close', () => request.readableEnded || breakOff('the connection was closed'));
  // Of what was closed before there is no event any more.
  if (request.destroyed && !request.readableEnded) breakOff('the connection was closed');
  return promise;
}

function tooLarge(): ServiceError {
  return new ServiceError('RequestEntityTooLarge', `The body of a request may have ${bodyBytesMax} bytes.`);
}

function incomplete(cause: unknown): ServiceError {
  return new ServiceError('IncompleteBody', `The body did not arrive whole: ${String(cause)}`);
}

async function close(server: Server, connections: Connections): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  connections.endIdle();
  const cut = setTimeout(() => server.closeAllConnections(), closeGraceMs);
  await promise;
  clearTimeout(cut);
}
