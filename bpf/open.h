/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/* New connections: each that is let in is stored, or refused under a reason. */
#pragma once
#include "choose.h"
#include "limit.h"
#include "ports.h"
#include "reset.h"

/* A first packet that opens nothing. */
static __noinline void count_refused(const struct packet *packet, __u64 eni, __u32 refusal)
{
	struct eni_stats *stats = stats_of(eni);
	__u32 at = 2 * refusal + (packet->key.protocol == IPPROTO_UDP);

	if (!stats)
		return;
	/* See take_address. */
	asm volatile("" : "+r"(at));
	__sync_fetch_and_add(&stats->refused[at & (REFUSAL_COUNTERS - 1)], 1);
}

/* Only TCP can say no. */
always_inline int refuse_if_tcp(struct __sk_buff *skb, const struct packet *packet, __u32 reason, __u64 eni)
{
	count_refused(packet, eni, REFUSAL_REJECTED);
	return packet->key.protocol == IPPROTO_TCP ? refuse(skb, packet, reason, eni) : drop_of(reason, eni);
}

/* Drops a first packet that security groups do not let pass. As on AWS nobody is told. */
always_inline int block(const struct packet *packet, __u32 reason, __u64 eni)
{
	count_refused(packet, eni, reason == DROP_SECURITY_GROUP	 ? REFUSAL_BLOCKED
				   : reason == DROP_LOAD_BALANCER_INBOUND ? REFUSAL_INBOUND
									  : REFUSAL_OUTBOUND);
	return drop_of(reason, eni);
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
	int reason = listener ? check_source(packet, listener, ours->role) : DROP_NONE;

	if (reason)
		return drop_of(reason, listener->eni);
	if (listener || ours->role == ROLE_NODE)
		return refuse(skb, packet, DROP_NO_FLOW, ours->eni);
	return drop_of(DROP_NO_FLOW, ours->eni);
}

always_inline void count_opened(__u64 eni, __u32 traffic, __u32 fails_open)
{
	struct eni_stats *stats = stats_of(eni);

	if (!stats)
		return;
	__sync_fetch_and_add(&stats->opened, 1);
	__sync_fetch_and_add(&stats->open, 1);
	__sync_fetch_and_add(&stats->opened_by[traffic % TRAFFIC_CLASSES], 1);
	__sync_fetch_and_add(&stats->open_by[traffic % TRAFFIC_CLASSES], 1);
	if (fails_open)
		__sync_fetch_and_add(&stats->failed_open, 1);
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
	count_opened(opening->eni, opening->traffic, opening->fails_open);
	return TC_ACT_UNSPEC;
}

/* A packet to no address on the leg: on the fabric it may be for a target. */
static __noinline int open_from_fabric(struct __sk_buff *skb, const struct packet *packet, struct opening *opening)
{
	int reason = choose_origin(packet, opening);

	if (reason && reason != DROP_LOAD_BALANCER_OUTBOUND)
		return drop(reason);
	if (!is_first(packet))
		return refuse(skb, packet, DROP_NO_FLOW, opening->eni);
	if (reason)
		return block(packet, reason, opening->eni);
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
	if (!source_is_allowed(listener->sources, &packet->key.src))
		return block(packet, DROP_SECURITY_GROUP, listener->eni);
	copy_mac(opening->asked_mac, ours->mac);
	reason = choose(packet, listener, ours->role, opening);
	if (reason == DROP_NO_TARGET)
		return refuse_if_tcp(skb, packet, reason, listener->eni);
	if (reason == DROP_LOAD_BALANCER_INBOUND || reason == DROP_LOAD_BALANCER_OUTBOUND)
		return block(packet, reason, listener->eni);
	if (reason)
		return drop_of(reason, listener->eni);
	if ((opening->from_client & FLOW_METERED) && asks_too_much(skb, packet, opening->now))
		return drop_of(DROP_RESOLVER_LIMIT, listener->eni);
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
