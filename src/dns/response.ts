/**
 * Reads what another resolver answered, and believes no more of it than the question asked for.
 * @see RFC 1035, section 4; RFC 5452
 */
import { isInZone, labelBytesMax, nameBytesMax, nameOfLabels, nameToWire } from '../model/domain-name.ts';
import { headerBytes } from './query.ts';
import type { Resolution, ResourceRecord } from './resolution.ts';
import { classIn, typeNumbers } from './wire-types.ts';

/** Records that an answer may have; a longer one is no answer. */
const recordsMax = 256;
const ttlMax = 24 * 60 * 60;
/** How long a negative answer may be kept, seconds. */
const negativeTtlMax = 300;

export interface Response extends Pick<Resolution, 'answers' | 'authority'> {
  readonly code: 'NOERROR' | 'NXDOMAIN';
}

export type ReadResponse =
  | Response
  /** It was cut: ask over TCP. */
  | 'cut'
  /** It says that it cannot answer. */
  | 'failed'
  /** It is no answer to this question. */
  | 'foreign';

/**
 * @param sent the question as it was sent, whose id and name must come back in the same bytes, case included
 * @param name canonical
 */
export function readResponse(
  message: Uint8Array,
  sent: Uint8Array,
  name: string,
  type: number,
): ReadResponse {
  const question = sent.subarray(headerBytes, headerBytes + nameToWire(name).length + 4);
  if (!isAnswerTo(message, sent, question)) return 'foreign';
  const view = new DataView(message.buffer, message.byteOffset, message.length);
  const flags = view.getUint16(2);
  if (flags & 0x200) return 'cut';
  const code = flags & 15;
  if (code !== 0 && code !== 3) return 'failed';
  try {
    const reader = new Reader(message, headerBytes + question.length);
    const answers = chainOf(reader.records(view.getUint16(6)), name, type);
    const last = lastName(answers, name);
    const authority = reader.records(view.getUint16(8)).filter(isSoaAbove(last));
    return { code: code === 0 ? 'NOERROR' : 'NXDOMAIN', answers, authority: authority.slice(0, 1) };
  } catch (error) {
    if (error instanceof Malformed) return 'failed';
    throw error;
  }
}

function isAnswerTo(message: Uint8Array, sent: Uint8Array, question: Uint8Array): boolean {
  if (message.length < headerBytes + question.length) return false;
  const view = new DataView(message.buffer, message.byteOffset, message.length);
  const sameId = message[0] === sent[0] && message[1] === sent[1];
  const isAnswer = (view.getUint16(2) & 0xf800) === 0x8000;
  const sameQuestion = question.every((byte, at) => message[headerBytes + at] === byte);
  return sameId && isAnswer && view.getUint16(4) === 1 && sameQuestion;
}

/** The records of the name, and of the names that CNAMEs lead to, in that order; whatever else was sent is left out. */
function chainOf(records: readonly ResourceRecord[], name: string, type: number): ResourceRecord[] {
  const chain: ResourceRecord[] = [];
  const seen = new Set<string>();
  for (let current: string | undefined = name; current !== undefined && !seen.has(current); ) {
    seen.add(current);
    const own = records.filter(({ owner }) => owner === current);
    const wanted = own.filter((record) => record.type === type);
    const link = own.find((record) => record.type === typeNumbers.CNAME);
    if (wanted.length > 0 || !link) return [...chain, ...wanted];
    chain.push(link);
    current = link.text;
  }
  throw new Malformed();
}

function lastName(chain: readonly ResourceRecord[], name: string): string {
  const last = chain.at(-1);
  return last?.type === typeNumbers.CNAME ? last.text : name;
}

function isSoaAbove(name: string): (record: ResourceRecord) => boolean {
  return ({ type, owner }) => type === typeNumbers.SOA && isInZone(name, owner);
}

class Malformed extends Error {}

/** How names stand in the data of a type: bytes before the first, and how many names follow. */
const namesInData: ReadonlyMap<number, readonly [before: number, names: number]> = new Map([
  [typeNumbers.NS, [0, 1]],
  [typeNumbers.CNAME, [0, 1]],
  [typeNumbers.PTR, [0, 1]],
  [typeNumbers.SOA, [0, 2]],
  [typeNumbers.MX, [2, 1]],
  [typeNumbers.SRV, [6, 1]],
]);

class Reader {
  readonly #message: Uint8Array;
  readonly #view: DataView;
  #at: number;

  constructor(message: Uint8Array, at: number) {
    this.#message = message;
    this.#view = new DataView(message.buffer, message.byteOffset, message.length);
    this.#at = at;
  }

  records(count: number): ResourceRecord[] {
    if (count > recordsMax) throw new Malformed();
    return Array.from({ length: count }, () => this.#record()).filter((record) => record !== undefined);
  }

  /** Undefined for one of another class. */
  #record(): ResourceRecord | undefined {
    const owner = this.#name(this.#at);
    if (owner.end + 10 > this.#message.length) throw new Malformed();
    const [type, recordClass] = [this.#view.getUint16(owner.end), this.#view.getUint16(owner.end + 2)];
    const [ttl, length] = [this.#view.getUint32(owner.end + 4), this.#view.getUint16(owner.end + 8)];
    const start = owner.end + 10;
    this.#at = start + length;
    if (this.#at > this.#message.length) throw new Malformed();
    if (recordClass !== classIn) return undefined;
    const { data, text } = this.#data(type, start, this.#at);
    const limit = type === typeNumbers.SOA ? negativeTtlMax : ttlMax;
    // What has its first bit set is to be taken for zero.
    return { owner: owner.name, type, ttl: ttl >= 2 ** 31 ? 0 : Math.min(ttl, limit), data, text };
  }

  /** With the names in it written out. The text is that of the first name. */
  #data(type: number, start: number, end: number): { data: Uint8Array; text: string } {
    const [before, names] = namesInData.get(type) ?? [0, 0];
    const parts: Uint8Array[] = [this.#message.subarray(start, start + before)];
    let at = start + before;
    let text = '';
    for (let left = names; left > 0; left -= 1) {
      const name = this.#name(at);
      parts.push(nameToWire(name.name));
      text ||= name.name;
      at = name.end;
    }
    if (at > end) throw new Malformed();
    parts.push(this.#message.subarray(at, end));
    return { data: Uint8Array.from(Buffer.concat(parts)), text };
  }

  /** Pointers lead backwards only, so there is an end. */
  #name(start: number): { readonly name: string; readonly end: number } {
    const labels: Uint8Array[] = [];
    let [at, end, bytes, limit] = [start, 0, 0, start];
    for (;;) {
      const length = this.#message[at] ?? Number.NaN;
      if (length >= 0xc0) {
        const target = ((length & 0x3f) << 8) | (this.#message[at + 1] ?? Number.NaN);
        if (!(target < limit)) throw new Malformed();
        end ||= at + 2;
        [at, limit] = [target, target];
        continue;
      }
      if (!(length <= labelBytesMax) || at + 1 + length > this.#message.length) throw new Malformed();
      if (length === 0) return { name: nameOfLabels(labels), end: end || at + 1 };
      bytes += length + 1;
      if (bytes >= nameBytesMax) throw new Malformed();
      labels.push(this.#message.subarray(at + 1, at + 1 + length));
      at += 1 + length;
    }
  }
}
