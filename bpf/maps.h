/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/*
 * The maps. What they hold is laid out in generated/layout.h; the driver sets the sizes before it loads and pins all of
 * them, so that connections outlive both the daemon and the program.
 */
#pragma once
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include "generated/layout.h"

#define HASH(map_name, key_type, value_type, entries)	\
	struct {					\
		__uint(type, BPF_MAP_TYPE_HASH);	\
		__uint(map_flags, BPF_F_NO_PREALLOC);	\
		__uint(max_entries, entries);		\
		__type(key, key_type);			\
		__type(value, value_type);		\
	} map_name SEC(".maps")

/* Two entries a connection, one for each direction. */
HASH(flows, struct flow_key, struct flow, 2097152);
HASH(listeners, struct listener_key, struct listener, 262144);
HASH(addresses, struct address_key, struct address_value, 262144);
HASH(fronts, __u64, struct front, 65536);
HASH(origins, struct address_key, struct origin, 65536);
HASH(targets, __u64, struct target, 262144);
HASH(enis, __u64, struct eni, 262144);
HASH(limits, __u64, struct limit, 65536);
HASH(usages, __u64, struct usage, 65536);
HASH(eni_stats, __u64, struct eni_stats, 262144);

/* The target of each slot. A table is replaced as a whole, so that no packet meets half of one. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH_OF_MAPS);
	__uint(max_entries, 65536);
	__type(key, __u64);
	__array(values, struct {
		__uint(type, BPF_MAP_TYPE_ARRAY);
		__uint(map_flags, BPF_F_INNER_MAP);
		__uint(max_entries, 1);
		__type(key, __u32);
		__type(value, __u64);
	});
} target_tables SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LPM_TRIE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 1048576);
	__type(key, struct source_key);
	__type(value, __u8);
} sources SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, DROP_REASONS);
	__type(key, __u32);
	__type(value, __u64);
} drops SEC(".maps");

/* Who asks the resolver; the one that has not asked for longest makes room. */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 65536);
	__type(key, struct address_key);
	__type(value, struct asker);
} askers SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct control);
} control SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct swept);
} swept SEC(".maps");
