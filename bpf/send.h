/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/* From an entry to the wire: rewrites a packet and sends it out of the other leg. */
#pragma once
#include "checksum.h"
#include "common.h"
#include "flow.h"
#include "parse.h"

#define TCP_OPTION_END 0
#define TCP_OPTION_NOP 1
#define TCP_OPTION_MSS 2
#define TCP_OPTION_BYTES_MAX 40

/*
 * Straight to the peer of the leg when the next station's hardware address is known. Until it answers, the kernel's
 * neighbour table resolves it and holds the packet meanwhile. The other end of the fabric's leg is in this namespace,
 * where bpf_redirect_peer drops.
 */
always_inline int send(const struct flow *flow)
{
	struct bpf_redir_neigh next = {};

	if ((flow->flags & (FLOW_MAC_KNOWN | FLOW_FABRIC)) == FLOW_MAC_KNOWN)
		return bpf_redirect_peer(flow->ifindex, 0);
	if (flow->flags & FLOW_FABRIC)
		return bpf_redirect(flow->ifindex, 0);
	next.nh_family = 2; /* AF_INET */
	next.ipv4_nh = flow->next_hop.word[3];
	return bpf_redirect_neigh(flow->ifindex, &next, sizeof(next), 0);
}

/* Lowers the option at `offset` in the frame to `limit`. */
always_inline int lower_mss(struct __sk_buff *skb, __u32 offset, __u16 limit)
{
	__be16 old, new = bpf_htons(limit);
	int error;

	error = bpf_skb_load_bytes(skb, offset, &old, sizeof(old));
	if (error || bpf_ntohs(old) <= limit)
		return error;
	error = bpf_skb_store_bytes(skb, offset, &new, sizeof(new), 0);
	/* The sum is one of aligned words: in an odd place the bytes weigh the other way round. */
	if (offset & 1) {
		old = __builtin_bswap16(old);
		new = __builtin_bswap16(new);
	}
	return error ? error : bpf_l4_csum_replace(skb, TCP_CHECK_OFFSET, old, new, sizeof(new));
}

/* RFC 9293 3.7.1: the size of segments that the sender of a SYN is willing to take. */
static __noinline int clamp_mss(struct __sk_buff *skb, __u32 tcp_bytes, __u16 limit)
{
	__u32 offset = HEADERS, end = TCP_OFFSET + tcp_bytes;
	struct {
		__u8 kind;
		__u8 bytes;
	} option;

	for (int i = 0; i < TCP_OPTION_BYTES_MAX; i++) {
		if (offset + 4 > end || bpf_skb_load_bytes(skb, offset, &option, sizeof(option)))
			return 0;
		if (option.kind == TCP_OPTION_MSS && option.bytes == 4)
			return lower_mss(skb, offset + 2, limit);
		if (option.kind == TCP_OPTION_END)
			return 0;
		if (option.kind == TCP_OPTION_NOP)
			offset += 1;
		else if (option.bytes >= 2)
			offset += option.bytes;
		else
			return 0;
	}
	return 0;
}

/* New addresses, one hop less. The difference that the addresses make to a sum comes back, as they are in TCP's too. */
always_inline __u32 rewrite_ip(struct iphdr *ip, const struct flow *flow)
{
	__be32 src = flow->src.word[3], dst = flow->dst.word[3];
	__u64 difference = (__u64)(__u32)~ip->saddr + (__u32)~ip->daddr + src + dst;
	/* The word of time to live and protocol becomes smaller by 0x0100 in network order. */
	__u64 sum = (__u16)~ip->check + difference + (__u16)~bpf_htons(0x0100);

	ip->saddr = src;
	ip->daddr = dst;
	ip->ttl--;
	ip->check = ~fold16(sum);
	return fold32(difference);
}

/* TCP and UDP have them in the same place. */
always_inline __u32 rewrite_ports(struct udphdr *ports, const struct flow *flow)
{
	__u64 difference = (__u64)(__u16)~ports->source + (__u16)~ports->dest + flow->sport + flow->dport;

	ports->source = flow->sport;
	ports->dest = flow->dport;
	return fold32(difference);
}

/* Ports that stay as they are need no correction: zero in ones' complement is 0 or 0xffff. */
always_inline int changes_nothing(__u32 difference)
{
	return fold16(difference) == 0xffff;
}

always_inline int translate(struct __sk_buff *skb, const struct packet *packet, const struct flow *flow)
{
	__u32 addresses_differ, ports_differ;
	struct ethhdr *eth;

	if (unlikely((packet->tcp_flags & TCP_SYN) && clamp_mss(skb, packet->tcp_bytes, flow->mss)))
		return drop_of(DROP_HELPER_FAILED, flow->eni);
	eth = readable(skb, HEADERS);
	if (unlikely(!eth))
		return drop_of(DROP_HELPER_FAILED, flow->eni);
	copy_mac(eth->h_dest, flow->dmac);
	copy_mac(eth->h_source, flow->smac);
	addresses_differ = rewrite_ip((void *)eth + IP_OFFSET, flow);
	ports_differ = rewrite_ports((void *)eth + TCP_OFFSET, flow);
	if (unlikely(bpf_l4_csum_replace(skb, TCP_CHECK_OFFSET, 0, addresses_differ, BPF_F_PSEUDO_HDR)))
		return drop_of(DROP_HELPER_FAILED, flow->eni);
	if (!changes_nothing(ports_differ) && bpf_l4_csum_replace(skb, TCP_CHECK_OFFSET, 0, ports_differ, 0))
		return drop_of(DROP_HELPER_FAILED, flow->eni);
	return send(flow);
}

/* RFC 768: a checksum of zero says that there is none, and stays; one that comes out as zero is sent as all ones. */
always_inline int translate_udp(struct __sk_buff *skb, const struct flow *flow)
{
	struct ethhdr *eth = readable(skb, UDP_HEADERS);
	__u32 addresses_differ, ports_differ;

	if (unlikely(!eth))
		return drop_of(DROP_HELPER_FAILED, flow->eni);
	copy_mac(eth->h_dest, flow->dmac);
	copy_mac(eth->h_source, flow->smac);
	addresses_differ = rewrite_ip((void *)eth + IP_OFFSET, flow);
	ports_differ = rewrite_ports((void *)eth + UDP_OFFSET, flow);
	if (unlikely(bpf_l4_csum_replace(skb, UDP_CHECK_OFFSET, 0, addresses_differ,
					 BPF_F_PSEUDO_HDR | BPF_F_MARK_MANGLED_0)))
		return drop_of(DROP_HELPER_FAILED, flow->eni);
	if (!changes_nothing(ports_differ) &&
	    bpf_l4_csum_replace(skb, UDP_CHECK_OFFSET, 0, ports_differ, BPF_F_MARK_MANGLED_0))
		return drop_of(DROP_HELPER_FAILED, flow->eni);
	return send(flow);
}
