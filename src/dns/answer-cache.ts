/**
 * Answers as bytes, by the bytes of the questions: most questions are asked again and again, and then nothing of them has
 * to be read. The id alone differs.
 */
import { type CompiledAnswer, encodeAnswer } from './encode.ts';
import { headerBytes, type Query } from './query.ts';

/** Questions that are kept, of all VPCs. */
const questionsMax = 100_000;
/** Addresses that take turns, of an answer that is kept in each order. */
const ordersMax = 8;
/** An OPT record without options. */
const plainOptionBytes = 11;
/** Type and class behind the name. */
const typeBytes = 4;

interface Entry {
  /** One for each address that may come first. */
  readonly orders: readonly Uint8Array[];
  /** Milliseconds; Infinity for what only a change of a record makes wrong. */
  readonly until: number;
}

/** For questions over UDP. */
export class AnswerCache {
  readonly #ofVpc = new Map<string, Map<string, Entry>>();
  #size = 0;

  /** @param turn which of the addresses comes first @returns the caller's own copy */
  get(vpcId: string, message: Uint8Array, turn: number, now: number): Uint8Array | undefined {
    const entry = this.#ofVpc.get(vpcId)?.get(keyOf(message));
    if (!entry || entry.until < now) return undefined;
    const { orders } = entry;
    const answer = orders[orders.length === 1 ? 0 : turn % orders.length]?.slice();
    // An answer has a header, and so had the question.
    answer?.set(message.subarray(0, 2));
    return answer;
  }

  /** Keeps the answer, unless the question is one that will hardly be asked again in these bytes. */
  keep(vpcId: string, message: Uint8Array, query: Query, answer: CompiledAnswer, until: number): void {
    const turning = Math.max(1, answer.answers.length - answer.fixed);
    if (turning > ordersMax || !isPlain(message, query)) return;
    if (this.#size >= questionsMax) this.clear();
    const answers = this.#ofVpc.get(vpcId) ?? new Map<string, Entry>();
    this.#ofVpc.set(vpcId, answers);
    this.#size -= answers.size;
    const order = (_: unknown, turn: number) => encodeAnswer(query, answer, { transport: 'udp', turn });
    answers.set(keyOf(message), { orders: Array.from({ length: turning }, order), until });
    this.#size += answers.size;
  }

  clear(): void {
    this.#ofVpc.clear();
    this.#size = 0;
  }
}

/** Everything but the id. */
function keyOf(message: Uint8Array): string {
  const bytes = Buffer.isBuffer(message)
    ? message
    : Buffer.from(message.buffer, message.byteOffset, message.length);
  return bytes.toString('latin1', 2);
}

/** Whether nothing in it is random, as cookies are, and letters in both cases. */
function isPlain(message: Uint8Array, { question, edns }: Query): boolean {
  if (message.length !== headerBytes + question.length + (edns ? plainOptionBytes : 0)) return false;
  // Lengths of labels are no letters.
  return !question.subarray(0, -typeBytes).some((byte) => byte >= capitalA && byte <= capitalZ);
}

const capitalA = 0x41;
const capitalZ = 0x5a;
