/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/* Resets that we send. RFC 9293 3.5.2 and 3.10.7.1. */
#pragma once
#include "checksum.h"
#include "common.h"
#include "flow.h"

struct reset_frame {
	struct ethhdr eth;
	struct iphdr ip;
	struct tcphdr tcp;
} __attribute__((packed));

/* Who the reset comes from and goes to, and where in the stream it stands. */
struct reset {
	__be32 src;
	__be32 dst;
	__be16 sport;
	__be16 dport;
	__u32 seq;
	__u32 ack;
	__u8 has_ack;
	__u8 pad;
	__u8 dmac[ETH_ALEN];
	__u8 smac[ETH_ALEN];
	__u8 pad2[2];
};

always_inline void build_reset(struct reset_frame *frame, const struct reset *reset)
{
	copy_mac(frame->eth.h_dest, reset->dmac);
	copy_mac(frame->eth.h_source, reset->smac);
	frame->eth.h_proto = bpf_htons(ETH_P_IP);
	frame->ip.version = 4;
	frame->ip.ihl = 5;
	frame->ip.tot_len = bpf_htons(sizeof(frame->ip) + sizeof(frame->tcp));
	frame->ip.frag_off = bpf_htons(0x4000);
	frame->ip.ttl = 64;
	frame->ip.protocol = IPPROTO_TCP;
	frame->ip.saddr = reset->src;
	frame->ip.daddr = reset->dst;
	frame->ip.check = ~fold16(sum_words(&frame->ip, sizeof(frame->ip) / 4));
	frame->tcp.source = reset->sport;
	frame->tcp.dest = reset->dport;
	frame->tcp.seq = bpf_htonl(reset->seq);
	frame->tcp.ack_seq = bpf_htonl(reset->ack);
	frame->tcp.doff = 5;
	frame->tcp.rst = 1;
	frame->tcp.ack = reset->has_ack;
}

/* Turns the packet into the reset. Returns 0, or what the helper that failed returned. */
static __noinline int write_reset(struct __sk_buff *skb, const struct reset *reset)
{
	struct reset_frame frame = {};
	__u64 pseudo, header;
	int error;

	build_reset(&frame, reset);
	pseudo = sum_words(&frame.ip.saddr, 2) + bpf_htons(IPPROTO_TCP) + bpf_htons(sizeof(frame.tcp));
	header = sum_words(&frame.tcp, sizeof(frame.tcp) / 4);
	/*
	 * Whether the sender left the checksum to hardware cannot be seen from here. In that case the field has to hold the
	 * sum of the pseudo header, and the helper below changes nothing; otherwise it makes ~(pseudo + header) of it,
	 * as it computes ~(~field + difference).
	 */
	frame.tcp.check = fold16(pseudo);
	error = bpf_skb_change_tail(skb, sizeof(frame), 0);
	if (error)
		return error;
	error = bpf_skb_store_bytes(skb, 0, &frame, sizeof(frame), BPF_F_INVALIDATE_HASH);
	if (error)
		return error;
	return bpf_l4_csum_replace(skb, TCP_CHECK_OFFSET, 0, fold32(2 * pseudo + header), 0);
}

/* The answer to the sender of a segment that belongs to no connection. */
always_inline void reset_for_sender(struct reset *reset, const struct packet *packet)
{
	__u8 flags = packet->tcp_flags;

	reset->src = packet->key.dst.word[3];
	reset->dst = packet->key.src.word[3];
	reset->sport = packet->key.dport;
	reset->dport = packet->key.sport;
	if (flags & TCP_ACK) {
		reset->seq = packet->ack;
	} else {
		reset->has_ack = 1;
		reset->ack = packet->seq + packet->payload + !!(flags & TCP_SYN) + !!(flags & TCP_FIN);
	}
	copy_mac(reset->dmac, packet->smac);
	copy_mac(reset->smac, packet->dmac);
}

/* The segment's sender gives up towards the other side, in the very place of the stream where the segment stood. */
always_inline void reset_for_other(struct reset *reset, const struct packet *packet, const struct flow *flow)
{
	reset->src = flow->src.word[3];
	reset->dst = flow->dst.word[3];
	reset->sport = flow->sport;
	reset->dport = flow->dport;
	reset->seq = packet->seq + !!(packet->tcp_flags & TCP_SYN);
	reset->ack = packet->ack;
	reset->has_ack = !!(packet->tcp_flags & TCP_ACK);
	copy_mac(reset->dmac, flow->dmac);
	copy_mac(reset->smac, flow->smac);
}

always_inline void count_reset(__u64 eni)
{
	struct eni_stats *stats = stats_of(eni);

	if (stats)
		__sync_fetch_and_add(&stats->resets, 1);
}

/* Drops the segment and answers it with a reset, unless it is one itself. */
static __noinline int refuse(struct __sk_buff *skb, const struct packet *packet, __u32 reason, __u64 eni)
{
	struct reset reset = {};
	int verdict = drop_of(reason, eni);

	if (packet->tcp_flags & TCP_RST)
		return verdict;
	reset_for_sender(&reset, packet);
	if (write_reset(skb, &reset))
		return verdict;
	count_reset(eni);
	return bpf_redirect(skb->ifindex, 0);
}
