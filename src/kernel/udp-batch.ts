/**
 * An IPv4 socket whose datagrams are taken and sent many at a time, by one system call each. Node does it one by one, which
 * costs several times what a short answer does.
 */
import { allocate, close, type NativeMemory, onReadable, receiveMany, sendMany } from './libc.ts';

/** Datagrams at a time. */
const batchMax = 64;
/** Bytes of a datagram that are taken; what is longer is cut. */
const receivedBytesMax = 2048;
/** Bytes that can be sent in one datagram. */
const sentBytesMax = 1472;

/** Sizes and places in `struct mmsghdr` and `struct iovec` of 64-bit machines. @see recvmmsg(2) */
const header = { bytes: 64, name: 0, nameBytes: 8, vectors: 16, vectorCount: 24, received: 56 } as const;
const vector = { bytes: 16, base: 0, length: 8 } as const;
/** `struct sockaddr_in` */
const socketAddress = { bytes: 16, port: 2, address: 4 } as const;

/** A datagram that was taken. */
export interface Datagram {
  /** Good until the handler returns. */
  readonly bytes: Buffer;
  /** The sender's address as a number. */
  readonly address: number;
  /** The sender's whole address; good until the handler returns. */
  readonly from: Uint8Array;
}

export interface BatchedSocket {
  /**
   * To the `from` of a datagram, at most 1472 bytes. Inside the handler it waits for the other answers of the batch. What
   * cannot be sent is lost, as packets are.
   */
  send(from: Uint8Array, bytes: Uint8Array): void;
  close(): void;
}

/** Reads from the descriptor, which is bound and not blocking, and owns it from then on. */
export function openBatchedSocket(fd: number, handle: (datagram: Datagram) => void): BatchedSocket {
  const received = new Messages(receivedBytesMax);
  const sent = new Messages(sentBytesMax);
  let waiting = 0;
  let handling = false;
  let closed = false;
  const flush = () => {
    for (let at = 0; at < waiting && !closed; ) at += sendMany(fd, sent.headerAddress(at), waiting - at) || 1;
    waiting = 0;
  };
  const drain = () => {
    handling = true;
    try {
      const count = receiveMany(fd, received.headerAddress(0), batchMax);
      // The handler may close the socket, and then the memory is gone.
      for (let at = 0; at < count && !closed; at += 1) {
        const from = received.name(at);
        handle({ bytes: received.content(at), address: addressOf(from), from });
      }
    } finally {
      handling = false;
      flush();
    }
  };
  const end = onReadable(fd, drain);
  return {
    send: (from, bytes) => {
      if (closed || bytes.length > sentBytesMax) return;
      if (waiting === batchMax) flush();
      sent.put(waiting, from, bytes);
      waiting += 1;
      if (!handling) flush();
    },
    close: () => {
      if (closed) return;
      closed = true;
      end();
      close(fd);
      received.free();
      sent.free();
    },
  };
}

function addressOf(name: Buffer): number {
  return name.readUInt32BE(socketAddress.address);
}

/** An array of `struct mmsghdr`, each with one buffer and one address. */
class Messages {
  readonly #memory: NativeMemory;
  readonly #headers: Buffer;
  readonly #vectors: Buffer;
  readonly #names: readonly Buffer[];
  readonly #contents: readonly Buffer[];

  constructor(contentBytes: number) {
    const sizes = [header.bytes, vector.bytes, socketAddress.bytes, contentBytes].map(
      (bytes) => bytes * batchMax,
    );
    const starts = sizes.map((_, at) => sizes.slice(0, at).reduce((sum, bytes) => sum + bytes, 0));
    const [headers = 0, vectors = 0, names = 0, contents = 0] = starts;
    this.#memory = allocate(sizes.reduce((sum, bytes) => sum + bytes, 0));
    const { bytes, address } = this.#memory;
    this.#headers = bytes.subarray(headers, vectors);
    this.#vectors = bytes.subarray(vectors, names);
    const cells = (start: number, size: number) =>
      Array.from({ length: batchMax }, (_, at) => bytes.subarray(start + at * size, start + (at + 1) * size));
    this.#names = cells(names, socketAddress.bytes);
    this.#contents = cells(contents, contentBytes);
    for (let at = 0; at < batchMax; at += 1) {
      const head = at * header.bytes;
      const part = at * vector.bytes;
      const pointerTo = (offset: number) => address + BigInt(offset);
      this.#headers.writeBigUInt64LE(pointerTo(names + at * socketAddress.bytes), head + header.name);
      this.#headers.writeUInt32LE(socketAddress.bytes, head + header.nameBytes);
      this.#headers.writeBigUInt64LE(pointerTo(vectors + part), head + header.vectors);
      this.#headers.writeBigUInt64LE(1n, head + header.vectorCount);
      this.#vectors.writeBigUInt64LE(pointerTo(contents + at * contentBytes), part + vector.base);
      this.#vectors.writeBigUInt64LE(BigInt(contentBytes), part + vector.length);
    }
  }

  headerAddress(at: number): bigint {
    return at === 0 ? this.#memory.address : this.#memory.address + BigInt(at * header.bytes);
  }

  name(at: number): Buffer {
    // Below `batchMax`.
    return this.#names[at]!;
  }

  /** What was taken. */
  content(at: number): Buffer {
    const length = this.#headers.readUInt32LE(at * header.bytes + header.received);
    return this.#contents[at]!.subarray(0, length);
  }

  put(at: number, name: Uint8Array, bytes: Uint8Array): void {
    this.#names[at]!.set(name);
    this.#contents[at]!.set(bytes);
    this.#vectors.writeUInt32LE(bytes.length, at * vector.bytes + vector.length);
  }

  free(): void {
    this.#memory.free();
  }
}
