/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/* Answers for the addresses that live on a leg. RFC 826, RFC 5227. */
#pragma once
#include "common.h"
#include "parse.h"

struct arp {
	__be16 hardware;
	__be16 protocol;
	__u8 hardware_bytes;
	__u8 protocol_bytes;
	__be16 operation;
	__u8 sender_mac[ETH_ALEN];
	__be32 sender;
	__u8 target_mac[ETH_ALEN];
	__be32 target;
} __attribute__((packed));

#define ARP_REQUEST 1
#define ARP_REPLY 2

always_inline int arp_is_well_formed(const struct arp *arp)
{
	return arp->hardware == bpf_htons(1) && arp->protocol == bpf_htons(ETH_P_IP) &&
	       arp->hardware_bytes == ETH_ALEN && arp->protocol_bytes == 4 && !(arp->sender_mac[0] & 1);
}

always_inline struct address_value *address_on_leg(__u32 ifindex, __be32 ipv4)
{
	struct address_key key;

	set_address(&key.addr, ipv4);
	key.ifindex = ifindex;
	return bpf_map_lookup_elem(&addresses, &key);
}

always_inline int answer_arp(struct ethhdr *eth, struct arp *arp, const struct address_value *ours, __u32 ifindex)
{
	__be32 asked = arp->target;

	copy_mac(eth->h_dest, arp->sender_mac);
	copy_mac(eth->h_source, ours->mac);
	arp->operation = bpf_htons(ARP_REPLY);
	copy_mac(arp->target_mac, arp->sender_mac);
	arp->target = arp->sender;
	copy_mac(arp->sender_mac, ours->mac);
	arp->sender = asked;
	return bpf_redirect(ifindex, 0);
}

/* Replies go to the kernel, which asked on behalf of bpf_redirect_neigh; nothing else does. */
static __noinline int handle_arp(struct __sk_buff *skb)
{
	__u32 ifindex = skb->ifindex;
	struct ethhdr *eth = readable(skb, sizeof(*eth) + sizeof(struct arp));
	struct address_value *ours;
	struct arp *arp;

	if (!eth)
		return drop(DROP_TRUNCATED);
	arp = (void *)(eth + 1);
	if (!arp_is_well_formed(arp))
		return drop(DROP_ARP_MALFORMED);
	/* Whoever claims an address of ours would turn the traffic of others to itself. */
	if (address_on_leg(ifindex, arp->sender))
		return drop(DROP_ARP_MALFORMED);
	if (arp->operation == bpf_htons(ARP_REPLY))
		return TC_ACT_OK;
	if (arp->operation != bpf_htons(ARP_REQUEST))
		return drop(DROP_ARP_MALFORMED);
	ours = address_on_leg(ifindex, arp->target);
	return ours ? answer_arp(eth, arp, ours, ifindex) : drop(DROP_ARP_NOT_OURS);
}
