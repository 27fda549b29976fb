/**
 * Netlink messages as bytes. A message is a header, a fixed part that depends on its type, and attributes; everything
 * is padded to four bytes and in the machine's byte order, which is little-endian on every machine we run on.
 * @see netlink(7), https://docs.kernel.org/userspace-api/netlink/intro.html
 */

/** Flags of a request, from linux/netlink.h. */
export const NLM_F_REQUEST = 0x1;
export const NLM_F_ACK = 0x4;
export const NLM_F_REPLACE = 0x100;
export const NLM_F_EXCL = 0x200;
export const NLM_F_DUMP = 0x300;
export const NLM_F_CREATE = 0x400;

/** Types of the kernel's own messages. */
export const NLMSG_ERROR = 2;
export const NLMSG_DONE = 3;

export interface NetlinkMessage {
  readonly type: number;
  readonly flags: number;
  readonly sequence: number;
  /** What follows the header. */
  readonly body: Buffer;
}

/** Values by attribute type; of a type that stands twice, the last. */
export type Attributes = ReadonlyMap<number, Buffer>;

/** The outcome that an NLMSG_ERROR or NLMSG_DONE reports. */
export interface Outcome {
  /** 0 is success. */
  readonly errno: number;
  /** The kernel's extended acknowledgement, empty when it gave none. */
  readonly text: string;
}

export function encodeMessage(message: NetlinkMessage): Buffer {
  const header = Buffer.alloc(headerLength);
  header.writeUInt32LE(headerLength + message.body.length, 0);
  header.writeUInt16LE(message.type, 4);
  header.writeUInt16LE(message.flags, 6);
  header.writeUInt32LE(message.sequence, 8);
  return Buffer.concat([header, message.body]);
}

/** The messages of one datagram. The bodies are views of it. @throws Error when it is cut short or malformed */
export function parseMessages(datagram: Buffer): NetlinkMessage[] {
  const messages: NetlinkMessage[] = [];
  for (let at = 0; at < datagram.length; ) {
    const length = at + headerLength <= datagram.length ? datagram.readUInt32LE(at) : 0;
    if (length < headerLength || at + length > datagram.length) {
      throw new Error(
        `a netlink message of ${length} bytes at byte ${at} of ${datagram.length} is malformed`,
      );
    }
    messages.push({
      type: datagram.readUInt16LE(at + 4),
      flags: datagram.readUInt16LE(at + 6),
      sequence: datagram.readUInt32LE(at + 8),
      body: datagram.subarray(at + headerLength, at + length),
    });
    at += padded(length);
  }
  return messages;
}

export function attribute(type: number, value: Uint8Array): Buffer {
  const bytes = Buffer.alloc(padded(attributeHeaderLength + value.length));
  bytes.writeUInt16LE(attributeHeaderLength + value.length, 0);
  bytes.writeUInt16LE(type, 2);
  bytes.set(value, attributeHeaderLength);
  return bytes;
}

/** An attribute made of attributes. */
export function nested(type: number, ...attributes: readonly Uint8Array[]): Buffer {
  return attribute(type | NLA_F_NESTED, Buffer.concat(attributes));
}

export function attributeU8(type: number, value: number): Buffer {
  return attribute(type, Uint8Array.of(value));
}

export function attributeU32(type: number, value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return attribute(type, bytes);
}

/** Text with the zero byte that the kernel wants at its end. */
export function attributeText(type: number, text: string): Buffer {
  return attribute(type, Buffer.from(`${text}\0`));
}

/** @throws Error when an attribute is cut short or malformed */
export function parseAttributes(bytes: Buffer): Attributes {
  return new Map(listAttributes(bytes));
}

/** All attributes in their order, for lists in which one type stands often. @throws Error as `parseAttributes` */
export function listAttributes(bytes: Buffer): [number, Buffer][] {
  const list: [number, Buffer][] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = at + attributeHeaderLength <= bytes.length ? bytes.readUInt16LE(at) : 0;
    if (length < attributeHeaderLength || at + length > bytes.length) {
      throw new Error(`a netlink attribute of ${length} bytes at byte ${at} of ${bytes.length} is malformed`);
    }
    const type = bytes.readUInt16LE(at + 2) & NLA_TYPE_MASK;
    list.push([type, bytes.subarray(at + attributeHeaderLength, at + length)]);
    at += padded(length);
  }
  return list;
}

/** The text of an attribute, without the zero byte at its end. */
export function textOf(value: Buffer): string {
  const end = value.indexOf(0);
  return value.toString('utf8', 0, end < 0 ? value.length : end);
}

/**
 * Reads an NLMSG_ERROR (also the acknowledgement, which is an error of number 0) or NLMSG_DONE.
 * The socket must have NETLINK_CAP_ACK and NETLINK_EXT_ACK set: then an error repeats the request's header only.
 */
export function parseOutcome(message: NetlinkMessage): Outcome {
  const errno = message.body.length >= 4 ? 0 - message.body.readInt32LE(0) : 0;
  if ((message.flags & NLM_F_ACK_TLVS) === 0) return { errno, text: '' };
  const attributesAt = message.type === NLMSG_ERROR ? 4 + headerLength : 4;
  const text = parseAttributes(message.body.subarray(attributesAt)).get(NLMSGERR_ATTR_MSG);
  return { errno, text: text === undefined ? '' : textOf(text) };
}

const headerLength = 16;
const attributeHeaderLength = 4;
const NLA_F_NESTED = 0x8000;
const NLA_TYPE_MASK = 0x3fff;
const NLM_F_ACK_TLVS = 0x200;
const NLMSGERR_ATTR_MSG = 1;

function padded(length: number): number {
  return (length + 3) & ~3;
}
