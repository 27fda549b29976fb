/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/*
 * Connections. Each is two entries that name each other: what arrives from the client and what arrives from the target.
 *
 * An entry is removed only by whoever set FLOW_DEAD on the connection's forward entry (or on the reverse one, when that
 * is all there is), so that a connection is uncounted once and nobody removes the entry of the next connection.
 */
#pragma once
#include "common.h"
#include "limit.h"

#define FLOW_FINS (FLOW_FIN_CLIENT | FLOW_FIN_TARGET)
#define FLOW_REVIVED (FLOW_REVIVED_CLIENT | FLOW_REVIVED_TARGET)

/* The key of the other direction. */
always_inline void twin_key(struct flow_key *twin, const struct flow *flow)
{
	__builtin_memset(twin, 0, sizeof(*twin));
	twin->src = flow->dst;
	twin->dst = flow->src;
	twin->sport = flow->dport;
	twin->dport = flow->sport;
	twin->ifindex = flow->ifindex;
	twin->protocol = flow->protocol;
}

static __noinline struct flow *twin_of(const struct flow *flow)
{
	struct flow_key key;

	twin_key(&key, flow);
	return bpf_map_lookup_elem(&flows, &key);
}

/* Whether it looks closed: reset, or finished from both sides. */
always_inline int is_closing(__u32 flags)
{
	return (flags & FLOW_RESET) || (flags & FLOW_FINS) == FLOW_FINS;
}

/* For how long it may be idle, nanoseconds. */
always_inline __u64 idle_limit(const struct flow *flow, const struct control *timers)
{
	__u32 flags = flow->flags;

	if (unlikely(is_closing(flags)))
		return timers->closing_seconds * SECOND;
	if (unlikely(!(flags & FLOW_ESTABLISHED)))
		return timers->half_open_seconds * SECOND;
	return flow->idle_seconds * SECOND;
}

/* Signed: another processor may have written a later time than ours. */
always_inline int idle_for(const struct flow *flow, __u64 now, __u64 limit)
{
	return (__s64)(now - flow->last_seen_ns) > (__s64)limit;
}

/* Whether neither direction was used within the limit. */
static __noinline int pair_is_idle(const struct flow *flow, __u64 now, __u64 limit)
{
	struct flow *twin;

	if (!idle_for(flow, now, limit))
		return 0;
	twin = twin_of(flow);
	return !twin || idle_for(twin, now, limit);
}

/* Sets and clears bits in both directions. */
static __noinline void mark(struct flow *flow, __u32 set, __u32 clear)
{
	struct flow *twin = twin_of(flow);

	if (set)
		__sync_fetch_and_or(&flow->flags, set);
	if (clear)
		__sync_fetch_and_and(&flow->flags, ~clear);
	if (!twin)
		return;
	if (set)
		__sync_fetch_and_or(&twin->flags, set);
	if (clear)
		__sync_fetch_and_and(&twin->flags, ~clear);
}

/*
 * Why the flow has to end: the endpoint connection that it was opened under is gone or has a new epoch, or its target's
 * connections are to end. Only after a change of any of these (`generation`) is there something to look up.
 */
static __noinline int revocation(struct flow *flow, __u32 generation)
{
	__u64 eni_id = flow->eni, target_id = flow->target;
	struct eni *eni = bpf_map_lookup_elem(&enis, &eni_id);
	struct target *target;

	if (!eni || eni->epoch != flow->epoch)
		return DROP_FLOW_REVOKED;
	target = bpf_map_lookup_elem(&targets, &target_id);
	if (target && flow->opened_ns < target->cut_ns)
		return DROP_TARGET_CUT;
	flow->generation = generation;
	if (eni->paced)
		__sync_fetch_and_or(&flow->flags, FLOW_PACED);
	else
		__sync_fetch_and_and(&flow->flags, ~FLOW_PACED);
	return DROP_NONE;
}

/* Moves what the entry has counted to its interface. The exchange makes that exact: nothing is lost or counted twice. */
always_inline void fold_counters(struct flow *flow, struct eni_stats *stats)
{
	__u64 packets = __sync_lock_test_and_set(&flow->packets, 0);
	__u64 bytes = __sync_lock_test_and_set(&flow->bytes, 0);
	__u32 traffic = flow->traffic % TRAFFIC_CLASSES;

	__sync_fetch_and_add(&stats->packets_by[traffic], packets);
	__sync_fetch_and_add(&stats->bytes_by[traffic], bytes);
	if (flow->flags & FLOW_FORWARD) {
		__sync_fetch_and_add(&stats->packets_in, packets);
		__sync_fetch_and_add(&stats->bytes_in, bytes);
	} else {
		__sync_fetch_and_add(&stats->packets_out, packets);
		__sync_fetch_and_add(&stats->bytes_out, bytes);
	}
}

/* Removes both directions. Returns 0 when another processor does. */
static __noinline int remove_pair(const struct flow_key *key, struct flow *flow)
{
	struct flow *twin, *claimed = flow;
	struct eni_stats *stats;
	struct flow_key other;

	if (!key || !flow)
		return 0;
	twin_key(&other, flow);
	twin = bpf_map_lookup_elem(&flows, &other);
	if (twin && !(flow->flags & FLOW_FORWARD))
		claimed = twin;
	if (__sync_fetch_and_or(&claimed->flags, FLOW_DEAD) & FLOW_DEAD)
		return 0;
	if (claimed->flags & FLOW_COUNTED)
		uncount(claimed);
	stats = stats_of(flow->eni);
	if (stats) {
		fold_counters(flow, stats);
		if (twin)
			fold_counters(twin, stats);
		if (claimed->flags & FLOW_FORWARD) {
			__sync_fetch_and_add(&stats->open, -1);
			__sync_fetch_and_add(&stats->open_by[claimed->traffic % TRAFFIC_CLASSES], -1);
		}
	}
	if (twin)
		bpf_map_delete_elem(&flows, &other);
	bpf_map_delete_elem(&flows, key);
	return 1;
}
