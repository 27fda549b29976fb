/** Sends HTTP requests over a few connections that stay open, as quickly as they are answered. */
import { Agent, request } from 'node:http';
import type { SignedRequest } from '../src/wire/sigv4/signed-request.ts';

export interface LoadResult {
  /** Answers a second. */
  readonly perSecond: number;
  /** 99 of a hundred answers were there within so many milliseconds. */
  readonly p99Ms: number;
}

export interface LoadOptions {
  readonly endpoint: string;
  /** Requests under way at once. */
  readonly connections: number;
  readonly seconds: number;
  /** The next request to send; requests are signed beforehand, so that signing costs nothing here. */
  next(): SignedRequest;
}

/** @throws Error when a request is answered with anything but 200 */
export async function load({ endpoint, connections, seconds, next }: LoadOptions): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  const started = performance.now();
  const end = started + seconds * 1000;
  const lane = async () => {
    while (performance.now() < end) {
      const sent = performance.now();
      await exchange(agent, endpoint, next());
      times.push(performance.now() - sent);
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, lane));
  } finally {
    agent.destroy();
  }
  const elapsedMs = performance.now() - started;
  const sorted = times.toSorted((a, b) => a - b);
  return {
    perSecond: (times.length / elapsedMs) * 1000,
    p99Ms: sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? Number.NaN,
  };
}

function exchange(agent: Agent, endpoint: string, signed: SignedRequest): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const headers = { ...Object.fromEntries(signed.headers), 'content-length': String(signed.body.length) };
  const sent = request(`${endpoint}${signed.path}`, { agent, method: signed.method, headers }, (answer) => {
    const start: Buffer[] = [];
    answer.on('data', (chunk: Buffer) => start.length < 1 && start.push(chunk));
    answer.on('error', reject);
    answer.on('end', () => {
      if (answer.statusCode === 200) resolve();
      else
        reject(new Error(`answered ${answer.statusCode}: ${Buffer.concat(start).toString().slice(0, 300)}`));
    });
  });
  sent.on('error', reject);
  sent.end(signed.body);
  return promise;
}
