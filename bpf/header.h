/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/*
 * The header of the PROXY protocol, version 2, before the first datagram of a flow. Streams get it from a relay.
 *
 * The datagram grows at its end and its payload moves there, so that its headers stay in their places: where the sender
 * left the checksum to hardware, the kernel remembers that place.
 */
#pragma once
#include "checksum.h"
#include "common.h"
#include "parse.h"

#define PROXY_FIXED_BYTES 16
#define AWS_TLV_BYTES (1 + ENDPOINT_ID_BYTES)
#define TLV_HEAD_BYTES 3
#define TLV_CRC32C 0x03
#define TLV_NOOP 0x04
#define TLV_AWS 0xea
#define AWS_ENDPOINT_ID 0x01
#define CRC32C_REVERSED 0x82f63b78

struct tlv_head {
	__u8 type;
	__be16 bytes;
} __attribute__((packed));

struct proxy_header {
	__u8 signature[12];
	__u8 version;
	__u8 family;
	__be16 bytes;
	__be32 src;
	__be32 dst;
	__be16 sport;
	__be16 dport;
	struct tlv_head crc_head;
	__be32 crc;
	union {
		struct {
			struct tlv_head head;
			__u8 kind;
			__u8 id[ENDPOINT_ID_BYTES];
			struct tlv_head noop;
		} __attribute__((packed)) endpoint;
		struct tlv_head noop;
		__u8 bytes[PROXY_HEADER_BYTES - 35];
	} rest;
} __attribute__((packed));
_Static_assert(sizeof(struct proxy_header) == PROXY_HEADER_BYTES, "size of proxy_header");

/* What stands behind the UDP header in the end. A power of two, as lengths are masked with it. */
#define DATAGRAM_BYTES 2048
_Static_assert(LEG_MTU < DATAGRAM_BYTES, "size of datagrams");

struct datagram {
	struct proxy_header header;
	__u8 payload[DATAGRAM_BYTES];
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct datagram);
} datagrams SEC(".maps");

always_inline void set_tlv(struct tlv_head *head, __u8 type, __u16 bytes)
{
	head->type = type;
	head->bytes = bpf_htons(bytes);
}

/* Not static: see find_port. RFC 3720 B.4; the sum over the header, in which the sum itself is zero. */
__noinline int sum_header(struct proxy_header *header)
{
	__u32 crc = ~0U, low;

	if (!header)
		return 0;
	for (int i = 0; i < PROXY_HEADER_BYTES; i++) {
		crc ^= ((__u8 *)header)[i];
		for (int bit = 0; bit < 8; bit++) {
			low = crc & 1;
			/* As anything but a number this would be two ways to the verifier, at each bit of each byte. */
			asm volatile("" : "+r"(low));
			crc = crc >> 1 ^ low * CRC32C_REVERSED;
		}
	}
	return ~crc;
}

always_inline void build_header(struct proxy_header *header, const struct packet *packet, const struct eni *eni)
{
	const __u8 signature[12] = {0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a};

	__builtin_memset(header, 0, sizeof(*header));
	__builtin_memcpy(header->signature, signature, sizeof(signature));
	header->version = 0x21;
	header->family = 0x12; /* AF_INET, DGRAM */
	header->bytes = bpf_htons(sizeof(*header) - PROXY_FIXED_BYTES);
	header->src = packet->key.src.word[3];
	header->dst = packet->key.dst.word[3];
	header->sport = packet->key.sport;
	header->dport = packet->key.dport;
	set_tlv(&header->crc_head, TLV_CRC32C, sizeof(header->crc));
	if (eni && eni->endpoint[0]) {
		set_tlv(&header->rest.endpoint.head, TLV_AWS, AWS_TLV_BYTES);
		header->rest.endpoint.kind = AWS_ENDPOINT_ID;
		__builtin_memcpy(header->rest.endpoint.id, eni->endpoint, ENDPOINT_ID_BYTES);
		set_tlv(&header->rest.endpoint.noop, TLV_NOOP,
			sizeof(header->rest) - sizeof(header->rest.endpoint));
	} else {
		set_tlv(&header->rest.noop, TLV_NOOP, sizeof(header->rest) - TLV_HEAD_BYTES);
	}
	header->crc = bpf_htonl(sum_header(header));
}

/* Both lengths and all sums for a datagram that has become longer by the header. Returns 0, or what a helper did. */
always_inline int lengthen(struct __sk_buff *skb, const struct proxy_header *header)
{
	struct ethhdr *eth = readable(skb, UDP_HEADERS);
	__be16 before, after;
	struct udphdr *udp;
	struct iphdr *ip;
	__u32 longer;
	int error;

	if (!eth)
		return -1;
	ip = (void *)eth + IP_OFFSET;
	before = ip->tot_len;
	after = bpf_htons(bpf_ntohs(before) + PROXY_HEADER_BYTES);
	ip->tot_len = after;
	ip->check = ~fold16((__u64)(__u16)~ip->check + (__u16)~before + after);
	udp = (void *)eth + UDP_OFFSET;
	before = udp->len;
	after = bpf_htons(bpf_ntohs(before) + PROXY_HEADER_BYTES);
	udp->len = after;
	longer = (__u32)(__u16)~before + after;
	/* The length is in the pseudo header too. */
	error = bpf_l4_csum_replace(skb, UDP_CHECK_OFFSET, 0, longer, BPF_F_PSEUDO_HDR | BPF_F_MARK_MANGLED_0);
	if (error)
		return error;
	return bpf_l4_csum_replace(skb, UDP_CHECK_OFFSET, 0, fold32(longer + sum_words(header, sizeof(*header) / 4)),
				   BPF_F_MARK_MANGLED_0);
}

/* Puts the header before the payload. Returns 0, or what the helper that failed returned. */
static __noinline int insert_header(struct __sk_buff *skb, const struct packet *packet, __u64 eni_id)
{
	__u32 zero = 0, bytes = packet->ip_bytes - (UDP_HEADERS - IP_OFFSET);
	struct datagram *datagram = bpf_map_lookup_elem(&datagrams, &zero);
	int error;

	if (!datagram)
		return -1;
	/* See take_address. */
	asm volatile("" : "+r"(bytes));
	bytes &= DATAGRAM_BYTES - 1;
	/* With the byte before, as Linux 6.1 does not see that a length is not zero. The header is written over it. */
	error = bpf_skb_load_bytes(skb, UDP_HEADERS - 1, (__u8 *)datagram + PROXY_HEADER_BYTES - 1, bytes + 1);
	if (error)
		return error;
	error = bpf_skb_change_tail(skb, IP_OFFSET + packet->ip_bytes + PROXY_HEADER_BYTES, 0);
	if (error)
		return error;
	build_header(&datagram->header, packet, bpf_map_lookup_elem(&enis, &eni_id));
	error = bpf_skb_store_bytes(skb, UDP_HEADERS, datagram, PROXY_HEADER_BYTES + bytes, BPF_F_RECOMPUTE_CSUM);
	if (error)
		return error;
	return lengthen(skb, &datagram->header);
}

/*
 * The first datagram of a flow that can have a header gets it; of several that come at once, one. Returns the reason to
 * drop the datagram.
 */
static __noinline int begin_with_header(struct __sk_buff *skb, const struct packet *packet, struct flow *flow)
{
	if (!(__sync_fetch_and_and(&flow->flags, ~FLOW_HEADER) & FLOW_HEADER))
		return DROP_NONE;
	if (!skb->gso_size && packet->ip_bytes <= LEG_MTU - PROXY_HEADER_BYTES &&
	    !insert_header(skb, packet, flow->eni))
		return DROP_NONE;
	__sync_fetch_and_or(&flow->flags, FLOW_HEADER);
	return DROP_PROXY_HEADER;
}
