/**
 * Reads questions. By hand and not by a library: a name may hold any bytes, and must be given back as it came.
 * @see RFC 1035, section 4; RFC 6891
 */
import { labelBytesMax, nameBytesMax, nameOfLabels } from '../model/domain-name.ts';
import { classIn, otherTypes, type ResponseCode } from './wire-types.ts';

export const headerBytes = 12;

export interface Query {
  readonly id: number;
  readonly recursionDesired: boolean;
  readonly checkingDisabled: boolean;
  /** The question as it came: name, type and class. */
  readonly question: Uint8Array;
  /** Canonical: lower case, escaped, a dot at the end. */
  readonly name: string;
  readonly type: number;
  readonly edns: Edns | undefined;
}

export interface Edns {
  /** The largest answer over UDP that the client takes, bytes; at least 512. */
  readonly udpBytes: number;
  readonly dnssecOk: boolean;
}

/** A message that is answered with a code only. */
export interface Refusal {
  readonly id: number;
  readonly opcode: number;
  readonly recursionDesired: boolean;
  readonly code: ResponseCode;
  /** Undefined when the message has no question that could be given back. */
  readonly question: Uint8Array | undefined;
  readonly edns: Edns | undefined;
}

/** The question; or what to refuse it with; undefined for what is not answered at all, as what is itself an answer. */
export function readQuery(message: Uint8Array): Query | Refusal | undefined {
  if (message.length < headerBytes) return undefined;
  const view = new DataView(message.buffer, message.byteOffset, message.length);
  const flags = view.getUint16(2);
  if (flags & 0x8000) return undefined;
  const head = { id: view.getUint16(0), opcode: (flags >> 11) & 15, recursionDesired: (flags & 0x100) !== 0 };
  const refuse = (code: ResponseCode, question?: Uint8Array, edns?: Edns): Refusal => ({
    ...head,
    code,
    question,
    edns,
  });
  if (head.opcode !== 0) return refuse('NOTIMP');
  const [questions, answers, authorities, additionals] = [4, 6, 8, 10].map((at) => view.getUint16(at));
  if (questions !== 1 || answers !== 0 || authorities !== 0) return refuse('FORMERR');
  const name = readName(message, headerBytes);
  if (!name || name.end + 4 > message.length) return refuse('FORMERR');
  const question = message.slice(headerBytes, name.end + 4);
  const extra = readAdditionals(message, name.end + 4, additionals ?? 0);
  if (extra === undefined) return refuse('FORMERR', question);
  if (extra.version !== 0) return refuse('BADVERS', question, extra.edns);
  const [type, queryClass] = [view.getUint16(name.end), view.getUint16(name.end + 2)];
  if (queryClass !== classIn) return refuse('REFUSED', question, extra.edns);
  if (type === otherTypes.AXFR || type === otherTypes.IXFR) return refuse('REFUSED', question, extra.edns);
  if (type === otherTypes.OPT || type === 0) return refuse('FORMERR', question, extra.edns);
  return {
    id: head.id,
    recursionDesired: head.recursionDesired,
    checkingDisabled: (flags & 0x10) !== 0,
    question,
    name: name.name,
    type,
    edns: extra.edns,
  };
}

/** A name without compression, which no question has; undefined when it is not one. */
function readName(
  message: Uint8Array,
  start: number,
): { readonly name: string; readonly end: number } | undefined {
  const labels: Uint8Array[] = [];
  let at = start;
  for (;;) {
    const length = message[at];
    if (length === undefined || length > labelBytesMax) return undefined;
    if (length === 0) return { name: nameOfLabels(labels), end: at + 1 };
    const end = at + 1 + length;
    if (end >= message.length || end - start >= nameBytesMax) return undefined;
    labels.push(message.subarray(at + 1, end));
    at = end;
  }
}

interface Extra {
  readonly version: number;
  readonly edns: Edns | undefined;
}

/** Looks for the one OPT record; others are passed over. Undefined when the section is broken, or the message goes on. */
function readAdditionals(message: Uint8Array, start: number, count: number): Extra | undefined {
  let at = start;
  let extra: Extra = { version: 0, edns: undefined };
  for (let left = count; left > 0; left -= 1) {
    const name = readName(message, at);
    const fixed = name?.end ?? 0;
    if (!name || fixed + 10 > message.length) return undefined;
    const view = new DataView(message.buffer, message.byteOffset + fixed, 10);
    at = fixed + 10 + view.getUint16(8);
    if (at > message.length) return undefined;
    if (view.getUint16(0) !== otherTypes.OPT) continue;
    if (extra.edns || name.name !== '.') return undefined;
    const edns = { udpBytes: Math.max(512, view.getUint16(2)), dnssecOk: (view.getUint8(6) & 0x80) !== 0 };
    extra = { version: view.getUint8(5), edns };
  }
  return at === message.length ? extra : undefined;
}
