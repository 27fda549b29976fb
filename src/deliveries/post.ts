/** One attempt to deliver over HTTP. */
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { checkAddress, checkedLookup, type DestinationRules, RefusedDestination } from './destinations.ts';
import type { Message } from './message.ts';

/**
 * How an attempt ended. `failed` is tried again: no connection, no answer in time, a status of 5xx or 429. `refused` is
 * not: every other status, redirects among them, which are not followed, and destinations that are refused.
 */
export type Outcome =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'failed' | 'refused'; readonly reason: string };

export interface PostOptions {
  readonly rules: DestinationRules;
  /** For the whole attempt. */
  readonly timeoutMs: number;
  /** Ends the attempt as failed. */
  readonly signal: AbortSignal;
  /** Certificates (PEM) that https endpoints may be signed by. Asked for when there is one. */
  readonly certificateAuthorities: () => readonly string[];
}

/** Bytes of a response that are read. It says nothing that is used. */
const responseBytesMax = 65_536;
const responseHeadBytesMax = 16_384;

/** Never rejects. */
export function post(endpoint: string, message: Message, options: PostOptions): Promise<Outcome> {
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const fail = (error: Error) =>
    resolve({ kind: error instanceof RefusedDestination ? 'refused' : 'failed', reason: error.message });
  try {
    send(new URL(endpoint), message, options, resolve, fail);
  } catch (error) {
    // What is thrown at once is about the URL or the headers: another attempt would be no better.
    resolve({ kind: 'refused', reason: (error as Error).message });
  }
  return promise;
}

function send(
  url: URL,
  { headers, body }: Message,
  { rules, timeoutMs, certificateAuthorities, signal }: PostOptions,
  end: (outcome: Outcome) => void,
  fail: (error: Error) => void,
): void {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(host) !== 0) checkAddress(host, rules);
  const isSecure = url.protocol === 'https:';
  const bytes = Buffer.from(body);
  const request = (isSecure ? requestHttps : requestHttp)(url, {
    method: 'POST',
    headers: { ...headers, 'content-length': bytes.length, ...authorizationOf(url) },
    lookup: checkedLookup(rules),
    // No connection is kept: an endpoint that hangs holds nothing of ours.
    agent: false,
    signal,
    maxHeaderSize: responseHeadBytesMax,
    ...(isSecure && { ca: [...certificateAuthorities()] }),
  });
  const deadline = setTimeout(
    () => request.destroy(new Error(`no answer within ${timeoutMs} ms`)),
    timeoutMs,
  );
  request.once('close', () => {
    clearTimeout(deadline);
    fail(new Error('the connection was closed before there was an answer'));
  });
  request.on('error', fail);
  request.once('response', (response) => {
    // The status decides; the body is only read so that the sender is not cut off while it writes.
    end(outcomeOf(response.statusCode ?? 0));
    let read = 0;
    response.on('error', () => undefined);
    response.on('data', (chunk: Buffer) => {
      read += chunk.length;
      if (read > responseBytesMax) request.destroy();
    });
  });
  request.end(bytes);
}

function outcomeOf(status: number): Outcome {
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  return { kind: status >= 500 || status === 429 ? 'failed' : 'refused', reason: `status ${status}` };
}

/** SNS sends the user and password of a URL as basic authentication. */
function authorizationOf({ username, password }: URL): { authorization?: string } {
  if (username === '' && password === '') return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}
