/**
 * Links: bridges, veth pairs and loopback devices, by index or name. Alternative names (up to 127 characters, unique in
 * the namespace) carry the full id of what a link stands for; its own name has room for 15 characters.
 * @see rtnetlink(7), ip-link(8)
 */
import { SystemError } from './libc.ts';
import {
  attribute,
  attributeText,
  attributeU8,
  attributeU32,
  listAttributes,
  type NetlinkMessage,
  NLM_F_CREATE,
  NLM_F_EXCL,
  nested,
  parseAttributes,
  textOf,
} from './netlink.ts';
import type { RouteSocket } from './rtnetlink-socket.ts';

export interface Link {
  /** The ifindex, unique in the namespace. */
  readonly index: number;
  readonly name: string;
  readonly alternativeNames: readonly string[];
  /** Administratively up. */
  readonly up: boolean;
  /** `aa:bb:cc:dd:ee:ff` */
  readonly mac: string;
  readonly mtu: number;
  /** Index of the bridge that the link is a port of. */
  readonly master: number | undefined;
}

export interface BridgeSettings {
  readonly name: string;
  readonly mac: string;
  readonly mtu: number;
}

/** One end of a veth pair. */
export interface VethEnd {
  readonly name: string;
  readonly mtu: number;
  /** Random when undefined. */
  readonly mac?: string;
}

/** All links of the namespace. */
export function listLinks(socket: RouteSocket): Link[] {
  const body = Buffer.concat([linkHeader({}), attributeU32(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS)]);
  return socket.dump('list the links', RTM_GETLINK, body).map(parseLink);
}

/** The link with this name or alternative name. */
export function findLink(socket: RouteSocket, name: string): Link | undefined {
  const type = name.length < IFNAMSIZ ? IFLA_IFNAME : IFLA_ALT_IFNAME;
  const body = Buffer.concat([
    linkHeader({}),
    attributeText(type, name),
    attributeU32(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS),
  ]);
  try {
    const [answer] = socket.request(`find the link ${name}`, { type: RTM_GETLINK, flags: 0, body });
    return answer === undefined ? undefined : parseLink(answer);
  } catch (error) {
    if (error instanceof SystemError && error.errno === ENODEV) return undefined;
    throw error;
  }
}

/** Makes a bridge that is up, does not run STP and forwards from a new port at once. */
export function createBridge(socket: RouteSocket, bridge: BridgeSettings): void {
  const body = Buffer.concat([
    linkHeader({ up: true }),
    ...endAttributes(bridge),
    nested(
      IFLA_LINKINFO,
      attributeText(IFLA_INFO_KIND, 'bridge'),
      nested(
        IFLA_INFO_DATA,
        attributeU32(IFLA_BR_FORWARD_DELAY, 0),
        attributeU32(IFLA_BR_STP_STATE, 0),
        attributeU8(IFLA_BR_MCAST_SNOOPING, 0),
      ),
    ),
  ]);
  create(socket, `create the bridge ${bridge.name}`, body);
}

/**
 * Makes a veth pair: `port` in the socket's namespace, up, as a port of the bridge with index `master` if there is one;
 * `peer` in the namespace that the descriptor stands for, down: the kernel refuses (ENOTCONN) to make it up at once.
 */
export function createVeth(
  socket: RouteSocket,
  veth: {
    readonly port: VethEnd;
    readonly master?: number | undefined;
    readonly peer: VethEnd;
    readonly peerNamespaceFd: number;
  },
): void {
  const peer = Buffer.concat([
    linkHeader({}),
    ...endAttributes(veth.peer),
    attributeU32(IFLA_NET_NS_FD, veth.peerNamespaceFd),
  ]);
  const body = Buffer.concat([
    linkHeader({ up: true }),
    ...endAttributes(veth.port),
    ...(veth.master === undefined ? [] : [attributeU32(IFLA_MASTER, veth.master)]),
    nested(
      IFLA_LINKINFO,
      attributeText(IFLA_INFO_KIND, 'veth'),
      nested(IFLA_INFO_DATA, attribute(VETH_INFO_PEER, peer)),
    ),
  ]);
  create(socket, `create the veth pair ${veth.port.name} and ${veth.peer.name}`, body);
}

/** Changes a link; what is undefined stays as it is. */
export function changeLink(
  socket: RouteSocket,
  index: number,
  change: { readonly up?: boolean; readonly master?: number; readonly mac?: string },
): void {
  const body = Buffer.concat([
    linkHeader({ index, ...(change.up === undefined ? {} : { up: change.up }) }),
    ...(change.mac === undefined ? [] : [attribute(IFLA_ADDRESS, macBytes(change.mac))]),
    ...(change.master === undefined ? [] : [attributeU32(IFLA_MASTER, change.master)]),
  ]);
  socket.request(`change the link ${index}`, { type: RTM_NEWLINK, flags: 0, body });
}

export function addAlternativeName(socket: RouteSocket, index: number, name: string): void {
  const body = Buffer.concat([
    linkHeader({ index }),
    nested(IFLA_PROP_LIST, attributeText(IFLA_ALT_IFNAME, name)),
  ]);
  const flags = NLM_F_CREATE | NLM_F_EXCL;
  socket.request(`give the link ${index} the name ${name}`, { type: RTM_NEWLINKPROP, flags, body });
}

/** Deletes the link and, of a veth pair, the other end. No error when it is not there. */
export function deleteLink(socket: RouteSocket, index: number): void {
  try {
    socket.request(`delete the link ${index}`, { type: RTM_DELLINK, flags: 0, body: linkHeader({ index }) });
  } catch (error) {
    if (!(error instanceof SystemError && error.errno === ENODEV)) throw error;
  }
}

function create(socket: RouteSocket, attempt: string, body: Buffer): void {
  socket.request(attempt, { type: RTM_NEWLINK, flags: NLM_F_CREATE | NLM_F_EXCL, body });
}

function endAttributes(end: VethEnd): Buffer[] {
  return [
    attributeText(IFLA_IFNAME, end.name),
    attributeU32(IFLA_MTU, end.mtu),
    ...(end.mac === undefined ? [] : [attribute(IFLA_ADDRESS, macBytes(end.mac))]),
  ];
}

/** struct ifinfomsg: family, type, index, flags, mask of the flags to change. */
function linkHeader(fields: { readonly index?: number; readonly up?: boolean }): Buffer {
  const bytes = Buffer.alloc(linkHeaderLength);
  bytes.writeInt32LE(fields.index ?? 0, 4);
  bytes.writeUInt32LE(fields.up === true ? IFF_UP : 0, 8);
  bytes.writeUInt32LE(fields.up === undefined ? 0 : IFF_UP, 12);
  return bytes;
}

function parseLink(message: NetlinkMessage): Link {
  const attributes = parseAttributes(message.body.subarray(linkHeaderLength));
  const properties = listAttributes(attributes.get(IFLA_PROP_LIST) ?? Buffer.alloc(0));
  return {
    index: message.body.readInt32LE(4),
    name: textOf(attributes.get(IFLA_IFNAME) ?? Buffer.alloc(0)),
    alternativeNames: properties
      .filter(([type]) => type === IFLA_ALT_IFNAME)
      .map(([, value]) => textOf(value)),
    up: (message.body.readUInt32LE(8) & IFF_UP) !== 0,
    mac: macText(attributes.get(IFLA_ADDRESS) ?? Buffer.alloc(0)),
    mtu: attributes.get(IFLA_MTU)?.readUInt32LE() ?? 0,
    master: attributes.get(IFLA_MASTER)?.readUInt32LE(),
  };
}

function macBytes(mac: string): Buffer {
  const bytes = Buffer.from(mac.replaceAll(':', ''), 'hex');
  if (bytes.length !== 6) throw new Error(`${mac} is not a MAC address: six pairs of hexadecimal digits are`);
  return bytes;
}

function macText(bytes: Buffer): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(':');
}

const linkHeaderLength = 16;
/** Names are shorter than this. */
const IFNAMSIZ = 16;
const ENODEV = 19;
const IFF_UP = 1;

// linux/rtnetlink.h
const RTM_NEWLINK = 16;
const RTM_DELLINK = 17;
const RTM_GETLINK = 18;
const RTM_NEWLINKPROP = 108;
const RTEXT_FILTER_SKIP_STATS = 8;

// linux/if_link.h
const IFLA_ADDRESS = 1;
const IFLA_IFNAME = 3;
const IFLA_MTU = 4;
const IFLA_MASTER = 10;
const IFLA_LINKINFO = 18;
const IFLA_NET_NS_FD = 28;
const IFLA_EXT_MASK = 29;
const IFLA_PROP_LIST = 52;
const IFLA_ALT_IFNAME = 53;
const IFLA_INFO_KIND = 1;
const IFLA_INFO_DATA = 2;
const IFLA_BR_FORWARD_DELAY = 1;
const IFLA_BR_STP_STATE = 5;
const IFLA_BR_MCAST_SNOOPING = 23;
// linux/veth.h
const VETH_INFO_PEER = 1;
