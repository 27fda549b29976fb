/**
 * A route socket: requests to the kernel about links, addresses and routes of one network namespace.
 *
 * The kernel carries out a request inside send(2), so the answer is there when send returns and nothing ever waits.
 * @see rtnetlink(7)
 */
import { closeSync } from 'node:fs';
import { receive, SystemError, send, setSocketOption, socket } from './libc.ts';
import { withNamespace } from './namespace.ts';
import {
  encodeMessage,
  type NetlinkMessage,
  NLM_F_ACK,
  NLM_F_DUMP,
  NLM_F_REQUEST,
  NLMSG_DONE,
  NLMSG_ERROR,
  parseMessages,
  parseOutcome,
} from './netlink.ts';

export interface RouteRequest {
  /** `RTM_...` of linux/rtnetlink.h. */
  readonly type: number;
  /** Besides NLM_F_REQUEST and NLM_F_ACK, which are always set. */
  readonly flags: number;
  readonly body: Buffer;
}

/** Runs the function with a route socket of the namespace, which is closed afterwards. */
export function withRouteSocket<T>(namespace: string, run: (socket: RouteSocket) => T): T {
  const route = openRouteSocket(namespace);
  try {
    return run(route);
  } finally {
    route.close();
  }
}

/** Opens a route socket. It keeps the namespace alive until it is closed. */
export function openRouteSocket(namespace: string): RouteSocket {
  const fd = withNamespace(namespace, () => socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE));
  try {
    for (const option of [NETLINK_CAP_ACK, NETLINK_EXT_ACK, NETLINK_GET_STRICT_CHK]) {
      setSocketOption(fd, SOL_NETLINK, option, 1);
    }
  } catch (error) {
    closeSync(fd);
    throw error;
  }
  return new RouteSocket(fd);
}

export class RouteSocket {
  readonly #fd: number;
  readonly #buffer = Buffer.allocUnsafe(datagramBytesMax);
  #sequence = 0;

  constructor(fd: number) {
    this.#fd = fd;
  }

  /**
   * Sends a request and returns what the kernel answered, without the acknowledgement.
   * @param attempt what is attempted, for the error
   * @throws SystemError with the kernel's explanation when the request is refused
   */
  request(attempt: string, request: RouteRequest): NetlinkMessage[] {
    const sequence = ++this.#sequence;
    const flags = request.flags | NLM_F_REQUEST | NLM_F_ACK;
    send(this.#fd, encodeMessage({ type: request.type, flags, sequence, body: request.body }));
    return this.#answers(attempt, sequence);
  }

  /** As `request`, for everything of a kind. A list that changed while it was read is read again. */
  dump(attempt: string, type: number, body: Buffer): NetlinkMessage[] {
    for (let attempts = 1; attempts <= dumpAttemptsMax; attempts++) {
      const messages = this.request(attempt, { type, flags: NLM_F_DUMP, body });
      if (!messages.some((message) => (message.flags & NLM_F_DUMP_INTR) !== 0)) return messages;
    }
    throw new Error(`${attempt}: the list changed in each of ${dumpAttemptsMax} attempts to read it`);
  }

  close(): void {
    closeSync(this.#fd);
  }

  #answers(attempt: string, sequence: number): NetlinkMessage[] {
    const answers: NetlinkMessage[] = [];
    while (true) {
      for (const message of parseMessages(this.#receive())) {
        if (message.sequence !== sequence) continue; // The rest of a request that was given up with an error.
        if (message.type !== NLMSG_ERROR && message.type !== NLMSG_DONE) {
          answers.push(message);
          continue;
        }
        const { errno, text } = parseOutcome(message);
        if (errno !== 0) throw new SystemError(attempt, errno, text);
        return answers;
      }
    }
  }

  /** One datagram, in memory of its own. */
  #receive(): Buffer {
    const length = receive(this.#fd, this.#buffer);
    if (length > this.#buffer.length) throw new Error(`a netlink answer of ${length} bytes does not fit`);
    return Buffer.from(this.#buffer.subarray(0, length));
  }
}

/** The kernel fills at most 32 KiB at a time. */
const datagramBytesMax = 65536;
const dumpAttemptsMax = 10;

const AF_NETLINK = 16;
const SOCK_RAW = 3;
const NETLINK_ROUTE = 0;
const SOL_NETLINK = 270;
const NETLINK_CAP_ACK = 10;
const NETLINK_EXT_ACK = 11;
const NETLINK_GET_STRICT_CHK = 12;
const NLM_F_DUMP_INTR = 0x10;
