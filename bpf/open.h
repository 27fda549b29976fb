/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/* New connections: who may open one, to which target, from which port. */
#pragma once
#include <linux/errno.h>
#include "arp.h"
#include "flow.h"
#include "reset.h"

/* Ports that are handed out. What AWS calls a port allocation error is none of them being free. */
#define PORT_FIRST 1024
#define PORTS (65536 - PORT_FIRST)
/*
 * At 60,000 of the 64,512 ports taken, the chance that none of so many tries is free is below one in ten million. Each
 * is drawn anew: the ports that are taken stand in long rows, as clients count through theirs, and any fixed step is
 * caught in a row now and then.
 */
#define PORT_TRIES 256
/* A connection that has been closed for this long gives its port away. */
#define TAKEOVER_NS SECOND

/* What a new connection is made of. */
struct opening {
	__u64 now;
	__u64 eni;
	/* 0 from the fabric, where nobody chose one. */
	__u64 target;
	/* 0 from the fabric too. */
	__u64 front;
	/* The connection as the target sees it, and where frames to it go. */
	struct address src;
	struct address dst;
	struct address next_hop;
	__u32 ifindex;
	__u32 idle_seconds;
	__u32 generation;
	__u32 epoch;
	__be16 port;
	__u16 mss;
	__u8 node_mac[ETH_ALEN];
	/* Of the address that the client sent to. */
	__u8 asked_mac[ETH_ALEN];
	/* FLOW_FABRIC when packets to the target, to the client, go to the fabric. */
	__u32 towards_target;
	__u32 towards_client;
	/* FLOW_PACED when the endpoint has a rate. */
	__u32 paced;
	/* How many addresses the node has. */
	__u32 addresses;
	/* Bounds of the endpoint, 0 for none. */
	__u64 limit;
	/* A traffic class. */
	__u32 traffic;
	__u32 pad;
};

/* Too large for the stack beside an entry. Each processor opens one connection at a time. */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct opening);
} openings SEC(".maps");

/* Whether the set of allowed sources has the address. Set 0 has all. */
always_inline int source_is_allowed(__u64 set, const struct address *source)
{
	struct source_key key;

	if (!set)
		return 1;
	key.prefix_length = 8 * (sizeof(key.set) + sizeof(key.addr));
	__builtin_memcpy(key.set, &set, sizeof(set));
	key.addr = *source;
	return bpf_map_lookup_elem(&sources, &key) != NULL;
}

/* RFC 6890: addresses that no packet can come from; or one of ours, which does not open connections on this leg. */
always_inline int source_is_martian(const struct packet *packet)
{
	__be32 source = packet->key.src.word[3];
	__u8 first = bpf_ntohl(source) >> 24;

	return first == 0 || first == 127 || first >= 224 || packet->key.sport == 0 ||
	       address_on_leg(packet->key.ifindex, source) != NULL;
}

/* The finalizer of MurmurHash3: every bit of the input moves every bit of the output. */
always_inline __u64 mix(__u64 value)
{
	value ^= value >> 33;
	value *= 0xff51afd7ed558ccdULL;
	value ^= value >> 33;
	value *= 0xc4ceb9fe1a85ec53ULL;
	return value ^ (value >> 33);
}

/* As AWS states it: addresses, ports and the TCP sequence number. A SYN that is sent again meets the same slot. */
always_inline __u32 hash_packet(const struct packet *packet)
{
	__u64 addresses_hash = mix((__u64)packet->key.src.word[3] << 32 | packet->key.dst.word[3]);
	__u64 ports = (__u64)packet->key.sport << 16 | packet->key.dport;

	return mix(addresses_hash ^ (ports << 32 | packet->seq));
}

/* Of the client alone; clients of two endpoints may have the same address. */
always_inline __u32 hash_client(const struct packet *packet, __u64 eni)
{
	return mix(eni ^ packet->key.src.word[3]);
}

always_inline struct target *choose_target(const struct front *front, const struct packet *packet,
					   struct opening *opening)
{
	__u32 hash = front->sticky ? hash_client(packet, opening->eni) : hash_packet(packet);
	__u64 table_id = front->table, *target_id;
	void *table = bpf_map_lookup_elem(&target_tables, &table_id);
	__u32 slot = ((__u64)hash * front->slots) >> 32;

	if (!table)
		return NULL;
	target_id = bpf_map_lookup_elem(table, &slot);
	if (!target_id)
		return NULL;
	opening->target = *target_id;
	return bpf_map_lookup_elem(&targets, target_id);
}

/* The port of a connection that was idle for so long. Of several processors that want it one gets it. */
always_inline int take_over(const struct flow_key *key, struct flow *flow, __u64 now, __u64 limit)
{
	return pair_is_idle(flow, now, limit) && remove_pair(key, flow);
}

enum search { SEARCH_FREE, SEARCH_LOST, SEARCH_NONE };

/*
 * Puts a port into `key->dport` that was free a moment ago. LOST: somebody else was quicker or the connection lives.
 *
 * Not static: the verifier looks at such a function once by itself (Linux 5.12), and not again at each place from which it
 * is called. With this loop that is the difference between a program that is loaded and one that is too large.
 */
__noinline int find_port(struct flow_key *key, __u64 now)
{
	/* Linux 6.1 takes no key from memory that is another function's. */
	struct flow_key tried;
	struct flow *flow;
	__u64 limit;

	if (!key)
		return SEARCH_NONE;
	tried = *key;
	for (int i = 0; i < PORT_TRIES; i++) {
		tried.dport = bpf_htons(PORT_FIRST + bpf_get_prandom_u32() % PORTS);
		flow = bpf_map_lookup_elem(&flows, &tried);
		limit = flow && !is_closing(flow->flags) ? flow->idle_seconds * SECOND : TAKEOVER_NS;
		if (flow && !idle_for(flow, now, limit))
			continue;
		key->dport = tried.dport;
		return !flow || take_over(&tried, flow, now, limit) ? SEARCH_FREE : SEARCH_LOST;
	}
	return SEARCH_NONE;
}

/* What both directions have in common. A UDP flow is open from its first datagram on. */
always_inline void fill_common(struct flow *value, const struct packet *packet, const struct opening *opening)
{
	value->last_seen_ns = opening->now;
	value->opened_ns = opening->now;
	value->target = opening->target;
	value->eni = opening->eni;
	value->generation = opening->generation;
	value->epoch = opening->epoch;
	value->mss = opening->mss;
	value->idle_seconds = opening->idle_seconds;
	value->protocol = packet->key.protocol;
	value->traffic = opening->traffic;
	value->flags = opening->paced | (packet->key.protocol == IPPROTO_UDP ? FLOW_ESTABLISHED : 0);
}

/*
 * From the target to the client, as if the endpoint had answered. Returns what the map does.
 *
 * Entries are built in functions of their own: Linux 6.1 gives a chain of calls 512 bytes of stack, counts each of its
 * functions rounded up to 32, and the search for a port, which goes deepest, does not fit on top of an entry.
 */
static __noinline int insert_reverse(const struct flow_key *key, const struct packet *packet,
				     const struct opening *opening)
{
	struct flow value = {};

	fill_common(&value, packet, opening);
	value.flags |= FLOW_MAC_KNOWN | opening->towards_client;
	value.ifindex = packet->key.ifindex;
	copy_mac(value.dmac, packet->smac);
	copy_mac(value.smac, opening->asked_mac);
	value.src = packet->key.dst;
	value.dst = packet->key.src;
	value.sport = packet->key.dport;
	value.dport = packet->key.sport;
	value.next_hop = packet->key.src;
	return bpf_map_update_elem(&flows, key, &value, BPF_NOEXIST);
}

/* From the client to the target, as if the load balancer had sent it from `port`. Returns what the map does. */
static __noinline int insert_forward(const struct packet *packet, const struct opening *opening, __be16 port)
{
	const __u8 stack_mac[ETH_ALEN] = FABRIC_STACK_MAC;
	struct flow value = {};

	fill_common(&value, packet, opening);
	value.flags |= FLOW_FORWARD | (opening->limit ? FLOW_COUNTED : 0);
	if (opening->towards_target) {
		value.flags |= FLOW_MAC_KNOWN | FLOW_FABRIC;
		copy_mac(value.dmac, stack_mac);
	}
	value.ifindex = opening->ifindex;
	copy_mac(value.smac, opening->node_mac);
	copy_mac(value.sender, packet->smac);
	value.src = opening->src;
	value.dst = opening->dst;
	value.sport = port;
	value.dport = opening->port;
	value.next_hop = opening->next_hop;
	value.next_seq = packet->seq;
	return bpf_map_update_elem(&flows, &packet->key, &value, BPF_NOEXIST);
}

always_inline int reason_of(int error)
{
	if (!error)
		return DROP_NONE;
	return error == -EEXIST ? DROP_SETUP_RACE : DROP_FLOW_TABLE_FULL;
}

/*
 * Inserts the entry of the reverse direction under a port towards the target that no connection has: the client's own,
 * else any. `key->dport` holds the client's when called and the one found afterwards. Returns the reason to drop.
 * Twice the search can be lost to another processor; then the client's next SYN tries again.
 */
always_inline int allocate_port(struct flow_key *key, const struct packet *packet, const struct opening *opening)
{
	int error = -EEXIST, found;

	if (bpf_ntohs(key->dport) >= PORT_FIRST)
		error = insert_reverse(key, packet, opening);
	for (int i = 0; i < 2 && error == -EEXIST; i++) {
		found = find_port(key, opening->now);
		if (found == SEARCH_NONE)
			return DROP_PORT_ALLOCATION;
		if (found == SEARCH_FREE)
			error = insert_reverse(key, packet, opening);
	}
	return reason_of(error);
}

/* Inserts both directions, or neither. Returns the reason to drop. */
static __noinline int insert_pair(const struct packet *packet, const struct opening *opening)
{
	struct flow_key reverse = {
		.src = opening->dst,
		.dst = opening->src,
		.sport = opening->port,
		.dport = packet->key.sport,
		.ifindex = opening->ifindex,
		.protocol = packet->key.protocol,
	};
	int reason = allocate_port(&reverse, packet, opening);

	if (reason)
		return reason;
	reason = reason_of(insert_forward(packet, opening, reverse.dport));
	if (reason)
		bpf_map_delete_elem(&flows, &reverse);
	return reason;
}

/* Whose connection it is. Returns the reason to drop. */
always_inline int open_under(struct opening *opening, __u64 eni_id)
{
	struct eni *eni = bpf_map_lookup_elem(&enis, &eni_id);

	if (!eni)
		return DROP_ENI_MISSING;
	opening->eni = eni_id;
	opening->epoch = eni->epoch;
	opening->limit = eni->limit;
	opening->paced = eni->paced ? FLOW_PACED : 0;
	return DROP_NONE;
}

/* One of the node's addresses, by a number of any size. */
always_inline void take_address(const struct front *front, struct opening *opening, __u32 number)
{
	__u32 index = opening->addresses > 1 ? number % opening->addresses : 0;

	/* Linux 6.1 forgets what it knows of a number when that is copied; masked just before its use it stays bounded. */
	asm volatile("" : "+r"(index));
	opening->src = front->addr[index & (NODE_ADDRESSES_MAX - 1)];
}

always_inline __u32 traffic_of(const struct packet *packet, const struct front *front)
{
	if (packet->key.protocol == IPPROTO_UDP)
		return TRAFFIC_UDP;
	return front->tls ? TRAFFIC_TLS : TRAFFIC_TCP;
}

/* The target of a connection to a listener. Returns the reason to drop. */
static __noinline int choose(const struct packet *packet, const struct listener *listener, struct opening *opening)
{
	__u64 front_id = listener->front;
	const struct front *front;
	const struct target *target;
	int reason = open_under(opening, listener->eni);

	if (reason)
		return reason;
	front = bpf_map_lookup_elem(&fronts, &front_id);
	if (!front)
		return DROP_FRONT_MISSING;
	target = choose_target(front, packet, opening);
	if (!target)
		return DROP_NO_TARGET;
	opening->mss = listener->mss;
	opening->idle_seconds = packet->key.protocol == IPPROTO_UDP && !front->fabric ? UDP_IDLE_SECONDS
										      : front->idle_seconds;
	opening->ifindex = front->ifindex;
	opening->front = front_id;
	opening->addresses = front->addresses;
	take_address(front, opening, hash_packet(packet) >> 16);
	copy_mac(opening->node_mac, front->mac);
	opening->dst = target->addr;
	opening->port = target->port;
	opening->next_hop = target->next_hop;
	opening->towards_target = front->fabric ? FLOW_FABRIC : 0;
	opening->traffic = traffic_of(packet, front);
	opening->towards_client = 0;
	return DROP_NONE;
}

/* An address in a VPC that lies in the fabric's own range has another name on the fabric. */
always_inline __be32 address_in_vpc(__be32 on_fabric)
{
	if ((on_fabric & bpf_htonl(FABRIC_HIDDEN_MASK)) == bpf_htonl(FABRIC_HIDDEN_BASE))
		return on_fabric ^ bpf_htonl(FABRIC_HIDDEN_SWAP);
	return on_fabric;
}

/* The way through the node that the source address on the fabric stands for. Returns the reason to drop. */
static __noinline int choose_origin(const struct packet *packet, struct opening *opening)
{
	struct address_key key = {.addr = packet->key.src, .ifindex = packet->key.ifindex};
	const struct origin *origin = bpf_map_lookup_elem(&origins, &key);
	__be32 target = address_in_vpc(packet->key.dst.word[3]);
	int reason;

	if (!origin)
		return DROP_NOT_OURS;
	reason = open_under(opening, origin->eni);
	if (reason)
		return reason;
	opening->front = 0;
	opening->addresses = 1;
	opening->target = 0;
	opening->mss = origin->mss;
	opening->idle_seconds = origin->idle_seconds;
	opening->ifindex = origin->ifindex;
	opening->src = origin->addr;
	copy_mac(opening->node_mac, origin->mac);
	set_address(&opening->dst, target);
	opening->port = packet->key.dport;
	opening->next_hop = (bpf_ntohl(target) & origin->mask) == origin->subnet ? opening->dst : origin->gateway;
	copy_mac(opening->asked_mac, packet->dmac);
	opening->towards_target = 0;
	opening->towards_client = FLOW_FABRIC;
	opening->traffic = TRAFFIC_OWN;
	return DROP_NONE;
}

always_inline const struct listener *listener_of(const struct packet *packet)
{
	struct listener_key key = {
		.addr = packet->key.dst,
		.ifindex = packet->key.ifindex,
		.port = packet->key.dport,
		.protocol = packet->key.protocol,
	};

	return bpf_map_lookup_elem(&listeners, &key);
}

/* A first packet that opens nothing. */
static __noinline void count_refused(const struct packet *packet, __u64 eni, __u32 refusal)
{
	struct eni_stats *stats = stats_of(eni);

	if (!stats)
		return;
	if (refusal == REFUSAL_BLOCKED)
		__sync_fetch_and_add(&stats->refused[2 * REFUSAL_BLOCKED + (packet->key.protocol == IPPROTO_UDP)], 1);
	else
		__sync_fetch_and_add(&stats->refused[2 * REFUSAL_REJECTED + (packet->key.protocol == IPPROTO_UDP)], 1);
}

/* Only TCP can say no. */
always_inline int refuse_if_tcp(struct __sk_buff *skb, const struct packet *packet, __u32 reason, __u64 eni)
{
	count_refused(packet, eni, REFUSAL_REJECTED);
	return packet->key.protocol == IPPROTO_TCP ? refuse(skb, packet, reason, eni) : drop_of(reason, eni);
}

/* Whether the packet can be the first of a connection. */
always_inline int is_first(const struct packet *packet)
{
	return packet->key.protocol == IPPROTO_UDP || (packet->tcp_flags & (TCP_SYN | TCP_ACK)) == TCP_SYN;
}

/*
 * A segment in the middle of a connection that is not known, as after an idle timeout. Clients of a listener and targets
 * learn that by a reset; others are not told that the address exists.
 */
always_inline int refuse_stray(struct __sk_buff *skb, const struct packet *packet, const struct address_value *ours,
			       const struct listener *listener)
{
	if (listener && !source_is_allowed(listener->sources, &packet->key.src))
		return drop_of(DROP_SECURITY_GROUP, listener->eni);
	if (listener || ours->role == ROLE_NODE)
		return refuse(skb, packet, DROP_NO_FLOW, ours->eni);
	return drop_of(DROP_NO_FLOW, ours->eni);
}

always_inline void count_opened(__u64 eni, __u32 traffic)
{
	struct eni_stats *stats = stats_of(eni);

	if (!stats)
		return;
	__sync_fetch_and_add(&stats->opened, 1);
	__sync_fetch_and_add(&stats->open, 1);
	__sync_fetch_and_add(&stats->opened_by[traffic % TRAFFIC_CLASSES], 1);
	__sync_fetch_and_add(&stats->open_by[traffic % TRAFFIC_CLASSES], 1);
}

/* Any other of the node's addresses, when the first has no port left. */
static __noinline int take_other_address(struct opening *opening)
{
	__u64 front_id = opening->front;
	const struct front *front = bpf_map_lookup_elem(&fronts, &front_id);
	__be32 before = opening->src.word[3];

	if (!front)
		return 0;
	for (int i = 0; i < NODE_ADDRESSES_MAX && opening->src.word[3] == before; i++)
		take_address(front, opening, bpf_get_prandom_u32());
	return opening->src.word[3] != before;
}

/* Stores the connection. Returns the packet's verdict, or TC_ACT_UNSPEC when the connection is open. */
static __noinline int store_opening(struct __sk_buff *skb, const struct packet *packet, struct opening *opening)
{
	int reason;

	if (opening->limit && !count_in(opening->limit))
		return refuse_if_tcp(skb, packet, DROP_CONNECTION_LIMIT, opening->eni);
	reason = insert_pair(packet, opening);
	if (reason == DROP_PORT_ALLOCATION && opening->addresses > 1 && take_other_address(opening))
		reason = insert_pair(packet, opening);
	if (reason && opening->limit)
		count_out(opening->limit);
	if (reason == DROP_PORT_ALLOCATION)
		return refuse_if_tcp(skb, packet, reason, opening->eni);
	if (reason)
		return drop_of(reason, opening->eni);
	count_opened(opening->eni, opening->traffic);
	return TC_ACT_UNSPEC;
}

/* A packet to no address on the leg: on the fabric it may be for a target. */
static __noinline int open_from_fabric(struct __sk_buff *skb, const struct packet *packet, struct opening *opening)
{
	int reason = choose_origin(packet, opening);

	if (reason)
		return drop(reason);
	if (!is_first(packet))
		return refuse(skb, packet, DROP_NO_FLOW, opening->eni);
	return store_opening(skb, packet, opening);
}

static __noinline int open_to_listener(struct __sk_buff *skb, const struct packet *packet,
				       const struct address_value *ours, struct opening *opening)
{
	const struct listener *listener;
	int reason;

	if (source_is_martian(packet))
		return drop_of(DROP_MARTIAN_SOURCE, ours->eni);
	listener = listener_of(packet);
	if (!is_first(packet))
		return refuse_stray(skb, packet, ours, listener);
	if (!listener)
		return drop_of(DROP_NO_LISTENER, ours->eni);
	if (!source_is_allowed(listener->sources, &packet->key.src)) {
		count_refused(packet, listener->eni, REFUSAL_BLOCKED);
		return drop_of(DROP_SECURITY_GROUP, listener->eni);
	}
	copy_mac(opening->asked_mac, ours->mac);
	reason = choose(packet, listener, opening);
	if (reason == DROP_NO_TARGET)
		return refuse_if_tcp(skb, packet, reason, listener->eni);
	if (reason)
		return drop_of(reason, listener->eni);
	return store_opening(skb, packet, opening);
}

/* A packet without an entry. Returns its verdict, or TC_ACT_UNSPEC when it has opened a connection. */
static __noinline int open_connection(struct __sk_buff *skb, const struct packet *packet, __u64 now, __u32 generation)
{
	__u32 zero = 0;
	struct opening *opening = bpf_map_lookup_elem(&openings, &zero);
	const struct address_value *ours = address_on_leg(packet->key.ifindex, packet->key.dst.word[3]);

	if (!opening)
		return drop(DROP_HELPER_FAILED);
	opening->now = now;
	opening->generation = generation;
	return ours ? open_to_listener(skb, packet, ours, opening) : open_from_fabric(skb, packet, opening);
}
