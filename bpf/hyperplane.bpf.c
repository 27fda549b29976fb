// SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0
/*
 * The data plane of Postern. Stands at the tc ingress of every leg: whatever arrives is translated, answered or dropped
 * under a reason. Of the kernel's own stack only the fabric is reached, and by ARP replies.
 *
 *   parse.h   frame -> packet             open.h    a new connection
 *   arp.h     answers for addresses       opening.h what it is made of
 *   send.h    rewriting and sending       choose.h  who may open it, and where it leads
 *   flow.h    entries of connections      ports.h   its source port
 *   track.h   a segment of a known one    limit.h   bounds of endpoints
 *   reset.h   resets that we send         sweep.h   ageing and counting
 *   header.h  the PROXY protocol
 */
#include "common.h"
#include "arp.h"
#include "header.h"
#include "open.h"
#include "parse.h"
#include "sweep.h"
#include "track.h"

/* A connection that has to end: cut, unless it has ended already and this is the first segment of the next one. */
always_inline int end(struct __sk_buff *skb, struct flow *flow, const struct packet *packet, __u32 reason, int *verdict)
{
	if (is_closing(flow->flags) && (packet->tcp_flags & (TCP_SYN | TCP_ACK)) == TCP_SYN) {
		remove_pair(&packet->key, flow);
		return STEP_OPEN;
	}
	*verdict = cut(skb, packet, flow, reason);
	return STEP_DROP;
}

/* Flags of connections that need more at each packet. */
#define FLOW_RARE (FLOW_PACED | FLOW_METERED | FLOW_HEADER)

/* A segment of a known connection up to the point where it is sent. Returns a step, or DROP with the verdict. */
always_inline int follow(struct __sk_buff *skb, struct flow *flow, const struct packet *packet,
			 const struct control *control, __u64 now, int *verdict)
{
	int step = STEP_FORWARD;

	if (unlikely(idle_for(flow, now, idle_limit(flow, control))) &&
	    pair_is_idle(flow, now, idle_limit(flow, control))) {
		__u64 eni = flow->eni;

		remove_pair(&packet->key, flow);
		if ((packet->tcp_flags & (TCP_SYN | TCP_ACK)) == TCP_SYN)
			return STEP_OPEN;
		*verdict = refuse(skb, packet, DROP_FLOW_EXPIRED, eni);
		return STEP_DROP;
	}
	if (unlikely(flow->generation != (__u32)control->generation)) {
		int reason = revocation(flow, control->generation);

		if (reason)
			return end(skb, flow, packet, reason, verdict);
	}
	if (unlikely((flow->flags & ~(FLOW_FORWARD | FLOW_MAC_KNOWN | FLOW_FABRIC | FLOW_COUNTED | FLOW_RARE)) !=
			     (FLOW_ESTABLISHED | FLOW_SYN_ACK) ||
		     (packet->tcp_flags & (TCP_SYN | TCP_FIN | TCP_RST)))) {
		if (flow->flags & FLOW_CUT)
			return end(skb, flow, packet, DROP_TARGET_CUT, verdict);
		step = track(flow, packet);
	}
	if (unlikely(step == STEP_DROP))
		*verdict = drop_of(DROP_REPLY_SYN, flow->eni);
	return step;
}

/* A datagram of a known flow up to the point where it is sent. Returns a step, or DROP with the verdict. */
always_inline int follow_udp(struct flow *flow, const struct packet *packet, const struct control *control, __u64 now,
			     int *verdict)
{
	__u64 eni = flow->eni, limit = flow->idle_seconds * SECOND;
	__u32 forward = flow->flags & FLOW_FORWARD;

	if (unlikely(idle_for(flow, now, limit)) && pair_is_idle(flow, now, limit)) {
		remove_pair(&packet->key, flow);
		if (forward)
			return STEP_OPEN;
		*verdict = drop_of(DROP_FLOW_EXPIRED, eni);
		return STEP_DROP;
	}
	if (unlikely(flow->generation != (__u32)control->generation)) {
		int reason = revocation(flow, control->generation);

		if (reason) {
			remove_pair(&packet->key, flow);
			*verdict = drop_of(reason, eni);
			return STEP_DROP;
		}
	}
	if (unlikely(flow->flags & FLOW_CUT)) {
		remove_pair(&packet->key, flow);
		*verdict = drop_of(DROP_TARGET_CUT, eni);
		return STEP_DROP;
	}
	return STEP_FORWARD;
}

/* What few connections need at each packet. Returns the reason to drop it. */
always_inline int exceeds_bounds(struct __sk_buff *skb, struct flow *flow, const struct packet *packet, __u64 now,
				 int step)
{
	__u32 flags = flow->flags;

	/* The first question was counted before it opened anything. */
	if ((flags & FLOW_METERED) && step != STEP_OPEN && asks_too_much(skb, packet, now))
		return DROP_RESOLVER_LIMIT;
	if ((flags & FLOW_PACED) && exceeds_rate(flow, packet->ip_bytes, now))
		return DROP_BANDWIDTH_LIMIT;
	return flags & FLOW_HEADER ? begin_with_header(skb, packet, flow) : DROP_NONE;
}

always_inline int handle(struct __sk_buff *skb, struct packet *packet)
{
	__u32 zero = 0;
	struct control *timers = bpf_map_lookup_elem(&control, &zero);
	struct flow *flow = bpf_map_lookup_elem(&flows, &packet->key);
	__u64 now = bpf_ktime_get_coarse_ns();
	int verdict = TC_ACT_SHOT, step = STEP_OPEN, is_tcp = packet->key.protocol == IPPROTO_TCP;

	if (unlikely(!timers))
		return drop(DROP_HELPER_FAILED);
	if (flow && !(flow->flags & FLOW_DEAD))
		step = is_tcp ? follow(skb, flow, packet, timers, now, &verdict)
			      : follow_udp(flow, packet, timers, now, &verdict);
	if (unlikely(step == STEP_DROP))
		return verdict;
	if (unlikely(step == STEP_OPEN)) {
		verdict = open_connection(skb, packet, now, timers->generation);
		if (verdict != TC_ACT_UNSPEC)
			return verdict;
		flow = bpf_map_lookup_elem(&flows, &packet->key);
	}
	if (unlikely(!flow))
		return drop(DROP_SETUP_RACE);
	if (unlikely(flow->flags & FLOW_RARE)) {
		int reason = exceeds_bounds(skb, flow, packet, now, step);

		if (reason)
			return drop_of(reason, flow->eni);
	}
	if (unlikely(!same_mac(flow->sender, packet->smac)))
		learn(flow, packet);
	account(skb, flow, packet, now);
	return is_tcp ? translate(skb, packet, flow) : translate_udp(skb, flow);
}

SEC("tc")
int hyperplane(struct __sk_buff *skb)
{
	struct ethhdr *eth = readable(skb, sizeof(*eth));
	struct packet packet = {};
	int reason;

	if (unlikely(!eth))
		return drop(DROP_TRUNCATED);
	if (unlikely(skb->vlan_present || eth->h_proto == bpf_htons(ETH_P_8021Q) ||
		     eth->h_proto == bpf_htons(ETH_P_8021AD)))
		return drop(DROP_VLAN);
	if (unlikely(eth->h_proto == bpf_htons(ETH_P_ARP)))
		return handle_arp(skb);
	if (unlikely(eth->h_proto != bpf_htons(ETH_P_IP)))
		return drop(DROP_NOT_IPV4);
	if (unlikely((eth->h_dest[0] | eth->h_source[0]) & 1))
		return drop(DROP_NOT_UNICAST);
	reason = parse(skb, &packet);
	return unlikely(reason) ? drop(reason) : handle(skb, &packet);
}

SEC("syscall")
int sweep(void *context)
{
	return sweep_flows();
}

/* The same for kernels before 6.1, where a syscall program takes no map that allocates its entries as they come. */
SEC("tc")
int sweep_by_test_run(struct __sk_buff *skb)
{
	return sweep_flows();
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
