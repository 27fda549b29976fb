import { chmodSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ServiceError } from '../model/errors.ts';
import type { AdminCall, AdminHandlers } from './protocol.ts';

const bodyBytesMax = 64 * 1024;

/**
 * Listens on the socket, mode 0600, replacing one that a dead daemon left.
 * The caller has made sure that no daemon lives (see `callAdmin` with `GET /info`).
 */
export function listenAdmin(
  socketPath: string,
  handlers: AdminHandlers,
  log: (message: string) => void,
): Promise<Server> {
  rmSync(socketPath, { force: true });
  const server = createServer((request, response) => {
    answer(request, response, handlers).catch((error: unknown) => {
      log(`admin ${request.method} ${request.url}: ${(error as Error).stack}`);
      send(response, 500, { message: 'Something failed inside; the log of the daemon says what.' });
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    const mask = process.umask(0o177);
    server.listen(socketPath, () => {
      chmodSync(socketPath, 0o600);
      resolve(server);
    });
    process.umask(mask);
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  handlers: AdminHandlers,
): Promise<void> {
  const call = `${request.method} ${request.url}`;
  if (!Object.hasOwn(handlers, call)) return send(response, 404, { message: `There is no ${call} here.` });
  try {
    const body = await readBody(request);
    // The one caller is our own command, which is typed by the same table; a handler checks what it takes.
    const handler = handlers[call as AdminCall] as (request: unknown) => Promise<unknown>;
    const answered = await handler(body);
    if (typeof answered === 'string') sendText(response, answered);
    else send(response, 200, answered);
  } catch (error) {
    if (!(error instanceof ServiceError || error instanceof SyntaxError)) throw error;
    send(response, 400, { message: error.message });
  }
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bodyBytesMax) throw new ServiceError('InvalidParameterValue', 'The request is too large.');
    chunks.push(chunk);
  }
  return size === 0 ? undefined : JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

function sendText(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
  response.end(text);
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
