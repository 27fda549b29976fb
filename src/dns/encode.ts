/** Writes answers. @see RFC 1035, section 4.1; RFC 6891 */
import { nameToWire, parentName } from '../model/domain-name.ts';
import { bigEndian } from '../model/record-data/fields.ts';
import { type Edns, headerBytes, type Query, type Refusal } from './query.ts';
import type { Resolution, ResourceRecord } from './resolution.ts';
import { classIn, otherTypes, responseCodes, typeNumbers } from './wire-types.ts';

/** The largest answer over UDP, bytes: it fits a packet of 1280 bytes, which no network cuts. */
export const udpBytesMax = 1232;
/** What a client takes that does not say so. */
const plainUdpBytes = 512;
const tcpBytesMax = 65_535;

/** An answer but for what the client brings: its id, its flags and the case of its name. */
export interface CompiledAnswer {
  readonly code: Resolution['code'];
  readonly answers: readonly Uint8Array[];
  readonly authority: readonly Uint8Array[];
  /** How many of the answers, the first ones, keep their place; the addresses after them take turns. */
  readonly fixed: number;
}

/** @param name the name of the question, canonical */
export function compileAnswer(resolution: Resolution, name: string): CompiledAnswer {
  const { code, answers, authority } = resolution;
  const last = answers.at(-1)?.type;
  const rotates = last === typeNumbers.A || last === typeNumbers.AAAA;
  const fixed = rotates ? answers.findIndex(({ type }) => type === last) : answers.length;
  return {
    code,
    answers: answers.map((record) => recordBytes(record, name)),
    authority: authority.map((record) => recordBytes(record, name)),
    fixed,
  };
}

export interface AnswerOptions {
  readonly transport: 'udp' | 'tcp';
  /** Which of the addresses comes first. */
  readonly turn: number;
}

/** The answer as it goes to the client; without records and marked as cut when it is too long for it. */
export function encodeAnswer(query: Query, answer: CompiledAnswer, options: AnswerOptions): Uint8Array {
  const { id, question, edns, recursionDesired, checkingDisabled } = query;
  const option = optionBytes(edns, 0);
  const most =
    options.transport === 'tcp' ? tcpBytesMax : Math.min(edns?.udpBytes ?? plainUdpBytes, udpBytesMax);
  const records = [...inTurn(answer, options.turn), ...answer.authority];
  const length = records.reduce((sum, { length: bytes }) => sum + bytes, headerBytes + question.length);
  const cut = length + option.length > most;
  const counts = cut ? [0, 0] : [answer.answers.length, answer.authority.length];
  const flags = { recursionDesired, checkingDisabled, cut, opcode: 0, code: responseCodes[answer.code] };
  return join([headerOf(id, flags, [1, ...counts, edns ? 1 : 0]), question, ...(cut ? [] : records), option]);
}

/** A code without records. */
export function encodeRefusal({ id, opcode, recursionDesired, code, question, edns }: Refusal): Uint8Array {
  const number = responseCodes[code];
  const flags = { recursionDesired, checkingDisabled: false, cut: false, opcode, code: number & 15 };
  return join([
    headerOf(id, flags, [question ? 1 : 0, 0, 0, edns ? 1 : 0]),
    question ?? new Uint8Array(),
    optionBytes(edns, number >> 4),
  ]);
}

interface Flags {
  readonly opcode: number;
  readonly cut: boolean;
  readonly recursionDesired: boolean;
  readonly checkingDisabled: boolean;
  /** The lower four bits. */
  readonly code: number;
}

function headerOf(id: number, flags: Flags, counts: readonly number[]): Uint8Array {
  const bits =
    0x8080 |
    (flags.opcode << 11) |
    (flags.cut ? 0x200 : 0) |
    (flags.recursionDesired ? 0x100 : 0) |
    (flags.checkingDisabled ? 0x10 : 0) |
    flags.code;
  return Uint8Array.from([id, bits, ...counts].flatMap((number) => [number >> 8, number & 255]));
}

function inTurn({ answers, fixed }: CompiledAnswer, turn: number): readonly Uint8Array[] {
  const turning = answers.slice(fixed);
  if (turning.length < 2) return answers;
  const first = turn % turning.length;
  return [...answers.slice(0, fixed), ...turning.slice(first), ...turning.slice(0, first)];
}

function recordBytes({ owner, type, ttl, data }: ResourceRecord, name: string): Uint8Array {
  const ownerPart = ownerBytes(owner, name);
  const at = ownerPart.length;
  const bytes = new Uint8Array(at + fixedBytes + data.length);
  bytes.set(ownerPart);
  const view = new DataView(bytes.buffer);
  view.setUint16(at, type);
  view.setUint16(at + 2, classIn);
  view.setUint32(at + 4, ttl);
  view.setUint16(at + 8, data.length);
  bytes.set(data, at + fixedBytes);
  return bytes;
}

/** Type, class, time to live and length. */
const fixedBytes = 10;

/** A pointer into the question when the owner is its name or above it. */
function ownerBytes(owner: string, name: string): Uint8Array {
  if (owner === '.') return Uint8Array.from([0]);
  if (owner === name) return ofQuestion;
  const whole = nameToWire(name).length;
  for (let at: string | undefined = name; at !== undefined && at !== '.'; at = parentName(at)) {
    if (at !== owner) continue;
    const offset = headerBytes + whole - nameToWire(at).length;
    return Uint8Array.from([0xc0 | (offset >> 8), offset & 255]);
  }
  return nameToWire(owner);
}

/** A pointer to the name of the question. */
const ofQuestion = Uint8Array.from([0xc0, headerBytes]);

function optionBytes(edns: Edns | undefined, codeHigh: number): Uint8Array {
  if (!edns) return new Uint8Array();
  const flags = edns.dnssecOk ? 0x80 : 0;
  return Uint8Array.from([
    0,
    ...bigEndian(otherTypes.OPT, 2),
    ...bigEndian(udpBytesMax, 2),
    codeHigh,
    0,
    flags,
    0,
    0,
    0,
  ]);
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
