/**
 * The header of the PROXY protocol, version 2, byte for byte as a network load balancer sends it to its targets.
 * @see https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#proxy-protocol
 */
import { proxyHeaderBytes, proxySignature } from '../model/proxy-protocol.ts';
import { crc32c } from './crc32c.ts';

/** Whose connection it is, as the client sees it. Addresses are unsigned 32-bit numbers. */
export interface ProxiedConnection {
  readonly clientAddress: number;
  readonly clientPort: number;
  /** What the client connected to: the endpoint's network interface, or the load balancer's node. */
  readonly address: number;
  readonly port: number;
  /** Undefined for a client that came without an endpoint. */
  readonly endpointId?: string;
}

const signature = Buffer.from(proxySignature);
const versionAndProxy = 0x21;
const inetStream = 0x11;
const type = { crc32c: 0x03, noop: 0x04, aws: 0xea } as const;
const awsEndpointId = 0x01;

/** Signature, version, family, length; two addresses and two ports. */
const fixedBytes = 28;
/** Type and length of a TLV. */
const tlvHeadBytes = 3;
const crcAt = fixedBytes + tlvHeadBytes;

export function proxyHeader(connection: ProxiedConnection): Buffer {
  const header = Buffer.alloc(proxyHeaderBytes);
  signature.copy(header);
  header.writeUInt8(versionAndProxy, 12);
  header.writeUInt8(inetStream, 13);
  header.writeUInt16BE(proxyHeaderBytes - 16, 14);
  header.writeUInt32BE(connection.clientAddress, 16);
  header.writeUInt32BE(connection.address, 20);
  header.writeUInt16BE(connection.clientPort, 24);
  header.writeUInt16BE(connection.port, 26);
  let at = writeTlv(header, fixedBytes, type.crc32c, Buffer.alloc(4));
  if (connection.endpointId !== undefined) {
    const id = Buffer.from(connection.endpointId, 'latin1');
    at = writeTlv(header, at, type.aws, Buffer.concat([Buffer.of(awsEndpointId), id]));
  }
  writeTlv(header, at, type.noop, Buffer.alloc(proxyHeaderBytes - at - tlvHeadBytes));
  // Over the whole header, in which the sum itself counts as zero.
  header.writeUInt32BE(crc32c(header), crcAt);
  return header;
}

/** @returns where the next one begins */
function writeTlv(header: Buffer, at: number, kind: number, value: Buffer): number {
  header.writeUInt8(kind, at);
  header.writeUInt16BE(value.length, at + 1);
  value.copy(header, at + tlvHeadBytes);
  return at + tlvHeadBytes + value.length;
}
