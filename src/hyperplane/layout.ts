/**
 * What the maps of the data plane hold, in one place: the program's header is made from it (`layout-header.ts`), and the
 * driver reads and writes with it.
 */
import { dropReasonNames } from './drop-reasons.ts';
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
/** How many of them there are. */
export const trafficClassCount = Object.keys(trafficClasses).length;

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
export const refusalCounters = 2 * Object.keys(refusals).length;

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
