/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/*
 * Bounds. Of the resolver: what each interface may send to it. Of an endpoint: how many connections may be open, and how much may be carried, both directions together.
 * Connections of endpoints without bounds carry no flag of these, so that none of this is looked at for them.
 */
#pragma once
#include "common.h"

/* Several processors may count at once; one that loses so often lets the packet pass. */
#define PACE_TRIES 4

always_inline __u64 limit_of(__u64 eni_id)
{
	struct eni *eni = bpf_map_lookup_elem(&enis, &eni_id);

	return eni ? eni->limit : 0;
}

/* Whether the packet is more than the rate allows. What was sent may be ahead of the rate by a burst. */
static __noinline int exceeds_rate(const struct flow *flow, __u32 bytes, __u64 now)
{
	__u64 id = limit_of(flow->eni), before, start, cost;
	struct limit *limit = bpf_map_lookup_elem(&limits, &id);
	struct usage *usage = bpf_map_lookup_elem(&usages, &id);

	if (!limit || !usage || !limit->bytes_per_second)
		return 0;
	cost = bytes * SECOND / limit->bytes_per_second;
	for (int i = 0; i < PACE_TRIES; i++) {
		before = usage->sent_until_ns;
		start = before > now ? before : now;
		if (start - now > limit->burst_ns)
			return 1;
		if (__sync_val_compare_and_swap(&usage->sent_until_ns, before, start + cost) == before)
			return 0;
	}
	return 0;
}

/* Counts one connection more of the endpoint. Returns 0, and has counted nothing, when it has as many as it may. */
static __noinline int count_in(__u64 id)
{
	struct limit *limit = bpf_map_lookup_elem(&limits, &id);
	struct usage *usage = bpf_map_lookup_elem(&usages, &id);

	if (!limit || !usage)
		return 1;
	if (__sync_fetch_and_add(&usage->connections, 1) < limit->connections || !limit->connections)
		return 1;
	__sync_fetch_and_add(&usage->connections, -1);
	return 0;
}

/*
 * Bounds that were taken away and set again began to count anew: there is nothing below zero. Inlined, as the search for a
 * port leads here, and the kernel allows eight calls inside each other.
 */
always_inline void count_out(__u64 id)
{
	struct usage *usage = bpf_map_lookup_elem(&usages, &id);

	if (usage && (__s64)__sync_fetch_and_add(&usage->connections, -1) <= 0)
		__sync_fetch_and_add(&usage->connections, 1);
}

/* The connection is closed or goes. `forward` is its forward entry. Once, whoever comes first. */
always_inline void uncount(struct flow *forward)
{
	if (__sync_fetch_and_and(&forward->flags, ~FLOW_COUNTED) & FLOW_COUNTED)
		count_out(limit_of(forward->eni));
}

/*
 * Whether the sender has sent more to the resolver in this second of the kernel's clock than an interface may. It is
 * known by leg and address. Processors may read the clock in another order than they count: time only goes forward.
 */
static __noinline int asks_too_much(const struct __sk_buff *skb, const struct packet *packet, __u64 now)
{
	struct address_key key = {.addr = packet->key.src, .ifindex = packet->key.ifindex};
	__u64 second = now / SECOND << 32, packets = skb->gso_segs ? skb->gso_segs : 1, seen;
	struct asker *asker, first = {.second_and_packets = second | packets};
	__u32 zero = 0;
	struct control *settings = bpf_map_lookup_elem(&control, &zero);

	if (!settings || !settings->questions_per_second)
		return 0;
	asker = bpf_map_lookup_elem(&askers, &key);
	if (!asker) {
		if (!bpf_map_update_elem(&askers, &key, &first, BPF_NOEXIST))
			return packets > settings->questions_per_second;
		asker = bpf_map_lookup_elem(&askers, &key);
	}
	if (!asker)
		return 0;
	seen = asker->second_and_packets;
	if (second > seen && __sync_val_compare_and_swap(&asker->second_and_packets, seen, second | packets) == seen)
		return packets > settings->questions_per_second;
	return (__u32)__sync_fetch_and_add(&asker->second_and_packets, packets) + packets >
	       settings->questions_per_second;
}
