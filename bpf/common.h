/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/*
 * What all parts share: the packet as read, addresses, counting.
 *
 * The kernel's helpers and features that the program uses, with the Linux release that brought them; 5.15 has them all:
 *   skb_load_bytes 4.5, skb_store_bytes 4.1, l4_csum_replace 4.1, skb_pull_data 4.9, skb_change_tail 4.9,
 *   clone_redirect 4.2, redirect 4.4, redirect_neigh and redirect_peer 5.10, get_prandom_u32 4.1,
 *   ktime_get_coarse_ns 5.11, for_each_map_elem 5.13, syscall programs 5.14,
 *   atomic operations that return the old value 5.12, bounded loops 5.3, BPF_F_INNER_MAP 5.10.
 */
#pragma once
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/tcp.h>
#include <linux/udp.h>
#include <linux/pkt_cls.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>
#include "generated/layout.h"
#include "maps.h"

#define always_inline static __always_inline
#define unlikely(condition) __builtin_expect(!!(condition), 0)

#define IP_OFFSET ETH_HLEN
#define TCP_OFFSET (IP_OFFSET + sizeof(struct iphdr))
/* Ethernet, IPv4 and TCP without options. */
#define HEADERS (TCP_OFFSET + sizeof(struct tcphdr))
#define TCP_CHECK_OFFSET (TCP_OFFSET + __builtin_offsetof(struct tcphdr, check))
#define UDP_OFFSET TCP_OFFSET
#define UDP_HEADERS (UDP_OFFSET + sizeof(struct udphdr))
#define UDP_CHECK_OFFSET (UDP_OFFSET + __builtin_offsetof(struct udphdr, check))

enum tcp_flag { TCP_FIN = 1, TCP_SYN = 2, TCP_RST = 4, TCP_PSH = 8, TCP_ACK = 16 };

#define SECOND 1000000000ULL

/*
 * A TCP segment or UDP datagram as it arrived. Ports and addresses in network order (in the key), the rest in host
 * order; what only TCP has is zero for UDP.
 */
struct packet {
	struct flow_key key;
	__u32 seq;
	__u32 ack;
	__u32 ip_bytes;
	/* TCP payload, bytes. */
	__u32 payload;
	__u8 tcp_flags;
	/* TCP header with options, bytes. */
	__u8 tcp_bytes;
	__u8 dmac[ETH_ALEN];
	__u8 smac[ETH_ALEN];
	__u8 pad[2];
};

always_inline void set_address(struct address *address, __be32 ipv4)
{
	address->word[0] = 0;
	address->word[1] = 0;
	address->word[2] = bpf_htonl(0xffff);
	address->word[3] = ipv4;
}

always_inline void copy_mac(__u8 *to, const __u8 *from)
{
	__builtin_memcpy(to, from, ETH_ALEN);
}

always_inline int same_mac(const __u8 *a, const __u8 *b)
{
	return ((a[0] ^ b[0]) | (a[1] ^ b[1]) | (a[2] ^ b[2]) |
		(a[3] ^ b[3]) | (a[4] ^ b[4]) | (a[5] ^ b[5])) == 0;
}

always_inline struct eni_stats *stats_of(__u64 eni)
{
	return bpf_map_lookup_elem(&eni_stats, &eni);
}

/* Counts the reason and gives the verdict. */
always_inline int drop(__u32 reason)
{
	__u64 *count = bpf_map_lookup_elem(&drops, &reason);

	if (count)
		*count += 1;
	return TC_ACT_SHOT;
}

/* As drop, when it is known whose packet it is. */
static __noinline int drop_of(__u32 reason, __u64 eni)
{
	struct eni_stats *stats = stats_of(eni);

	if (stats && reason < DROP_REASONS) {
		__sync_fetch_and_add(&stats->drops[reason], 1);
		if (reason == DROP_PORT_ALLOCATION)
			__sync_fetch_and_add(&stats->port_errors, 1);
	}
	return drop(reason);
}
