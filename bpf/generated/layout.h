/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/* Made by scripts/generate-layout.ts (npm run generate) from src/hyperplane/layout.ts. Do not edit. */
#pragma once
#include <linux/types.h>

struct address {
	__be32 word[4];
};

#define PACKET_BYTES_MAX 8500
#define NODE_ADDRESSES_MAX 8
#define LEG_MTU 1500
#define UDP_IDLE_SECONDS 120
#define PROXY_HEADER_BYTES 100
#define ENDPOINT_ID_BYTES 22
#define FABRIC_STACK_MAC { 0x0a, 0x00, 0x64, 0x40, 0x00, 0x02 }
#define FABRIC_HIDDEN_BASE 0xfc400000
#define FABRIC_HIDDEN_MASK 0xffc00000
#define FABRIC_HIDDEN_SWAP 0x98000000

enum drop_reason {
	DROP_NONE = 0,
	DROP_TRUNCATED = 1,
	DROP_VLAN = 2,
	DROP_NOT_UNICAST = 3,
	DROP_NOT_IPV4 = 4,
	DROP_ARP_MALFORMED = 5,
	DROP_ARP_NOT_OURS = 6,
	DROP_IP_MALFORMED = 7,
	DROP_IP_OPTIONS = 8,
	DROP_IP_CHECKSUM = 9,
	DROP_IP_FRAGMENT = 10,
	DROP_TTL_EXPIRED = 11,
	DROP_TOO_LARGE = 12,
	DROP_ICMP = 13,
	DROP_PROTOCOL = 14,
	DROP_TCP_MALFORMED = 15,
	DROP_NOT_OURS = 16,
	DROP_NO_LISTENER = 17,
	DROP_NO_FLOW = 18,
	DROP_MARTIAN_SOURCE = 19,
	DROP_SECURITY_GROUP = 20,
	DROP_ENI_MISSING = 21,
	DROP_FRONT_MISSING = 22,
	DROP_NO_TARGET = 23,
	DROP_PORT_ALLOCATION = 24,
	DROP_FLOW_TABLE_FULL = 25,
	DROP_SETUP_RACE = 26,
	DROP_REPLY_SYN = 27,
	DROP_FLOW_EXPIRED = 28,
	DROP_FLOW_REVOKED = 29,
	DROP_HELPER_FAILED = 30,
	DROP_UDP_MALFORMED = 31,
	DROP_TARGET_CUT = 32,
	DROP_CONNECTION_LIMIT = 33,
	DROP_BANDWIDTH_LIMIT = 34,
	DROP_LOAD_BALANCER_INBOUND = 35,
	DROP_LOAD_BALANCER_OUTBOUND = 36,
	DROP_RESOLVER_LIMIT = 37,
	DROP_PROXY_HEADER = 38,
};
#define DROP_REASONS 39

enum flow_flag {
	FLOW_FORWARD = 1,
	FLOW_MAC_KNOWN = 2,
	FLOW_DEAD = 4,
	FLOW_SYN_ACK = 8,
	FLOW_ESTABLISHED = 16,
	FLOW_FIN_CLIENT = 32,
	FLOW_FIN_TARGET = 64,
	FLOW_RESET = 128,
	FLOW_REVIVED_CLIENT = 256,
	FLOW_REVIVED_TARGET = 512,
	FLOW_FABRIC = 1024,
	FLOW_CUT = 2048,
	FLOW_PACED = 4096,
	FLOW_COUNTED = 8192,
	FLOW_METERED = 16384,
	FLOW_HEADER = 32768,
};

enum address_role {
	ROLE_ENDPOINT = 0,
	ROLE_NODE = 1,
};

enum traffic_class {
	TRAFFIC_TCP = 0,
	TRAFFIC_UDP = 1,
	TRAFFIC_TLS = 2,
	TRAFFIC_OWN = 3,
};
#define TRAFFIC_CLASSES 4

enum refusal {
	REFUSAL_REJECTED = 0,
	REFUSAL_BLOCKED = 1,
	REFUSAL_INBOUND = 2,
	REFUSAL_OUTBOUND = 3,
};
#define REFUSAL_COUNTERS 8

struct flow_key {
	struct address src;
	struct address dst;
	__be16 sport;
	__be16 dport;
	__u32 ifindex;
	__u8 protocol;
	__u8 pad[3];
};
_Static_assert(sizeof(struct flow_key) == 44, "size of flow_key");
_Static_assert(__builtin_offsetof(struct flow_key, src) == 0, "flow_key.src");
_Static_assert(__builtin_offsetof(struct flow_key, dst) == 16, "flow_key.dst");
_Static_assert(__builtin_offsetof(struct flow_key, sport) == 32, "flow_key.sport");
_Static_assert(__builtin_offsetof(struct flow_key, dport) == 34, "flow_key.dport");
_Static_assert(__builtin_offsetof(struct flow_key, ifindex) == 36, "flow_key.ifindex");
_Static_assert(__builtin_offsetof(struct flow_key, protocol) == 40, "flow_key.protocol");
_Static_assert(__builtin_offsetof(struct flow_key, pad) == 41, "flow_key.pad");

struct flow {
	__u64 last_seen_ns;
	__u64 packets;
	__u64 bytes;
	__u64 eni;
	__u32 generation;
	__u32 epoch;
	__u32 flags;
	__u32 ifindex;
	__u8 dmac[6];
	__u8 smac[6];
	__be16 sport;
	__be16 dport;
	struct address src;
	struct address dst;
	__u8 sender[6];
	__u16 mss;
	__u32 next_seq;
	__u32 ack;
	__u32 idle_seconds;
	struct address next_hop;
	__u8 protocol;
	__u8 traffic;
	__u8 pad[2];
	__u64 opened_ns;
	__u64 target;
};
_Static_assert(sizeof(struct flow) == 152, "size of flow");
_Static_assert(__builtin_offsetof(struct flow, last_seen_ns) == 0, "flow.last_seen_ns");
_Static_assert(__builtin_offsetof(struct flow, packets) == 8, "flow.packets");
_Static_assert(__builtin_offsetof(struct flow, bytes) == 16, "flow.bytes");
_Static_assert(__builtin_offsetof(struct flow, eni) == 24, "flow.eni");
_Static_assert(__builtin_offsetof(struct flow, generation) == 32, "flow.generation");
_Static_assert(__builtin_offsetof(struct flow, epoch) == 36, "flow.epoch");
_Static_assert(__builtin_offsetof(struct flow, flags) == 40, "flow.flags");
_Static_assert(__builtin_offsetof(struct flow, ifindex) == 44, "flow.ifindex");
_Static_assert(__builtin_offsetof(struct flow, dmac) == 48, "flow.dmac");
_Static_assert(__builtin_offsetof(struct flow, smac) == 54, "flow.smac");
_Static_assert(__builtin_offsetof(struct flow, sport) == 60, "flow.sport");
_Static_assert(__builtin_offsetof(struct flow, dport) == 62, "flow.dport");
_Static_assert(__builtin_offsetof(struct flow, src) == 64, "flow.src");
_Static_assert(__builtin_offsetof(struct flow, dst) == 80, "flow.dst");
_Static_assert(__builtin_offsetof(struct flow, sender) == 96, "flow.sender");
_Static_assert(__builtin_offsetof(struct flow, mss) == 102, "flow.mss");
_Static_assert(__builtin_offsetof(struct flow, next_seq) == 104, "flow.next_seq");
_Static_assert(__builtin_offsetof(struct flow, ack) == 108, "flow.ack");
_Static_assert(__builtin_offsetof(struct flow, idle_seconds) == 112, "flow.idle_seconds");
_Static_assert(__builtin_offsetof(struct flow, next_hop) == 116, "flow.next_hop");
_Static_assert(__builtin_offsetof(struct flow, protocol) == 132, "flow.protocol");
_Static_assert(__builtin_offsetof(struct flow, traffic) == 133, "flow.traffic");
_Static_assert(__builtin_offsetof(struct flow, pad) == 134, "flow.pad");
_Static_assert(__builtin_offsetof(struct flow, opened_ns) == 136, "flow.opened_ns");
_Static_assert(__builtin_offsetof(struct flow, target) == 144, "flow.target");

struct listener_key {
	struct address addr;
	__u32 ifindex;
	__be16 port;
	__u8 protocol;
	__u8 pad[1];
};
_Static_assert(sizeof(struct listener_key) == 24, "size of listener_key");
_Static_assert(__builtin_offsetof(struct listener_key, addr) == 0, "listener_key.addr");
_Static_assert(__builtin_offsetof(struct listener_key, ifindex) == 16, "listener_key.ifindex");
_Static_assert(__builtin_offsetof(struct listener_key, port) == 20, "listener_key.port");
_Static_assert(__builtin_offsetof(struct listener_key, protocol) == 22, "listener_key.protocol");
_Static_assert(__builtin_offsetof(struct listener_key, pad) == 23, "listener_key.pad");

struct listener {
	__u64 eni;
	__u64 front;
	__u64 sources;
	__u16 mss;
	__u8 pad[6];
};
_Static_assert(sizeof(struct listener) == 32, "size of listener");
_Static_assert(__builtin_offsetof(struct listener, eni) == 0, "listener.eni");
_Static_assert(__builtin_offsetof(struct listener, front) == 8, "listener.front");
_Static_assert(__builtin_offsetof(struct listener, sources) == 16, "listener.sources");
_Static_assert(__builtin_offsetof(struct listener, mss) == 24, "listener.mss");
_Static_assert(__builtin_offsetof(struct listener, pad) == 26, "listener.pad");

struct address_key {
	struct address addr;
	__u32 ifindex;
};
_Static_assert(sizeof(struct address_key) == 20, "size of address_key");
_Static_assert(__builtin_offsetof(struct address_key, addr) == 0, "address_key.addr");
_Static_assert(__builtin_offsetof(struct address_key, ifindex) == 16, "address_key.ifindex");

struct address_value {
	__u64 eni;
	__u8 mac[6];
	__u8 role;
	__u8 pad[1];
};
_Static_assert(sizeof(struct address_value) == 16, "size of address_value");
_Static_assert(__builtin_offsetof(struct address_value, eni) == 0, "address_value.eni");
_Static_assert(__builtin_offsetof(struct address_value, mac) == 8, "address_value.mac");
_Static_assert(__builtin_offsetof(struct address_value, role) == 14, "address_value.role");
_Static_assert(__builtin_offsetof(struct address_value, pad) == 15, "address_value.pad");

struct front {
	__u64 table;
	__u64 inbound;
	__u64 outbound;
	__u32 ifindex;
	__u32 idle_seconds;
	__u32 slots;
	__u8 mac[6];
	__u8 fabric;
	__u8 sticky;
	__u8 addresses;
	__u8 tls;
	__u8 metered;
	__u8 pad[1];
	struct address addr[8];
};
_Static_assert(sizeof(struct front) == 176, "size of front");
_Static_assert(__builtin_offsetof(struct front, table) == 0, "front.table");
_Static_assert(__builtin_offsetof(struct front, inbound) == 8, "front.inbound");
_Static_assert(__builtin_offsetof(struct front, outbound) == 16, "front.outbound");
_Static_assert(__builtin_offsetof(struct front, ifindex) == 24, "front.ifindex");
_Static_assert(__builtin_offsetof(struct front, idle_seconds) == 28, "front.idle_seconds");
_Static_assert(__builtin_offsetof(struct front, slots) == 32, "front.slots");
_Static_assert(__builtin_offsetof(struct front, mac) == 36, "front.mac");
_Static_assert(__builtin_offsetof(struct front, fabric) == 42, "front.fabric");
_Static_assert(__builtin_offsetof(struct front, sticky) == 43, "front.sticky");
_Static_assert(__builtin_offsetof(struct front, addresses) == 44, "front.addresses");
_Static_assert(__builtin_offsetof(struct front, tls) == 45, "front.tls");
_Static_assert(__builtin_offsetof(struct front, metered) == 46, "front.metered");
_Static_assert(__builtin_offsetof(struct front, pad) == 47, "front.pad");
_Static_assert(__builtin_offsetof(struct front, addr) == 48, "front.addr");

struct origin {
	__u64 eni;
	__u64 outbound;
	struct address addr;
	struct address gateway;
	__u32 subnet;
	__u32 mask;
	__u32 ifindex;
	__u32 idle_seconds;
	__u8 mac[6];
	__u16 mss;
};
_Static_assert(sizeof(struct origin) == 72, "size of origin");
_Static_assert(__builtin_offsetof(struct origin, eni) == 0, "origin.eni");
_Static_assert(__builtin_offsetof(struct origin, outbound) == 8, "origin.outbound");
_Static_assert(__builtin_offsetof(struct origin, addr) == 16, "origin.addr");
_Static_assert(__builtin_offsetof(struct origin, gateway) == 32, "origin.gateway");
_Static_assert(__builtin_offsetof(struct origin, subnet) == 48, "origin.subnet");
_Static_assert(__builtin_offsetof(struct origin, mask) == 52, "origin.mask");
_Static_assert(__builtin_offsetof(struct origin, ifindex) == 56, "origin.ifindex");
_Static_assert(__builtin_offsetof(struct origin, idle_seconds) == 60, "origin.idle_seconds");
_Static_assert(__builtin_offsetof(struct origin, mac) == 64, "origin.mac");
_Static_assert(__builtin_offsetof(struct origin, mss) == 70, "origin.mss");

struct target {
	__u64 cut_ns;
	struct address addr;
	struct address next_hop;
	__be16 port;
	__u8 proxy_protocol;
	__u8 tls;
	__u8 terminates;
	__u8 fails_open;
	__u8 pad[2];
};
_Static_assert(sizeof(struct target) == 48, "size of target");
_Static_assert(__builtin_offsetof(struct target, cut_ns) == 0, "target.cut_ns");
_Static_assert(__builtin_offsetof(struct target, addr) == 8, "target.addr");
_Static_assert(__builtin_offsetof(struct target, next_hop) == 24, "target.next_hop");
_Static_assert(__builtin_offsetof(struct target, port) == 40, "target.port");
_Static_assert(__builtin_offsetof(struct target, proxy_protocol) == 42, "target.proxy_protocol");
_Static_assert(__builtin_offsetof(struct target, tls) == 43, "target.tls");
_Static_assert(__builtin_offsetof(struct target, terminates) == 44, "target.terminates");
_Static_assert(__builtin_offsetof(struct target, fails_open) == 45, "target.fails_open");
_Static_assert(__builtin_offsetof(struct target, pad) == 46, "target.pad");

struct source_key {
	__u32 prefix_length;
	__u8 set[8];
	struct address addr;
};
_Static_assert(sizeof(struct source_key) == 28, "size of source_key");
_Static_assert(__builtin_offsetof(struct source_key, prefix_length) == 0, "source_key.prefix_length");
_Static_assert(__builtin_offsetof(struct source_key, set) == 4, "source_key.set");
_Static_assert(__builtin_offsetof(struct source_key, addr) == 12, "source_key.addr");

struct eni {
	__u32 epoch;
	__u8 paced;
	__u8 pad[3];
	__u64 limit;
	__u8 endpoint[22];
	__u8 pad2[2];
};
_Static_assert(sizeof(struct eni) == 40, "size of eni");
_Static_assert(__builtin_offsetof(struct eni, epoch) == 0, "eni.epoch");
_Static_assert(__builtin_offsetof(struct eni, paced) == 4, "eni.paced");
_Static_assert(__builtin_offsetof(struct eni, pad) == 5, "eni.pad");
_Static_assert(__builtin_offsetof(struct eni, limit) == 8, "eni.limit");
_Static_assert(__builtin_offsetof(struct eni, endpoint) == 16, "eni.endpoint");
_Static_assert(__builtin_offsetof(struct eni, pad2) == 38, "eni.pad2");

struct limit {
	__u64 bytes_per_second;
	__u64 burst_ns;
	__u32 connections;
	__u8 pad[4];
};
_Static_assert(sizeof(struct limit) == 24, "size of limit");
_Static_assert(__builtin_offsetof(struct limit, bytes_per_second) == 0, "limit.bytes_per_second");
_Static_assert(__builtin_offsetof(struct limit, burst_ns) == 8, "limit.burst_ns");
_Static_assert(__builtin_offsetof(struct limit, connections) == 16, "limit.connections");
_Static_assert(__builtin_offsetof(struct limit, pad) == 20, "limit.pad");

struct usage {
	__u64 sent_until_ns;
	__u64 connections;
};
_Static_assert(sizeof(struct usage) == 16, "size of usage");
_Static_assert(__builtin_offsetof(struct usage, sent_until_ns) == 0, "usage.sent_until_ns");
_Static_assert(__builtin_offsetof(struct usage, connections) == 8, "usage.connections");

struct eni_stats {
	__u64 opened;
	__u64 open;
	__u64 packets_in;
	__u64 bytes_in;
	__u64 packets_out;
	__u64 bytes_out;
	__u64 resets;
	__u64 port_errors;
	__u64 drops[39];
	__u64 opened_by[4];
	__u64 open_by[4];
	__u64 packets_by[4];
	__u64 bytes_by[4];
	__u64 client_resets;
	__u64 target_resets;
	__u64 resets_to_targets;
	__u64 refused[8];
	__u64 failed_open;
};
_Static_assert(sizeof(struct eni_stats) == 600, "size of eni_stats");
_Static_assert(__builtin_offsetof(struct eni_stats, opened) == 0, "eni_stats.opened");
_Static_assert(__builtin_offsetof(struct eni_stats, open) == 8, "eni_stats.open");
_Static_assert(__builtin_offsetof(struct eni_stats, packets_in) == 16, "eni_stats.packets_in");
_Static_assert(__builtin_offsetof(struct eni_stats, bytes_in) == 24, "eni_stats.bytes_in");
_Static_assert(__builtin_offsetof(struct eni_stats, packets_out) == 32, "eni_stats.packets_out");
_Static_assert(__builtin_offsetof(struct eni_stats, bytes_out) == 40, "eni_stats.bytes_out");
_Static_assert(__builtin_offsetof(struct eni_stats, resets) == 48, "eni_stats.resets");
_Static_assert(__builtin_offsetof(struct eni_stats, port_errors) == 56, "eni_stats.port_errors");
_Static_assert(__builtin_offsetof(struct eni_stats, drops) == 64, "eni_stats.drops");
_Static_assert(__builtin_offsetof(struct eni_stats, opened_by) == 376, "eni_stats.opened_by");
_Static_assert(__builtin_offsetof(struct eni_stats, open_by) == 408, "eni_stats.open_by");
_Static_assert(__builtin_offsetof(struct eni_stats, packets_by) == 440, "eni_stats.packets_by");
_Static_assert(__builtin_offsetof(struct eni_stats, bytes_by) == 472, "eni_stats.bytes_by");
_Static_assert(__builtin_offsetof(struct eni_stats, client_resets) == 504, "eni_stats.client_resets");
_Static_assert(__builtin_offsetof(struct eni_stats, target_resets) == 512, "eni_stats.target_resets");
_Static_assert(__builtin_offsetof(struct eni_stats, resets_to_targets) == 520, "eni_stats.resets_to_targets");
_Static_assert(__builtin_offsetof(struct eni_stats, refused) == 528, "eni_stats.refused");
_Static_assert(__builtin_offsetof(struct eni_stats, failed_open) == 592, "eni_stats.failed_open");

struct control {
	__u64 generation;
	__u32 half_open_seconds;
	__u32 closing_seconds;
	__u32 questions_per_second;
	__u8 pad[4];
};
_Static_assert(sizeof(struct control) == 24, "size of control");
_Static_assert(__builtin_offsetof(struct control, generation) == 0, "control.generation");
_Static_assert(__builtin_offsetof(struct control, half_open_seconds) == 8, "control.half_open_seconds");
_Static_assert(__builtin_offsetof(struct control, closing_seconds) == 12, "control.closing_seconds");
_Static_assert(__builtin_offsetof(struct control, questions_per_second) == 16, "control.questions_per_second");
_Static_assert(__builtin_offsetof(struct control, pad) == 20, "control.pad");

struct asker {
	__u64 second_and_packets;
};
_Static_assert(sizeof(struct asker) == 8, "size of asker");
_Static_assert(__builtin_offsetof(struct asker, second_and_packets) == 0, "asker.second_and_packets");

struct swept {
	__u64 connections;
	__u64 expired;
	__u64 orphans;
};
_Static_assert(sizeof(struct swept) == 24, "size of swept");
_Static_assert(__builtin_offsetof(struct swept, connections) == 0, "swept.connections");
_Static_assert(__builtin_offsetof(struct swept, expired) == 8, "swept.expired");
_Static_assert(__builtin_offsetof(struct swept, orphans) == 16, "swept.orphans");
