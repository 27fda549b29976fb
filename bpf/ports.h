/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/* The source port of a new connection, and the two entries that are the connection. */
#pragma once
#include <linux/errno.h>
#include "flow.h"
#include "opening.h"

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
	value.flags |= FLOW_FORWARD | opening->from_client | (opening->limit ? FLOW_COUNTED : 0);
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
