/**
 * Asks other resolvers for names that nothing here is responsible for. An answer is taken only from the address that was
 * asked, on a port and with an id and a spelling of the name that nobody could guess.
 * @see RFC 5452; https://datatracker.ietf.org/doc/html/draft-vixie-dnsext-dns0x20-00
 */
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { nameToWire } from '../model/domain-name.ts';
import { bigEndian } from '../model/record-data/fields.ts';
import { udpBytesMax } from './encode.ts';
import type { Upstream } from './responder.ts';
import { type Response, readResponse } from './response.ts';
import { classIn, otherTypes } from './wire-types.ts';

/** Names that are kept. */
const keptMax = 20_000;
/** Questions that are out at a time. */
const openMax = 512;
const timeoutMs = 1_500;
/** Times that the resolvers are asked, in turns, before there is no answer. */
const attempts = 3;
/** For how long an answer without a time of its own is kept, seconds. */
const plainTtl = 30;

export interface ResolverAddress {
  readonly address: string;
  readonly port: number;
}

export interface ForwarderPorts {
  readonly resolvers: readonly ResolverAddress[];
  /** So many random bytes that nobody can guess. */
  randomBytes(count: number): Uint8Array;
  /** Milliseconds. */
  now(): number;
}

interface Kept {
  readonly response: Response;
  readonly from: number;
  readonly until: number;
}

export class Forwarder implements Upstream {
  readonly #ports: ForwarderPorts;
  /** By type and name, the oldest first. */
  readonly #kept = new Map<string, Kept>();
  readonly #open = new Map<string, Promise<Response | undefined>>();

  constructor(ports: ForwarderPorts) {
    this.#ports = ports;
  }

  async ask(name: string, type: number): Promise<Response | undefined> {
    const key = `${type} ${name}`;
    const kept = this.#kept.get(key);
    if (kept && kept.until > this.#ports.now()) return aged(kept, this.#ports.now());
    const open = this.#open.get(key);
    if (open) return await open;
    if (this.#open.size >= openMax) return undefined;
    const asking = this.#askAll(name, type).finally(() => this.#open.delete(key));
    this.#open.set(key, asking);
    const response = await asking;
    if (response) this.#keep(key, response);
    return response;
  }

  #keep(key: string, response: Response): void {
    const ttls = [...response.answers, ...response.authority].map(({ ttl }) => ttl);
    const from = this.#ports.now();
    const seconds = ttls.length > 0 ? Math.min(...ttls) : plainTtl;
    this.#kept.delete(key);
    this.#kept.set(key, { response, from, until: from + seconds * 1000 });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > keptMax && oldest !== undefined) this.#kept.delete(oldest);
  }

  async #askAll(name: string, type: number): Promise<Response | undefined> {
    const { resolvers } = this.#ports;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const resolver = resolvers[attempt % resolvers.length];
      const response = resolver && (await this.#askOne(resolver, name, type));
      if (response) return response;
    }
    return undefined;
  }

  async #askOne(resolver: ResolverAddress, name: string, type: number): Promise<Response | undefined> {
    const sent = question(name, type, this.#ports.randomBytes(2 + 32));
    const accept = (message: Uint8Array) => {
      const response = readResponse(message, sent, name, type);
      return response === 'foreign' ? undefined : response;
    };
    const first = await overUdp(resolver, sent, accept);
    const response = first === 'cut' ? await overTcp(resolver, sent, accept) : first;
    return typeof response === 'object' ? response : undefined;
  }
}

type Accept = (message: Uint8Array) => Response | 'cut' | 'failed' | undefined;

/** The random bytes are the id and then, bit by bit, the case of the letters. */
function question(name: string, type: number, random: Uint8Array): Uint8Array {
  const wire = nameToWire(name);
  for (let at = 0; at < wire.length; at += 1) {
    const byte = wire[at] ?? 0;
    const bit = ((random[2 + ((at >> 3) & 31)] ?? 0) >> (at & 7)) & 1;
    // Lengths are below 64 and so no letters.
    if (byte >= 0x61 && byte <= 0x7a && bit === 1) wire[at] = byte - 0x20;
  }
  return Uint8Array.from([
    ...random.subarray(0, 2),
    ...[1, 0, 0, 1, 0, 0, 0, 0, 0, 1],
    ...wire,
    ...bigEndian(type, 2),
    ...bigEndian(classIn, 2),
    ...[0, ...bigEndian(otherTypes.OPT, 2), ...bigEndian(udpBytesMax, 2), 0, 0, 0, 0, 0, 0],
  ]);
}

/** On a socket, and so a port, of its own. Messages that answer another question are waited past. */
function overUdp(
  { address, port }: ResolverAddress,
  sent: Uint8Array,
  accept: Accept,
): Promise<ReturnType<Accept>> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    let ended = false;
    const end = (result: ReturnType<Accept>) => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      socket.close();
      resolve(result);
    };
    const timer = setTimeout(() => end(undefined), timeoutMs);
    socket.on('error', () => end(undefined));
    socket.on('message', (message) => {
      const result = accept(message);
      if (result) end(result);
    });
    // The kernel then lets nothing in from elsewhere.
    socket.connect(port, address, () => {
      if (!ended) socket.send(sent);
    });
  });
}

function overTcp(
  { address, port }: ResolverAddress,
  sent: Uint8Array,
  accept: Accept,
): Promise<ReturnType<Accept>> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    let received = Buffer.alloc(0);
    const end = (result: ReturnType<Accept>) => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(timeoutMs, () => end(undefined));
    socket.on('error', () => end(undefined));
    socket.on('close', () => end(undefined));
    socket.on('connect', () => socket.write(Buffer.concat([Buffer.from(bigEndian(sent.length, 2)), sent])));
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 2 || received.length < received.readUInt16BE() + 2) return;
      end(accept(received.subarray(2, received.readUInt16BE() + 2)));
    });
  });
}

function aged({ response, from }: Kept, now: number): Response {
  const age = Math.floor((now - from) / 1000);
  const older = (records: Response['answers']) =>
    records.map((record) => ({ ...record, ttl: Math.max(0, record.ttl - age) }));
  return { ...response, answers: older(response.answers), authority: older(response.authority) };
}
