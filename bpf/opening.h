/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/* What a new connection is made of, as it is found out step by step. */
#pragma once
#include "common.h"

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
	/* Flags of the direction from the client: FLOW_METERED, FLOW_HEADER. */
	__u32 from_client;
	/* Whether the target gets it because too few are healthy. */
	__u32 fails_open;
	__u32 pad;
};

/* Too large for the stack beside an entry. Each processor opens one connection at a time. */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct opening);
} openings SEC(".maps");
