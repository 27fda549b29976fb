/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/* What a segment does to a connection that is known. */
#pragma once
#include "flow.h"
#include "reset.h"
#include "send.h"

/* What to do with a segment that has an entry. */
enum next_step { STEP_FORWARD, STEP_OPEN, STEP_DROP };

/*
 * A reset counts only in the place where an end point would take it (RFC 5961 3.2): where its sender stands, or what the
 * other side acknowledged. It is carried on in any case, so that the end points decide; a forged one changes nothing.
 * Before the connection is open there is no place yet.
 */
static __noinline int reset_is_credible(const struct flow *flow, const struct packet *packet)
{
	struct flow *twin;

	if (!(flow->flags & FLOW_ESTABLISHED) || packet->seq == flow->next_seq)
		return 1;
	twin = twin_of(flow);
	return twin && packet->seq == twin->ack;
}

always_inline struct flow *forward_of(struct flow *flow)
{
	return flow->flags & FLOW_FORWARD ? flow : twin_of(flow);
}

/* A connection that only seemed closed counts again, even if the endpoint then has more than it may. */
static __noinline void recount(struct flow *flow)
{
	struct flow *forward = forward_of(flow);
	__u64 id = limit_of(flow->eni);
	struct usage *usage = bpf_map_lookup_elem(&usages, &id);

	if (forward && usage && !(__sync_fetch_and_or(&forward->flags, FLOW_COUNTED) & FLOW_COUNTED))
		__sync_fetch_and_add(&usage->connections, 1);
}

/* Data from both sides after the connection looked closed: it was not, somebody forged the end of it. */
always_inline void revive(struct flow *flow, const struct packet *packet)
{
	__u32 flags = flow->flags;
	__u32 bit = flags & FLOW_FORWARD ? FLOW_REVIVED_CLIENT : FLOW_REVIVED_TARGET;

	if (!is_closing(flags) || !packet->payload || (flags & bit))
		return;
	if (((flags | bit) & FLOW_REVIVED) == FLOW_REVIVED) {
		mark(flow, 0, FLOW_RESET | FLOW_FINS | FLOW_REVIVED);
		recount(flow);
	} else {
		mark(flow, bit, 0);
	}
}

/* A SYN without ACK where there is an entry: sent again, or the first of a next connection between the same ports. */
always_inline int track_syn(struct flow *flow, const struct packet *packet)
{
	if (is_closing(flow->flags)) {
		remove_pair(&packet->key, flow);
		return STEP_OPEN;
	}
	return flow->flags & FLOW_FORWARD ? STEP_FORWARD : STEP_DROP;
}

/* Those of health checks are nobody's concern. */
static __noinline void count_end_by_reset(const struct flow *flow)
{
	struct eni_stats *stats = flow->traffic == TRAFFIC_OWN ? NULL : stats_of(flow->eni);

	if (!stats)
		return;
	if (flow->flags & FLOW_FORWARD)
		__sync_fetch_and_add(&stats->client_resets, 1);
	else
		__sync_fetch_and_add(&stats->target_resets, 1);
}

/* Follows the connection's state for everything but plain segments of an open connection. */
static __noinline int track(struct flow *flow, const struct packet *packet)
{
	__u32 flags = flow->flags, forward = flags & FLOW_FORWARD, set = 0;
	__u8 tcp = packet->tcp_flags;

	if ((tcp & (TCP_SYN | TCP_ACK)) == TCP_SYN)
		return track_syn(flow, packet);
	if ((tcp & TCP_RST) && reset_is_credible(flow, packet))
		set |= FLOW_RESET;
	if (tcp & TCP_FIN)
		set |= forward ? FLOW_FIN_CLIENT : FLOW_FIN_TARGET;
	if ((tcp & TCP_SYN) && !forward)
		set |= FLOW_SYN_ACK;
	if (forward && (tcp & (TCP_SYN | TCP_RST | TCP_ACK)) == TCP_ACK && (flags & FLOW_SYN_ACK))
		set |= FLOW_ESTABLISHED;
	if (set & ~flags & FLOW_RESET)
		count_end_by_reset(flow);
	if (set & ~flags) {
		mark(flow, set, 0);
		flow = is_closing(flags | set) ? forward_of(flow) : NULL;
		if (flow && (flow->flags & FLOW_COUNTED))
			uncount(flow);
	} else if (!(tcp & (TCP_RST | TCP_FIN))) {
		revive(flow, packet);
	}
	return STEP_FORWARD;
}

/* Where this direction's packets come from is where the other direction's go. */
static __noinline void learn(struct flow *flow, const struct packet *packet)
{
	struct flow *twin = twin_of(flow);

	if (!twin)
		return;
	copy_mac(twin->dmac, packet->smac);
	if (!(twin->flags & FLOW_MAC_KNOWN))
		__sync_fetch_and_or(&twin->flags, FLOW_MAC_KNOWN);
	copy_mac(flow->sender, packet->smac);
}


always_inline void count_cut(__u64 eni, __u32 to_target)
{
	struct eni_stats *stats = stats_of(eni);

	if (!stats)
		return;
	__sync_fetch_and_add(&stats->resets, 1);
	if (to_target)
		__sync_fetch_and_add(&stats->resets_to_targets, 1);
}

/* Cuts a connection: resets to both sides, each in the place of the stream that it expects. */
static __noinline int cut(struct __sk_buff *skb, const struct packet *packet, struct flow *flow, __u32 reason)
{
	struct reset reset = {};
	__u64 eni = flow->eni;
	int verdict = drop_of(reason, eni);

	if (!(packet->tcp_flags & TCP_RST)) {
		reset_for_sender(&reset, packet);
		if (!write_reset(skb, &reset) && !bpf_clone_redirect(skb, skb->ifindex, 0))
			count_cut(eni, !(flow->flags & FLOW_FORWARD));
		__builtin_memset(&reset, 0, sizeof(reset));
	}
	reset_for_other(&reset, packet, flow);
	if (!write_reset(skb, &reset)) {
		count_cut(eni, flow->flags & FLOW_FORWARD);
		verdict = send(flow);
	}
	remove_pair(&packet->key, flow);
	return verdict;
}

/* The numbers that `reset_is_credible` compares with, the time, and what `eni_stats` gets at the next sweep. */
always_inline void account(struct __sk_buff *skb, struct flow *flow, const struct packet *packet, __u64 now)
{
	__u8 tcp = packet->tcp_flags;
	__u32 next = packet->seq + packet->payload + !!(tcp & TCP_SYN) + !!(tcp & TCP_FIN);

	if (!(tcp & TCP_RST)) {
		if ((__s32)(next - flow->next_seq) > 0)
			flow->next_seq = next;
		flow->ack = packet->ack;
	}
	flow->last_seen_ns = now;
	__sync_fetch_and_add(&flow->packets, skb->gso_segs ? skb->gso_segs : 1);
	__sync_fetch_and_add(&flow->bytes, packet->ip_bytes);
}
