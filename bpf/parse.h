/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/*
 * From a frame to a packet. Whatever is not a whole, consistent TCP segment or UDP datagram in one IPv4 packet gets a
 * reason to drop it.
 */
#pragma once
#include "checksum.h"
#include "common.h"

/*
 * The fields are 32 bits wide and stand for pointers. In C the compiler may widen the number, which is no pointer any
 * more to the verifier; the load by itself is one.
 */
#define CONTEXT_POINTER(skb, field)                                                        \
	({                                                                                 \
		void *pointer;                                                             \
		asm volatile("%0 = *(u32 *)(%1 + %2)"                                      \
			     : "=r"(pointer)                                               \
			     : "r"(skb), "i"(__builtin_offsetof(struct __sk_buff, field))); \
		pointer;                                                                   \
	})

/* The first `length` bytes of the frame for reading and writing, or NULL when it has no such bytes. */
always_inline void *readable(struct __sk_buff *skb, __u32 length)
{
	void *data = CONTEXT_POINTER(skb, data);

	if (data + length <= CONTEXT_POINTER(skb, data_end))
		return data;
	if (bpf_skb_pull_data(skb, length))
		return NULL;
	data = CONTEXT_POINTER(skb, data);
	return data + length <= CONTEXT_POINTER(skb, data_end) ? data : NULL;
}

/* RFC 791 3.1. `ip_bytes`: the length that the header states. */
always_inline int check_ip(struct __sk_buff *skb, const struct iphdr *ip, __u32 *ip_bytes)
{
	__u32 room = skb->len - IP_OFFSET;

	*ip_bytes = bpf_ntohs(ip->tot_len);
	/* A batch of segments that is longer than the field can say (BIG TCP, Linux 6.3). */
	if (unlikely(*ip_bytes == 0 && skb->gso_size))
		*ip_bytes = room;
	if (unlikely(*(__u8 *)ip != 0x45))
		return ip->version == 4 && ip->ihl > 5 ? DROP_IP_OPTIONS : DROP_IP_MALFORMED;
	if (unlikely(*ip_bytes < sizeof(*ip) || *ip_bytes > room))
		return DROP_IP_MALFORMED;
	if (unlikely(!ip_checksum_is_right(ip)))
		return DROP_IP_CHECKSUM;
	if (unlikely(ip->frag_off & bpf_htons(0x3fff)))
		return DROP_IP_FRAGMENT;
	if (unlikely(ip->protocol != IPPROTO_TCP && ip->protocol != IPPROTO_UDP))
		return ip->protocol == IPPROTO_ICMP ? DROP_ICMP : DROP_PROTOCOL;
	/* Counted down as a router does (RFC 1812 5.3.1), so that a chain of services that leads back to itself ends. */
	if (unlikely(ip->ttl <= 1))
		return DROP_TTL_EXPIRED;
	return DROP_NONE;
}

always_inline __u8 tcp_flags(const struct tcphdr *tcp)
{
	return ((const __u8 *)tcp)[13];
}

/* RFC 9293 3.1. */
always_inline int check_tcp(struct __sk_buff *skb, const struct tcphdr *tcp, __u32 ip_bytes)
{
	__u32 headers = sizeof(struct iphdr) + tcp->doff * 4;
	__u32 largest = skb->gso_size ? headers + skb->gso_size : ip_bytes;
	__u8 flags = tcp_flags(tcp);

	if (unlikely(tcp->doff < 5 || headers > ip_bytes))
		return DROP_TCP_MALFORMED;
	if (unlikely((flags & TCP_SYN) && (flags & (TCP_FIN | TCP_RST))))
		return DROP_TCP_MALFORMED;
	return largest > PACKET_BYTES_MAX ? DROP_TOO_LARGE : DROP_NONE;
}

/* What both protocols have; their ports stand in the same place. */
always_inline void fill(struct packet *packet, struct __sk_buff *skb, const struct ethhdr *eth, __u32 ip_bytes)
{
	const struct iphdr *ip = (const void *)(eth + 1);
	const struct udphdr *ports = (const void *)(ip + 1);

	set_address(&packet->key.src, ip->saddr);
	set_address(&packet->key.dst, ip->daddr);
	packet->key.sport = ports->source;
	packet->key.dport = ports->dest;
	packet->key.ifindex = skb->ifindex;
	packet->ip_bytes = ip_bytes;
	copy_mac(packet->smac, eth->h_source);
	copy_mac(packet->dmac, eth->h_dest);
}

always_inline void fill_tcp(struct packet *packet, const struct tcphdr *tcp, __u32 ip_bytes)
{
	packet->key.protocol = IPPROTO_TCP;
	packet->seq = bpf_ntohl(tcp->seq);
	packet->ack = bpf_ntohl(tcp->ack_seq);
	packet->tcp_bytes = tcp->doff * 4;
	packet->payload = ip_bytes - sizeof(struct iphdr) - packet->tcp_bytes;
	packet->tcp_flags = tcp_flags(tcp);
}

/* RFC 768. Bytes after the datagram are the sender's affair, as they are to Linux. */
always_inline int check_udp(struct __sk_buff *skb, const struct udphdr *udp, __u32 ip_bytes)
{
	__u32 headers = sizeof(struct iphdr) + sizeof(*udp);
	__u32 largest = skb->gso_size ? headers + skb->gso_size : ip_bytes;
	__u32 bytes = bpf_ntohs(udp->len);

	if (bytes < sizeof(*udp) || bytes > ip_bytes - sizeof(struct iphdr))
		return DROP_UDP_MALFORMED;
	return largest > PACKET_BYTES_MAX ? DROP_TOO_LARGE : DROP_NONE;
}

always_inline int parse_udp(struct __sk_buff *skb, struct packet *packet, __u32 ip_bytes)
{
	struct ethhdr *eth = readable(skb, UDP_HEADERS);
	int reason;

	if (!eth)
		return DROP_TRUNCATED;
	if (ip_bytes < UDP_HEADERS - IP_OFFSET)
		return DROP_UDP_MALFORMED;
	reason = check_udp(skb, (void *)eth + UDP_OFFSET, ip_bytes);
	if (reason)
		return reason;
	fill(packet, skb, eth, ip_bytes);
	packet->key.protocol = IPPROTO_UDP;
	return DROP_NONE;
}

/* `packet` must be zeroed. Returns the reason to drop the frame, DROP_NONE when `packet` is filled. */
always_inline int parse(struct __sk_buff *skb, struct packet *packet)
{
	struct ethhdr *eth = readable(skb, TCP_OFFSET);
	__u32 ip_bytes;
	int reason;

	if (unlikely(!eth))
		return DROP_TRUNCATED;
	reason = check_ip(skb, (void *)(eth + 1), &ip_bytes);
	if (unlikely(reason))
		return reason;
	if (((struct iphdr *)(eth + 1))->protocol == IPPROTO_UDP)
		return parse_udp(skb, packet, ip_bytes);
	eth = readable(skb, HEADERS);
	if (unlikely(!eth))
		return DROP_TRUNCATED;
	/* A short packet in a padded frame. */
	if (unlikely(ip_bytes < HEADERS - IP_OFFSET))
		return DROP_TCP_MALFORMED;
	reason = check_tcp(skb, (void *)eth + TCP_OFFSET, ip_bytes);
	if (unlikely(reason))
		return reason;
	fill(packet, skb, eth, ip_bytes);
	fill_tcp(packet, (void *)eth + TCP_OFFSET, ip_bytes);
	return DROP_NONE;
}
