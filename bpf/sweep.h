/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/*
 * Ages connections and collects what they have counted, without copying one of them to user space. An entry whose twin
 * is missing is an orphan: one that was being set up a moment ago gets a second. A connection whose target lets go of it
 * is marked, so that it still ends at its next packet when the entry of the target has gone.
 */
#pragma once
#include "flow.h"

#define ORPHAN_NS SECOND

struct sweep {
	__u64 now;
	__u64 connections;
	__u64 expired;
	__u64 orphans;
};

always_inline void collect(struct flow *flow)
{
	struct eni_stats *stats = flow->packets ? stats_of(flow->eni) : NULL;

	if (stats)
		fold_counters(flow, stats);
}

/* Removes an entry that nobody else will: without twin, or whose remover did not come to an end. */
always_inline int remove_orphan(const struct flow_key *key, struct flow *flow)
{
	if (!(flow->flags & FLOW_DEAD))
		return remove_pair(key, flow);
	return !bpf_map_delete_elem(&flows, key);
}

struct bpf_map;

static long sweep_entry(struct bpf_map *map, const struct flow_key *key, struct flow *flow, struct sweep *sweep)
{
	__u32 zero = 0;
	struct control *timers = bpf_map_lookup_elem(&control, &zero);

	if (!timers)
		return 1;
	collect(flow);
	if (idle_for(flow, sweep->now, ORPHAN_NS) && ((flow->flags & FLOW_DEAD) || !twin_of(flow))) {
		sweep->orphans += remove_orphan(key, flow);
		return 0;
	}
	if (!(flow->flags & FLOW_FORWARD))
		return 0;
	if (flow->generation != (__u32)timers->generation && revocation(flow, timers->generation) == DROP_TARGET_CUT)
		mark(flow, FLOW_CUT, 0);
	if (pair_is_idle(flow, sweep->now, idle_limit(flow, timers)))
		sweep->expired += remove_pair(key, flow);
	else
		sweep->connections++;
	return 0;
}

always_inline int sweep_flows(void)
{
	struct sweep sweep = {.now = bpf_ktime_get_ns()};
	struct swept *result;
	__u32 zero = 0;

	bpf_for_each_map_elem(&flows, sweep_entry, &sweep, 0);
	result = bpf_map_lookup_elem(&swept, &zero);
	if (!result)
		return 1;
	result->connections = sweep.connections;
	result->expired = sweep.expired;
	result->orphans = sweep.orphans;
	return 0;
}
