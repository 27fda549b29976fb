/** Starts the delivery of notifications with what the operator has said about it. */
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { getCACertificates } from 'node:tls';
import { after, Deliveries } from '../deliveries/deliveries.ts';
import { post } from '../deliveries/post.ts';
import type { SigningKey } from '../deliveries/signing-key.ts';
import type { State } from '../store/state.ts';
import type { Settings } from './settings.ts';

/** As SNS waits for an answer. */
const timeoutMs = 15_000;

export interface DeliveryParts {
  readonly settings: Settings;
  readonly state: State;
  readonly key: SigningKey;
  /** Where the API listens. */
  readonly endpoint: string;
  readonly log: (message: string) => void;
}

/** @throws Error when the file of certificates cannot be read */
export function startDeliveries({ settings, state, key, endpoint, log }: DeliveryParts): Deliveries {
  const certificateAuthorities = authorities(settings.deliveriesCa);
  // Whoever can call an API that listens on loopback is on this machine and can reach loopback anyway.
  const rules = { loopback: isLoopback(settings.host) };
  const deliveries = new Deliveries({
    state,
    key,
    baseUrl: settings.deliveriesUrl ?? endpoint,
    directory: settings.deliveries,
    post: (url, message, signal) => post(url, message, { rules, timeoutMs, certificateAuthorities, signal }),
    now: Date.now,
    after,
    random: Math.random,
    log,
  });
  deliveries.start();
  return deliveries;
}

/** The machine's own are read when they are first asked for: there are hundreds, and few have topics with https. */
function authorities(file: string | undefined): () => readonly string[] {
  const own = file === undefined ? [] : [readAuthority(file)];
  let all: readonly string[] | undefined;
  return () => {
    all ??= [...getCACertificates('default'), ...getCACertificates('system'), ...own];
    return all;
  };
}

function readAuthority(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`The certificates in ${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

function isLoopback(host: string): boolean {
  if (isIP(host) === 4) return host.startsWith('127.');
  return host === '::1' || host === 'localhost';
}
