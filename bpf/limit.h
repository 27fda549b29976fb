/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/*
 * Bounds of an endpoint: how many connections may be open, and how much may be carried, both directions together.
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
