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

always_inline struct target *choose_target(const struct front *front, const struct packet *packet)
{
	__u64 table_id = front->table, *target_id;
	void *table = bpf_map_lookup_elem(&target_tables, &table_id);
	__u32 slot = ((__u64)hash_packet(packet) * front->slots) >> 32;

	if (!table)
		return NULL;
	target_id = bpf_map_lookup_elem(table, &slot);
	return target_id ? bpf_map_lookup_elem(&targets, target_id) : NULL;
}

/* What a new connection is made of. All of it is in the maps. */
struct choice {
	const struct address_value *ours;
	const struct listener *listener;
	const struct front *front;
	const struct target *target;
	__u64 now;
	__u32 generation;
	__u32 epoch;
};

/* A closed connection's port, once it is its own. Of several processors that want it one gets it. */
always_inline int take_over(const struct flow_key *key, struct flow *flow, __u64 now)
{
	return pair_is_idle(flow, now, TAKEOVER_NS) && remove_pair(key, flow);
}

enum search { SEARCH_FREE, SEARCH_LOST, SEARCH_NONE };

/* Puts a port into `key->dport` that was free a moment ago. LOST: somebody else was quicker or the connection lives. */
static __noinline int find_port(struct flow_key *key, __u64 now)
{
	struct flow *flow;

	for (int i = 0; i < PORT_TRIES; i++) {
		key->dport = bpf_htons(PORT_FIRST + bpf_get_prandom_u32() % PORTS);
		flow = bpf_map_lookup_elem(&flows, key);
		if (!flow)
			return SEARCH_FREE;
		if (is_closing(flow->flags) && idle_for(flow, now, TAKEOVER_NS))
			return take_over(key, flow, now) ? SEARCH_FREE : SEARCH_LOST;
	}
	return SEARCH_NONE;
}

/* What both directions have in common. */
always_inline void fill_common(struct flow *value, const struct choice *choice)
{
	value->last_seen_ns = choice->now;
	value->eni = choice->listener->eni;
	value->generation = choice->generation;
	value->epoch = choice->epoch;
	value->mss = choice->listener->mss;
	value->idle_seconds = choice->front->idle_seconds;
}

/*
 * From the target to the client, as if the endpoint had answered. Returns what the map does.
 *
 * Entries are built in functions of their own: Linux 6.1 gives a chain of calls 512 bytes of stack, counts each of its
 * functions rounded up to 32, and the search for a port, which goes deepest, does not fit on top of an entry.
 */
static __noinline int insert_reverse(const struct flow_key *key, const struct packet *packet,
				     const struct choice *choice)
{
	struct flow value = {};

	fill_common(&value, choice);
	value.flags = FLOW_MAC_KNOWN;
	value.ifindex = packet->key.ifindex;
	copy_mac(value.dmac, packet->smac);
	copy_mac(value.smac, choice->ours->mac);
	value.src = packet->key.dst;
	value.dst = packet->key.src;
	value.sport = packet->key.dport;
	value.dport = packet->key.sport;
	value.next_hop = packet->key.src;
	return bpf_map_update_elem(&flows, key, &value, BPF_NOEXIST);
}

/* From the client to the target, as if the load balancer had sent it from `port`. Returns what the map does. */
static __noinline int insert_forward(const struct packet *packet, const struct choice *choice, __be16 port)
{
	struct flow value = {};

	fill_common(&value, choice);
	value.flags = FLOW_FORWARD;
	value.ifindex = choice->front->ifindex;
	copy_mac(value.smac, choice->front->mac);
	copy_mac(value.sender, packet->smac);
	value.src = choice->front->addr;
	value.dst = choice->target->addr;
	value.sport = port;
	value.dport = choice->target->port;
	value.next_hop = choice->target->next_hop;
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
always_inline int allocate_port(struct flow_key *key, const struct packet *packet, const struct choice *choice)
{
	int error = -EEXIST, found;

	if (bpf_ntohs(key->dport) >= PORT_FIRST)
		error = insert_reverse(key, packet, choice);
	for (int i = 0; i < 2 && error == -EEXIST; i++) {
		found = find_port(key, choice->now);
		if (found == SEARCH_NONE)
			return DROP_PORT_ALLOCATION;
		if (found == SEARCH_FREE)
			error = insert_reverse(key, packet, choice);
	}
	return reason_of(error);
}

/* Inserts both directions, or neither. Returns the reason to drop. */
static __noinline int insert_pair(const struct packet *packet, const struct choice *choice)
{
	struct flow_key reverse = {
		.src = choice->target->addr,
		.dst = choice->front->addr,
		.sport = choice->target->port,
		.dport = packet->key.sport,
		.ifindex = choice->front->ifindex,
		.protocol = IPPROTO_TCP,
	};
	int reason = allocate_port(&reverse, packet, choice);

	if (reason)
		return reason;
	reason = reason_of(insert_forward(packet, choice, reverse.dport));
	if (reason)
		bpf_map_delete_elem(&flows, &reverse);
	return reason;
}

/* The target of the connection. Returns the reason to drop. */
static __noinline int choose(const struct packet *packet, struct choice *choice)
{
	__u64 eni_id = choice->listener->eni, front_id = choice->listener->front;
	struct eni *eni = bpf_map_lookup_elem(&enis, &eni_id);

	if (!eni)
		return DROP_ENI_MISSING;
	choice->epoch = eni->epoch;
	choice->front = bpf_map_lookup_elem(&fronts, &front_id);
	if (!choice->front)
		return DROP_FRONT_MISSING;
	choice->target = choose_target(choice->front, packet);
	return choice->target ? DROP_NONE : DROP_NO_TARGET;
}

always_inline const struct listener *listener_of(const struct packet *packet)
{
	struct listener_key key = {
		.addr = packet->key.dst,
		.ifindex = packet->key.ifindex,
		.port = packet->key.dport,
		.protocol = IPPROTO_TCP,
	};

	return bpf_map_lookup_elem(&listeners, &key);
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

always_inline void count_opened(__u64 eni)
{
	struct eni_stats *stats = stats_of(eni);

	if (!stats)
		return;
	__sync_fetch_and_add(&stats->opened, 1);
	__sync_fetch_and_add(&stats->open, 1);
}

/* A segment without an entry. Returns its verdict, or TC_ACT_UNSPEC when it has opened a connection. */
static __noinline int open_connection(struct __sk_buff *skb, const struct packet *packet, __u64 now, __u32 generation)
{
	struct choice choice = {.now = now, .generation = generation};
	int reason;

	choice.ours = address_on_leg(packet->key.ifindex, packet->key.dst.word[3]);
	if (!choice.ours)
		return drop(DROP_NOT_OURS);
	if (source_is_martian(packet))
		return drop_of(DROP_MARTIAN_SOURCE, choice.ours->eni);
	choice.listener = listener_of(packet);
	if ((packet->tcp_flags & (TCP_SYN | TCP_ACK)) != TCP_SYN)
		return refuse_stray(skb, packet, choice.ours, choice.listener);
	if (!choice.listener)
		return drop_of(DROP_NO_LISTENER, choice.ours->eni);
	if (!source_is_allowed(choice.listener->sources, &packet->key.src))
		return drop_of(DROP_SECURITY_GROUP, choice.listener->eni);
	reason = choose(packet, &choice);
	if (!reason)
		reason = insert_pair(packet, &choice);
	if (reason == DROP_NO_TARGET || reason == DROP_PORT_ALLOCATION)
		return refuse(skb, packet, reason, choice.listener->eni);
	if (reason)
		return drop_of(reason, choice.listener->eni);
	count_opened(choice.listener->eni);
	return TC_ACT_UNSPEC;
}
