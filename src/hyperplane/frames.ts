/** Frames for the tests, written and read without any of the data plane's own code. */

export const FIN = 1;
export const SYN = 2;
export const RST = 4;
export const ACK = 16;

/** Ports, addresses and numbers of a TCP segment in IPv4 in Ethernet. What is not given has a usual value. */
export interface Segment {
  readonly dmac?: string;
  readonly smac?: string;
  readonly etherType?: number;
  readonly src: string;
  readonly dst: string;
  readonly sport: number;
  readonly dport: number;
  readonly seq?: number;
  readonly ack?: number;
  readonly flags: number;
  readonly payload?: Uint8Array;
  /** Padded to a multiple of 4 with zeros. */
  readonly options?: readonly number[];
  readonly ttl?: number;
  readonly protocol?: number;
  readonly fragment?: number;
}

/** The frame with right lengths and checksums. */
export function tcpFrame(segment: Segment): Uint8Array {
  const options = segment.options ?? [];
  const payload = segment.payload ?? new Uint8Array(0);
  const tcpBytes = 20 + Math.ceil(options.length / 4) * 4;
  const frame = Buffer.alloc(14 + 20 + tcpBytes + payload.length);
  writeMac(frame, 0, segment.dmac ?? '02:00:00:00:00:aa');
  writeMac(frame, 6, segment.smac ?? '02:00:00:00:00:01');
  frame.writeUInt16BE(segment.etherType ?? 0x0800, 12);
  frame[14] = 0x45;
  frame.writeUInt16BE(frame.length - 14, 16);
  frame.writeUInt16BE(segment.fragment ?? 0x4000, 20);
  frame[22] = segment.ttl ?? 64;
  frame[23] = segment.protocol ?? 6;
  writeAddress(frame, 26, segment.src);
  writeAddress(frame, 30, segment.dst);
  frame.writeUInt16BE(segment.sport, 34);
  frame.writeUInt16BE(segment.dport, 36);
  frame.writeUInt32BE(segment.seq ?? 1000, 38);
  frame.writeUInt32BE(segment.ack ?? 0, 42);
  frame[46] = (tcpBytes / 4) << 4;
  frame[47] = segment.flags;
  frame.writeUInt16BE(65535, 48);
  frame.set(options, 54);
  frame.set(payload, 34 + tcpBytes);
  return fixChecksums(frame);
}

/** A UDP datagram in IPv4 in Ethernet; `checksum` 0 says that there is none. */
export interface Datagram
  extends Pick<
    Segment,
    'dmac' | 'smac' | 'src' | 'dst' | 'sport' | 'dport' | 'payload' | 'ttl' | 'fragment'
  > {
  readonly checksum?: 0;
  /** What the UDP header says. */
  readonly udpBytes?: number;
}

/** The frame with right lengths and checksums. */
export function udpFrame(datagram: Datagram): Uint8Array {
  const payload = datagram.payload ?? new Uint8Array(0);
  const tcp = Buffer.from(tcpFrame({ ...datagram, flags: 0, protocol: 17, payload: new Uint8Array(0) }));
  const frame = Buffer.concat([tcp.subarray(0, 42), payload]);
  frame.writeUInt16BE(frame.length - 14, 16);
  frame.writeUInt16BE(0, 24);
  frame.writeUInt16BE(~sum(frame.subarray(14, 34)) & 0xffff, 24);
  frame.writeUInt16BE(datagram.udpBytes ?? 8 + payload.length, 38);
  frame.writeUInt16BE(0, 40);
  if (datagram.checksum === undefined) frame.writeUInt16BE(udpChecksum(frame), 40);
  return frame;
}

/** What a frame with UDP says. `checksumRight`: also when there is none. */
export function readDatagram(frame: Uint8Array) {
  const bytes = Buffer.from(frame);
  const checksum = bytes.readUInt16BE(40);
  return {
    dmac: readMac(bytes, 0),
    smac: readMac(bytes, 6),
    ttl: bytes.readUInt8(22),
    src: readAddress(bytes, 26),
    dst: readAddress(bytes, 30),
    sport: bytes.readUInt16BE(34),
    dport: bytes.readUInt16BE(36),
    payload: bytes.subarray(42),
    checksum,
    ipChecksumRight: sum(bytes.subarray(14, 34)) === 0xffff,
    checksumRight: checksum === 0 || sum(udpPseudoHeader(bytes), bytes.subarray(34)) === 0xffff,
  };
}

/** RFC 768: one that comes out as zero is written as all ones. */
function udpChecksum(frame: Buffer): number {
  return ~sum(udpPseudoHeader(frame), frame.subarray(34)) & 0xffff || 0xffff;
}

function udpPseudoHeader(frame: Buffer): Buffer {
  return Buffer.concat([frame.subarray(26, 34), Buffer.from([0, 17]), frame.subarray(38, 40)]);
}

/** Writes the checksums that the frame ought to have. */
export function fixChecksums(frame: Uint8Array): Uint8Array {
  const bytes = Buffer.from(frame);
  bytes.writeUInt16BE(0, 24);
  bytes.writeUInt16BE(~sum(bytes.subarray(14, 34)) & 0xffff, 24);
  bytes.writeUInt16BE(0, 50);
  bytes.writeUInt16BE(~sum(pseudoHeader(bytes), bytes.subarray(34)) & 0xffff, 50);
  return bytes;
}

/** What a frame says, read from scratch. */
export function readFrame(frame: Uint8Array) {
  const bytes = Buffer.from(frame);
  const ipBytes = bytes.readUInt16BE(16);
  const tcpBytes = (bytes.readUInt8(46) >> 4) * 4;
  return {
    length: bytes.length,
    dmac: readMac(bytes, 0),
    smac: readMac(bytes, 6),
    ipBytes,
    ttl: bytes.readUInt8(22),
    src: readAddress(bytes, 26),
    dst: readAddress(bytes, 30),
    sport: bytes.readUInt16BE(34),
    dport: bytes.readUInt16BE(36),
    seq: bytes.readUInt32BE(38),
    ack: bytes.readUInt32BE(42),
    flags: bytes.readUInt8(47),
    options: [...bytes.subarray(54, 34 + tcpBytes)],
    payload: bytes.subarray(34 + tcpBytes, 14 + ipBytes),
    ipChecksumRight: sum(bytes.subarray(14, 34)) === 0xffff,
    tcpChecksumRight: sum(pseudoHeader(bytes), bytes.subarray(34, 14 + ipBytes)) === 0xffff,
  };
}

export interface Arp {
  readonly operation?: number;
  readonly senderMac?: string;
  readonly sender: string;
  readonly target: string;
}

/** An ARP packet in a frame, as from the station `senderMac`. */
export function arpFrame(arp: Arp): Uint8Array {
  const frame = Buffer.alloc(42);
  writeMac(frame, 0, 'ff:ff:ff:ff:ff:ff');
  writeMac(frame, 6, arp.senderMac ?? '02:00:00:00:00:01');
  frame.set([0x08, 0x06, 0, 1, 0x08, 0, 6, 4, 0, arp.operation ?? 1], 12);
  writeMac(frame, 22, arp.senderMac ?? '02:00:00:00:00:01');
  writeAddress(frame, 28, arp.sender);
  writeAddress(frame, 38, arp.target);
  return frame;
}

/** The fields of an ARP packet. */
export function readArp(frame: Uint8Array) {
  const bytes = Buffer.from(frame);
  return {
    dmac: readMac(bytes, 0),
    smac: readMac(bytes, 6),
    operation: bytes.readUInt16BE(20),
    senderMac: readMac(bytes, 22),
    sender: readAddress(bytes, 28),
    targetMac: readMac(bytes, 32),
    target: readAddress(bytes, 38),
  };
}

function pseudoHeader(frame: Buffer): Buffer {
  const tcpBytes = frame.readUInt16BE(16) - 20;
  return Buffer.concat([frame.subarray(26, 34), Buffer.from([0, 6, tcpBytes >> 8, tcpBytes & 255])]);
}

function sum(...parts: readonly Uint8Array[]): number {
  let total = 0;
  for (const part of parts) {
    for (let at = 0; at < part.length; at += 2) total += ((part[at] ?? 0) << 8) | (part[at + 1] ?? 0);
  }
  while (total > 0xffff) total = (total & 0xffff) + (total >>> 16);
  return total;
}

function writeMac(frame: Buffer, at: number, mac: string): void {
  frame.set(
    mac.split(':').map((octet) => Number.parseInt(octet, 16)),
    at,
  );
}

function readMac(frame: Buffer, at: number): string {
  return [...frame.subarray(at, at + 6)].map((octet) => octet.toString(16).padStart(2, '0')).join(':');
}

function writeAddress(frame: Buffer, at: number, address: string): void {
  frame.set(address.split('.').map(Number), at);
}

function readAddress(frame: Buffer, at: number): string {
  return [...frame.subarray(at, at + 4)].join('.');
}
