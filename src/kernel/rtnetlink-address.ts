/** IPv4 addresses of links, routes and neighbours. Addresses are unsigned 32-bit numbers. @see rtnetlink(7) */
import {
  attribute,
  attributeU32,
  type NetlinkMessage,
  NLM_F_CREATE,
  NLM_F_REPLACE,
  parseAttributes,
} from './netlink.ts';
import type { RouteSocket } from './rtnetlink-socket.ts';

export interface InterfaceAddress {
  /** Of the link that has it. */
  readonly index: number;
  readonly address: number;
  readonly prefixLength: number;
}

/** The IPv4 addresses of one link, or of all links. */
export function listAddresses(socket: RouteSocket, index = 0): InterfaceAddress[] {
  return socket.dump('list the addresses', RTM_GETADDR, addressHeader(index, 0)).map(parseAddress);
}

/** Adds the address and the route to its prefix. No error when it is there. */
export function addAddress(socket: RouteSocket, wanted: InterfaceAddress): void {
  const flags = NLM_F_CREATE | NLM_F_REPLACE;
  socket.request('add an address', { type: RTM_NEWADDR, flags, body: addressBody(wanted) });
}

export function deleteAddress(socket: RouteSocket, unwanted: InterfaceAddress): void {
  socket.request('delete an address', { type: RTM_DELADDR, flags: 0, body: addressBody(unwanted) });
}

/** Sends everything that has no route of its own through the gateway; replaces another default route. */
export function setDefaultRoute(
  socket: RouteSocket,
  gateway: number,
  index: number,
  { onLink = false } = {},
): void {
  const body = Buffer.concat([
    routeHeader({ flags: onLink ? RTNH_F_ONLINK : 0 }),
    attribute(RTA_GATEWAY, addressBytes(gateway)),
    attributeU32(RTA_OIF, index),
  ]);
  const flags = NLM_F_CREATE | NLM_F_REPLACE;
  socket.request('set the default route', { type: RTM_NEWROUTE, flags, body });
}

/** Addresses that begin like this one. */
export interface Prefix {
  readonly base: number;
  readonly prefixLength: number;
}

/** Sends what goes to the prefix out of the link, where everybody answers for himself. No error when it does already. */
export function setLinkRoute(socket: RouteSocket, { base, prefixLength }: Prefix, index: number): void {
  const body = Buffer.concat([
    routeHeader({ prefixLength, scope: RT_SCOPE_LINK }),
    attribute(RTA_DST, addressBytes(base)),
    attributeU32(RTA_OIF, index),
  ]);
  const flags = NLM_F_CREATE | NLM_F_REPLACE;
  socket.request('set a route', { type: RTM_NEWROUTE, flags, body });
}

/** Makes every address of the prefix one of this namespace's own. @param loopback index of its loopback device */
export function setLocalPrefix(socket: RouteSocket, { base, prefixLength }: Prefix, loopback: number): void {
  const body = Buffer.concat([
    routeHeader({ prefixLength, scope: RT_SCOPE_HOST, type: RTN_LOCAL, table: RT_TABLE_LOCAL }),
    attribute(RTA_DST, addressBytes(base)),
    attributeU32(RTA_OIF, loopback),
  ]);
  const flags = NLM_F_CREATE | NLM_F_REPLACE;
  socket.request('take a prefix for its own', { type: RTM_NEWROUTE, flags, body });
}

/** Says once and for all what hardware address a neighbour has. */
export function setNeighbour(
  socket: RouteSocket,
  neighbour: { readonly index: number; readonly address: number; readonly mac: string },
): void {
  const header = Buffer.from([AF_INET, 0, 0, 0, 0, 0, 0, 0, NUD_PERMANENT, 0, 0, 0]);
  header.writeInt32LE(neighbour.index, 4);
  const body = Buffer.concat([
    header,
    attribute(NDA_DST, addressBytes(neighbour.address)),
    attribute(NDA_LLADDR, Buffer.from(neighbour.mac.replaceAll(':', ''), 'hex')),
  ]);
  const flags = NLM_F_CREATE | NLM_F_REPLACE;
  socket.request('set a neighbour', { type: RTM_NEWNEIGH, flags, body });
}

function addressBody(address: InterfaceAddress): Buffer {
  const bytes = addressBytes(address.address);
  return Buffer.concat([
    addressHeader(address.index, address.prefixLength),
    attribute(IFA_LOCAL, bytes),
    attribute(IFA_ADDRESS, bytes),
  ]);
}

/** struct ifaddrmsg: family, prefix length, flags, scope, index. */
function addressHeader(index: number, prefixLength: number): Buffer {
  const bytes = Buffer.from([AF_INET, prefixLength, 0, 0, 0, 0, 0, 0]);
  bytes.writeUInt32LE(index, 4);
  return bytes;
}

/** struct rtmsg: family, prefix lengths, type of service, table, protocol, scope, type, flags. */
function routeHeader(route: {
  readonly prefixLength?: number;
  readonly table?: number;
  readonly scope?: number;
  readonly type?: number;
  readonly flags?: number;
}): Buffer {
  const { prefixLength = 0, table = RT_TABLE_MAIN } = route;
  const { scope = RT_SCOPE_UNIVERSE, type = RTN_UNICAST, flags = 0 } = route;
  return Buffer.from([AF_INET, prefixLength, 0, 0, table, RTPROT_STATIC, scope, type, flags, 0, 0, 0]);
}

function parseAddress(message: NetlinkMessage): InterfaceAddress {
  const local = parseAttributes(message.body.subarray(8)).get(IFA_LOCAL);
  return {
    index: message.body.readUInt32LE(4),
    address: local?.readUInt32BE() ?? 0,
    prefixLength: message.body.readUInt8(1),
  };
}

/** In network order. */
function addressBytes(address: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(address);
  return bytes;
}

const AF_INET = 2;
// linux/rtnetlink.h
const RTM_NEWADDR = 20;
const RTM_DELADDR = 21;
const RTM_GETADDR = 22;
const RTM_NEWROUTE = 24;
const RTM_NEWNEIGH = 28;
const RTA_DST = 1;
const RTA_OIF = 4;
const RTA_GATEWAY = 5;
const RT_TABLE_MAIN = 254;
const RT_TABLE_LOCAL = 255;
const RTPROT_STATIC = 4;
const RT_SCOPE_UNIVERSE = 0;
const RT_SCOPE_LINK = 253;
const RT_SCOPE_HOST = 254;
const RTN_UNICAST = 1;
const RTN_LOCAL = 2;
const RTNH_F_ONLINK = 4;
// linux/neighbour.h
const NDA_DST = 1;
const NDA_LLADDR = 2;
const NUD_PERMANENT = 0x80;
// linux/if_addr.h
const IFA_ADDRESS = 1;
const IFA_LOCAL = 2;
