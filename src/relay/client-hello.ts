/**
 * What a client offers in its ClientHello, read before OpenSSL sees it. OpenSSL through Node ends a handshake whose
 * client offers only protocols that the listener does not speak; a load balancer goes on without ALPN then, so somebody
 * has to know beforehand.
 * @see https://www.rfc-editor.org/rfc/rfc8446#section-4.1.2
 * @see https://www.rfc-editor.org/rfc/rfc7301#section-3.1
 */

/** `incomplete`: more bytes are needed. `other`: not a ClientHello that can be read; OpenSSL will say what it is. */
export type ClientHello =
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'other' }
  /** `protocols`: by ALPN, in the client's order; empty when it offers none. */
  | { readonly kind: 'hello'; readonly protocols: readonly string[] };

/** A hello is not larger; a client that sends more is left to OpenSSL. */
export const helloBytesMax = 16 * 1024;

const recordHeadBytes = 5;
/** Type and length. */
const messageHeadBytes = 4;
const handshakeRecord = 22;
const clientHello = 1;
const alpnExtension = 16;

/** Reads the beginning of what a client sent. */
export function readClientHello(received: Buffer): ClientHello {
  const message = messageOf(received);
  if (typeof message === 'string') return { kind: message };
  try {
    return { kind: 'hello', protocols: protocolsOf(message) };
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'other' };
    throw error;
  }
}

/** The body of the hello, put together from its records. */
function messageOf(received: Buffer): Buffer | 'incomplete' | 'other' {
  const message = Buffer.alloc(received.length);
  let filled = 0;
  for (let at = 0; at < received.length; ) {
    if (received[at] !== handshakeRecord) return 'other';
    if (received.length < at + recordHeadBytes) break;
    const length = received.readUInt16BE(at + 3);
    const start = at + recordHeadBytes;
    filled += received.copy(message, filled, start, Math.min(start + length, received.length));
    if (filled > 0 && message[0] !== clientHello) return 'other';
    const end = messageHeadBytes + message.readUIntBE(1, 3);
    if (filled >= messageHeadBytes && filled >= end) return message.subarray(messageHeadBytes, end);
    at = start + length;
  }
  return received.length >= helloBytesMax ? 'other' : 'incomplete';
}

/** Steps over the fields before the extensions. @throws RangeError where the message ends before its fields do */
function protocolsOf(message: Buffer): readonly string[] {
  const reader = new Reader(message);
  reader.take(2 + 32);
  reader.vector(1);
  reader.vector(2);
  reader.vector(1);
  if (reader.isAtEnd) return [];
  const extensions = new Reader(reader.vector(2));
  while (!extensions.isAtEnd) {
    const type = extensions.number(2);
    const body = extensions.vector(2);
    if (type === alpnExtension) return names(new Reader(new Reader(body).vector(2)));
  }
  return [];
}

function names(list: Reader): readonly string[] {
  const found: string[] = [];
  while (!list.isAtEnd) found.push(list.vector(1).toString('latin1'));
  return found;
}

class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  take(length: number): Buffer {
    if (this.#at + length > this.#bytes.length) throw new RangeError('the message ends before its fields do');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  number(bytes: number): number {
    return this.take(bytes).readUIntBE(0, bytes);
  }

  /** Bytes with their length before them, which has so many bytes itself. */
  vector(lengthBytes: number): Buffer {
    return this.take(this.number(lengthBytes));
  }
}
