/**
 * What the maps of the data plane hold, in one place: `bpf/generated/layout.h` is made from it by
 * `scripts/generate-layout.ts`, and the driver reads and writes with it.
 */
import { createHash } from 'node:crypto';
import { fabricMacs, hiddenFabric } from '../model/fabric.ts';
import { proxyHeaderBytes } from '../model/proxy-protocol.ts';
import { legMtu, udpIdleTimeoutSeconds } from '../plan/limits.ts';
import {
  address,
  addresses,
  be16,
  chars,
  id,
  idBytes,
  type Layout,
  mac,
  pad,
  struct,
  u8,
  u16,
  u32,
  u64,
  u64s,
} from './struct.ts';

/**
 * Why a packet was not carried on, with the sentence that explains it. The position is the number in the kernel, from
 * 1: add at the end only. Every packet that is not carried on counts under exactly one of them.
 */
export const dropReasons = {
  truncated: 'the frame ends before its headers do',
  vlan: 'the frame has a VLAN tag',
  not_unicast: 'the frame comes from or goes to a group of stations',
  not_ipv4: 'the frame is neither ARP nor IPv4',
  arp_malformed: 'the ARP packet is not one of RFC 826 for Ethernet and IPv4, or claims an address of ours',
  arp_not_ours: 'the ARP request asks for an address that is not ours',
  ip_malformed: 'the IPv4 header contradicts itself or the length of the frame',
  ip_options: 'the IPv4 header has options',
  ip_checksum: 'the checksum of the IPv4 header is wrong',
  ip_fragment: 'the packet is a fragment',
  ttl_expired: 'the time to live ended here',
  too_large: 'the packet is larger than 8500 bytes',
  icmp: 'ICMP is not carried',
  protocol: 'the protocol is neither TCP nor UDP',
  tcp_malformed: 'the TCP header contradicts itself or the length of the packet',
  not_ours: 'the destination is not an address of ours',
  no_listener: 'nothing listens on the port',
  no_flow: 'the packet belongs to no connection that is known',
  martian_source: 'no connection can come from the source address',
  security_group: 'no rule of the security groups lets the source in',
  eni_missing: 'the network interface of the listener is gone',
  front_missing: 'what stands behind the listener is gone',
  no_target: 'the load balancer has no target',
  port_allocation: 'no source port is free towards the target',
  flow_table_full: 'the table of connections is full',
  setup_race: 'another processor set up the same connection at the same time',
  reply_syn: 'the target tried to open a connection to the client',
  flow_expired: 'the connection was idle for too long',
  flow_revoked: 'the endpoint connection was rejected, deleted or force-closed',
  helper_failed: 'the kernel could not rewrite the packet',
  udp_malformed: 'the UDP header contradicts itself or the length of the packet',
  target_cut: 'the target is unhealthy or was deregistered, and its connections end with that',
  connection_limit: 'the endpoint has as many connections open as it may',
  bandwidth_limit: 'the endpoint sends and receives more than it may',
  load_balancer_inbound: 'no inbound rule of the load balancer lets the client of an endpoint in',
  load_balancer_outbound: 'no outbound rule of the load balancer lets it connect to the target',
  resolver_limit: 'the network interface asks the resolver more in a second than it may',
  proxy_header: 'the datagram has no room for the header of the PROXY protocol',
} as const;

export type DropReason = keyof typeof dropReasons;

/** The reasons in the order of their numbers, which begin at 1. */
// The keys of a literal are its keys.
export const dropReasonNames = Object.keys(dropReasons) as readonly DropReason[];

/** Bits of `flow.flags`. Those from `syn_ack` on are the same in both directions of a connection. */
export const flowFlags = {
  /** The direction from the client to the target; its entry stands for the connection. */
  forward: 1,
  /** `flow.dmac` is known. */
  mac_known: 2,
  /** Somebody removes this connection. Whoever set the bit does, nobody else. */
  dead: 4,
  syn_ack: 8,
  established: 16,
  fin_client: 32,
  fin_target: 64,
  reset: 128,
  /** Data came from the client, from the target, after the connection looked closed. */
  revived_client: 256,
  revived_target: 512,
  /** The packets of this direction go to the fabric: to the hyperplane's own stack. */
  fabric: 1024,
  /** Its target's connections end: it does at its next packet. */
  cut: 2048,
  /** Its endpoint has a rate. */
  paced: 4096,
  /** On the forward entry: the connection is one of those that `usage` counts. */
  counted: 8192,
  /** Packets of this direction count as questions of their sender to the resolver. */
  metered: 16384,
  /** A header of the PROXY protocol goes before the next datagram of this direction. */
  header: 32768,
} as const;

/** What a connection is counted as. `own`: the hyperplane's own ones, health checks and the second halves of relayed ones. */
export const trafficClasses = { tcp: 0, udp: 1, tls: 2, own: 3 } as const;
const trafficClassCount = Object.keys(trafficClasses).length;

/** Why a first packet opened nothing: its position among the counters, doubled, and one more for UDP. */
export const refusals = {
  rejected: 0,
  /** By the security groups of the interface that was asked. */
  blocked: 1,
  /** By inbound rules of the load balancer behind an endpoint, by outbound rules of a load balancer. */
  inbound: 2,
  outbound: 3,
} as const;
/** One for TCP and one for UDP. A power of two, as the program masks with it. */
const refusalCounters = 2 * Object.keys(refusals).length;

/** Who has an address: an endpoint, or a load balancer whose targets answer to it. */
export const addressRoles = { endpoint: 0, node: 1 } as const;

/** A node's own address and up to seven secondary ones. */
export const nodeAddressesMax = 8;

/** Largest IPv4 packet, bytes. @see https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html */
export const packetBytesMax = 8500;

/** `vpce-` and 17 digits. */
export const endpointIdBytes = 22;

const flowKey = struct({
  src: address,
  dst: address,
  sport: be16,
  dport: be16,
  ifindex: u32,
  protocol: u8,
  pad: pad(3),
});

/** One direction of a connection. What the hot path reads stands in the first two cache lines. */
const flow = struct({
  last_seen_ns: u64,
  /** Not yet added to `eni_stats`; the same for `bytes`. */
  packets: u64,
  bytes: u64,
  eni: id,
  generation: u32,
  epoch: u32,
  flags: u32,
  ifindex: u32,
  dmac: mac,
  smac: mac,
  sport: be16,
  dport: be16,
  src: address,
  dst: address,
  /** Who sent the last packet of this direction: where the other direction's go. */
  sender: mac,
  mss: u16,
  /** One more than the highest sequence number sent, and the last acknowledgement. */
  next_seq: u32,
  ack: u32,
  idle_seconds: u32,
  next_hop: address,
  protocol: u8,
  traffic: u8,
  pad: pad(2),
  opened_ns: u64,
  target: id,
});

const listenerKey = struct({ addr: address, ifindex: u32, port: be16, protocol: u8, pad: pad(1) });
const listener = struct({
  eni: id,
  front: id,
  /** 0: every source. */
  sources: id,
  mss: u16,
  pad: pad(6),
});

const addressKey = struct({ addr: address, ifindex: u32 });
const addressValue = struct({ eni: id, mac, role: u8, pad: pad(1) });

const front = struct({
  table: id,
  /**
   * Security groups of the load balancer, for clients of endpoints and for targets. 0: none. The set of a port is named
   * by the exclusive or of this with protocol and port.
   */
  inbound: id,
  outbound: id,
  ifindex: u32,
  idle_seconds: u32,
  slots: u32,
  mac,
  /** 1: the targets are on the fabric. */
  fabric: u8,
  /** 1: what comes from one client address goes to one target. */
  sticky: u8,
  /** Addresses that targets are connected to from. */
  addresses: u8,
  /** 1: connections are TLS, which the relay ends. */
  tls: u8,
  /** 1: it leads to the resolver, which an interface may not ask more than so often. */
  metered: u8,
  pad: pad(1),
  addr: addresses(nodeAddressesMax),
});

/** An address on the fabric from which connections leave through a load balancer's node. */
const origin = struct({
  eni: id,
  /** As that of a front. */
  outbound: id,
  addr: address,
  gateway: address,
  /** The node's subnet: what is in it is reached without the gateway. */
  subnet: u32,
  mask: u32,
  ifindex: u32,
  idle_seconds: u32,
  mac,
  mss: u16,
});

/** Flows that were opened before `cut_ns` end. */
const target = struct({
  cut_ns: u64,
  addr: address,
  next_hop: address,
  port: be16,
  /** Whether connections begin with a PROXY protocol header. */
  proxy_protocol: u8,
  /** For relays: whether the target speaks TLS. */
  tls: u8,
  /** For the next daemon: whether its connections end when it leaves the plan. */
  terminates: u8,
  /** Whether it gets connections because too few targets are healthy. */
  fails_open: u8,
  pad: pad(2),
});
const sourceKey = struct({ prefix_length: u32, set: idBytes, addr: address });
const eni = struct({
  epoch: u32,
  /** 1: the limit has a rate, so that every packet has to be looked at. */
  paced: u8,
  pad: pad(3),
  /** 0: none. */
  limit: id,
  /** The endpoint whose interface it is; zeros for a load balancer's. */
  endpoint: chars(endpointIdBytes),
  pad2: pad(2),
});

/** Bounds of an endpoint, all its interfaces together; 0 is no bound. */
const limit = struct({
  bytes_per_second: u64,
  /** How far what was sent may be ahead of the rate. */
  burst_ns: u64,
  connections: u32,
  pad: pad(4),
});

/** What an endpoint with bounds has used. */
const usage = struct({
  /** When all that was sent would have been sent at the rate. */
  sent_until_ns: u64,
  /** Connections that were opened since there are bounds, and are open. */
  connections: u64,
});

const eniStats = struct({
  opened: u64,
  open: u64,
  packets_in: u64,
  bytes_in: u64,
  packets_out: u64,
  bytes_out: u64,
  resets: u64,
  port_errors: u64,
  /** By number of the reason; the first is not used. */
  drops: u64s(dropReasonNames.length + 1),
  /** By traffic class, both directions together. */
  opened_by: u64s(trafficClassCount),
  open_by: u64s(trafficClassCount),
  packets_by: u64s(trafficClassCount),
  bytes_by: u64s(trafficClassCount),
  /** Connections that a reset of the client, of the target, ended. */
  client_resets: u64,
  target_resets: u64,
  /** Of `resets`, those to targets. */
  resets_to_targets: u64,
  /** First packets that opened nothing, by `refusals` and protocol. */
  refused: u64s(refusalCounters),
  /** Connections to targets that got them because too few are healthy. */
  failed_open: u64,
});

const control = struct({
  generation: u64,
  half_open_seconds: u32,
  closing_seconds: u32,
  /** Packets that an interface may send to the resolver in a second; 0: as many as it likes. */
  questions_per_second: u32,
  pad: pad(4),
});

/** What an address on a leg has sent to the resolver: the second of the kernel's clock, and, in 32 bits, how many packets. */
const asker = struct({ second_and_packets: u64 });

/** What the last sweep met and did. */
const swept = struct({ connections: u64, expired: u64, orphans: u64 });

/** Every struct under its name in C. */
export const structs = {
  flow_key: flowKey,
  flow,
  listener_key: listenerKey,
  listener,
  address_key: addressKey,
  address_value: addressValue,
  front,
  origin,
  target,
  source_key: sourceKey,
  eni,
  limit,
  usage,
  eni_stats: eniStats,
  control,
  asker,
  swept,
} as const satisfies Record<string, Layout>;

const idStruct = struct({ id });
const index = struct({ index: u32 });

/** Key and value of each map. The values of `target_tables` are maps and those of `drops` one number a processor. */
export const maps = {
  flows: { key: flowKey, value: flow },
  listeners: { key: listenerKey, value: listener },
  addresses: { key: addressKey, value: addressValue },
  fronts: { key: idStruct, value: front },
  origins: { key: addressKey, value: origin },
  targets: { key: idStruct, value: target },
  sources: { key: sourceKey, value: struct({ allowed: u8 }) },
  enis: { key: idStruct, value: eni },
  limits: { key: idStruct, value: limit },
  usages: { key: idStruct, value: usage },
  eni_stats: { key: idStruct, value: eniStats },
  control: { key: index, value: control },
  askers: { key: addressKey, value: asker },
  swept: { key: index, value: swept },
} as const;

export type MapName = keyof typeof maps | 'target_tables' | 'drops';

/** Names a layout: maps of another layout cannot be taken over. 12 hexadecimal digits. */
export function layoutHash(): string {
  return createHash('sha256').update(layoutHeader()).digest('hex').slice(0, 12);
}

/** The C header with everything above. */
export function layoutHeader(): string {
  return `${[
    '/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */',
    '/* Made by scripts/generate-layout.ts (npm run generate) from src/hyperplane/layout.ts. Do not edit. */',
    '#pragma once',
    '#include <linux/types.h>',
    '',
    'struct address {',
    '\t__be32 word[4];',
    '};',
    '',
    `#define PACKET_BYTES_MAX ${packetBytesMax}`,
    `#define NODE_ADDRESSES_MAX ${nodeAddressesMax}`,
    `#define LEG_MTU ${legMtu}`,
    `#define UDP_IDLE_SECONDS ${udpIdleTimeoutSeconds}`,
    `#define PROXY_HEADER_BYTES ${proxyHeaderBytes}`,
    `#define ENDPOINT_ID_BYTES ${endpointIdBytes}`,
    ...fabricLines(),
    '',
    ...enumeration(
      'drop_reason',
      'DROP',
      ['none', ...dropReasonNames].map((name, number) => [name, number]),
    ),
    `#define DROP_REASONS ${dropReasonNames.length + 1}`,
    '',
    ...enumeration('flow_flag', 'FLOW', Object.entries(flowFlags)),
    '',
    ...enumeration('address_role', 'ROLE', Object.entries(addressRoles)),
    '',
    ...enumeration('traffic_class', 'TRAFFIC', Object.entries(trafficClasses)),
    `#define TRAFFIC_CLASSES ${trafficClassCount}`,
    '',
    ...enumeration('refusal', 'REFUSAL', Object.entries(refusals)),
    `#define REFUSAL_COUNTERS ${refusalCounters}`,
    ...Object.entries(structs).flatMap(([name, of]) => ['', ...declaration(name, of)]),
  ].join('\n')}\n`;
}

/** The hardware address of the fabric's own stack, and the two prefixes that `fabricName` swaps. */
function fabricLines(): string[] {
  const bytes = fabricMacs.stack.split(':').map((byte) => `0x${byte}`);
  return [
    `#define FABRIC_STACK_MAC { ${bytes.join(', ')} }`,
    `#define FABRIC_HIDDEN_BASE 0x${hiddenFabric.base.toString(16)}`,
    `#define FABRIC_HIDDEN_MASK 0x${((-1 << (32 - hiddenFabric.prefixLength)) >>> 0).toString(16)}`,
    `#define FABRIC_HIDDEN_SWAP 0x${hiddenFabric.swap.toString(16)}`,
  ];
}

function enumeration(
  name: string,
  prefix: string,
  members: readonly (readonly [string, number])[],
): string[] {
  return [
    `enum ${name} {`,
    ...members.map(([member, value]) => `\t${prefix}_${member.toUpperCase()} = ${value},`),
    '};',
  ];
}

function declaration(name: string, of: Layout): string[] {
  return [
    `struct ${name} {`,
    ...of.fields.map((field) => `\t${field.kind.declare(field.name)};`),
    '};',
    `_Static_assert(sizeof(struct ${name}) == ${of.size}, "size of ${name}");`,
    ...of.fields.map(
      (field) =>
        `_Static_assert(__builtin_offsetof(struct ${name}, ${field.name}) == ${field.offset}, "${name}.${field.name}");`,
    ),
  ];
}
