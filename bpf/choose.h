/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/* Who may open a connection, and what it leads to. */
#pragma once
#include "arp.h"
#include "opening.h"

/* Whether the set of allowed sources has the address. Set 0 has all. */
always_inline int source_is_allowed(__u64 set, const struct address *source)
{
	struct source_key key;

	if (!set)
		return 1;
	key.prefix_length = 8 * (sizeof(key.set) + sizeof(key.addr));
	__builtin_memcpy(key.set, &set, sizeof(set));
	key.addr = *source;
	return bpf_map_lookup_elem(&sources, &key) != NULL;
}

/*
 * Whether a load balancer's groups let an address in, or let the load balancer out to it, at a port. Groups 0 are none,
 * which stop nobody.
 */
always_inline int groups_allow(__u64 groups, __u8 protocol, __be16 port, const struct address *address)
{
	return !groups || source_is_allowed(groups ^ ((__u64)protocol << 16 | bpf_ntohs(port)), address);
}

/* RFC 6890: addresses that no packet can come from; or one of ours, which does not open connections on this leg. */
always_inline int source_is_martian(const struct packet *packet)
{
	__be32 source = packet->key.src.word[3];
	__u8 first = bpf_ntohl(source) >> 24;

	return first == 0 || first == 127 || first >= 224 || packet->key.sport == 0 ||
	       address_on_leg(packet->key.ifindex, source) != NULL;
}

/* The finalizer of MurmurHash3: every bit of the input moves every bit of the output. */
always_inline __u64 mix(__u64 value)
{
	value ^= value >> 33;
	value *= 0xff51afd7ed558ccdULL;
	value ^= value >> 33;
	value *= 0xc4ceb9fe1a85ec53ULL;
	return value ^ (value >> 33);
}

/* As AWS states it: addresses, ports and the TCP sequence number. A SYN that is sent again meets the same slot. */
always_inline __u32 hash_packet(const struct packet *packet)
{
	__u64 addresses_hash = mix((__u64)packet->key.src.word[3] << 32 | packet->key.dst.word[3]);
	__u64 ports = (__u64)packet->key.sport << 16 | packet->key.dport;

	return mix(addresses_hash ^ (ports << 32 | packet->seq));
}

/* Of the client alone; clients of two endpoints may have the same address. */
always_inline __u32 hash_client(const struct packet *packet, __u64 eni)
{
	return mix(eni ^ packet->key.src.word[3]);
}

always_inline struct target *choose_target(const struct front *front, const struct packet *packet,
					   struct opening *opening)
{
	__u32 hash = front->sticky ? hash_client(packet, opening->eni) : hash_packet(packet);
	__u64 table_id = front->table, *target_id;
	void *table = bpf_map_lookup_elem(&target_tables, &table_id);
	__u32 slot = ((__u64)hash * front->slots) >> 32;

	if (!table)
		return NULL;
	target_id = bpf_map_lookup_elem(table, &slot);
	if (!target_id)
		return NULL;
	opening->target = *target_id;
	return bpf_map_lookup_elem(&targets, target_id);
}

/* Whose connection it is. Returns the reason to drop. */
always_inline int open_under(struct opening *opening, __u64 eni_id)
{
	struct eni *eni = bpf_map_lookup_elem(&enis, &eni_id);

	if (!eni)
		return DROP_ENI_MISSING;
	opening->eni = eni_id;
	opening->epoch = eni->epoch;
	opening->limit = eni->limit;
	opening->paced = eni->paced ? FLOW_PACED : 0;
	return DROP_NONE;
}

/* One of the node's addresses, by a number of any size. */
always_inline void take_address(const struct front *front, struct opening *opening, __u32 number)
{
	__u32 index = opening->addresses > 1 ? number % opening->addresses : 0;

	/* Linux 6.1 forgets what it knows of a number when that is copied; masked just before its use it stays bounded. */
	asm volatile("" : "+r"(index));
	opening->src = front->addr[index & (NODE_ADDRESSES_MAX - 1)];
}

always_inline __u32 traffic_of(const struct packet *packet, const struct front *front)
{
	if (packet->key.protocol == IPPROTO_UDP)
		return TRAFFIC_UDP;
	return front->tls ? TRAFFIC_TLS : TRAFFIC_TCP;
}

/* The target of a connection to a listener at an address of that role. Returns the reason to drop. */
static __noinline int choose(const struct packet *packet, const struct listener *listener, __u32 role,
			     struct opening *opening)
{
	__u64 front_id = listener->front;
	__u8 protocol = packet->key.protocol;
	const struct front *front;
	const struct target *target;
	int reason = open_under(opening, listener->eni);

	if (reason)
		return reason;
	front = bpf_map_lookup_elem(&fronts, &front_id);
	if (!front)
		return DROP_FRONT_MISSING;
	if (role == ROLE_ENDPOINT && !groups_allow(front->inbound, protocol, packet->key.dport, &packet->key.src))
		return DROP_LOAD_BALANCER_INBOUND;
	target = choose_target(front, packet, opening);
	if (!target)
		return DROP_NO_TARGET;
	if (!groups_allow(front->outbound, protocol, target->port, &target->addr))
		return DROP_LOAD_BALANCER_OUTBOUND;
	opening->mss = listener->mss;
	opening->idle_seconds = protocol == IPPROTO_UDP && !front->fabric ? UDP_IDLE_SECONDS : front->idle_seconds;
	opening->ifindex = front->ifindex;
	opening->front = front_id;
	opening->addresses = front->addresses;
	take_address(front, opening, hash_packet(packet) >> 16);
	copy_mac(opening->node_mac, front->mac);
	opening->dst = target->addr;
	opening->port = target->port;
	opening->next_hop = target->next_hop;
	opening->towards_target = front->fabric ? FLOW_FABRIC : 0;
	opening->traffic = traffic_of(packet, front);
	opening->towards_client = 0;
	opening->fails_open = target->fails_open;
	opening->from_client = front->metered ? FLOW_METERED : 0;
	if (protocol == IPPROTO_UDP && target->proxy_protocol)
		opening->from_client |= FLOW_HEADER;
	return DROP_NONE;
}

/* An address in a VPC that lies in the fabric's own range has another name on the fabric. */
always_inline __be32 address_in_vpc(__be32 on_fabric)
{
	if ((on_fabric & bpf_htonl(FABRIC_HIDDEN_MASK)) == bpf_htonl(FABRIC_HIDDEN_BASE))
		return on_fabric ^ bpf_htonl(FABRIC_HIDDEN_SWAP);
	return on_fabric;
}

/* The way through the node that the source address on the fabric stands for. Returns the reason to drop. */
static __noinline int choose_origin(const struct packet *packet, struct opening *opening)
{
	struct address_key key = {.addr = packet->key.src, .ifindex = packet->key.ifindex};
	const struct origin *origin = bpf_map_lookup_elem(&origins, &key);
	__be32 target = address_in_vpc(packet->key.dst.word[3]);
	int reason;

	if (!origin)
		return DROP_NOT_OURS;
	reason = open_under(opening, origin->eni);
	if (reason)
		return reason;
	opening->front = 0;
	opening->addresses = 1;
	opening->target = 0;
	opening->fails_open = 0;
	opening->from_client = 0;
	opening->mss = origin->mss;
	opening->idle_seconds = origin->idle_seconds;
	opening->ifindex = origin->ifindex;
	opening->src = origin->addr;
	copy_mac(opening->node_mac, origin->mac);
	set_address(&opening->dst, target);
	opening->port = packet->key.dport;
	opening->next_hop = (bpf_ntohl(target) & origin->mask) == origin->subnet ? opening->dst : origin->gateway;
	copy_mac(opening->asked_mac, packet->dmac);
	opening->towards_target = 0;
	opening->towards_client = FLOW_FABRIC;
	opening->traffic = TRAFFIC_OWN;
	if (!groups_allow(origin->outbound, packet->key.protocol, packet->key.dport, &opening->dst))
		return DROP_LOAD_BALANCER_OUTBOUND;
	return DROP_NONE;
}

/* Whether groups of the endpoint, and of the load balancer behind it, let the sender in. Returns the reason to drop. */
static __noinline int check_source(const struct packet *packet, const struct listener *listener, __u32 role)
{
	__u64 front_id = listener->front;
	const struct front *front;

	if (!source_is_allowed(listener->sources, &packet->key.src))
		return DROP_SECURITY_GROUP;
	if (role != ROLE_ENDPOINT)
		return DROP_NONE;
	front = bpf_map_lookup_elem(&fronts, &front_id);
	if (front && !groups_allow(front->inbound, packet->key.protocol, packet->key.dport, &packet->key.src))
		return DROP_LOAD_BALANCER_INBOUND;
	return DROP_NONE;
}

always_inline const struct listener *listener_of(const struct packet *packet)
{
	struct listener_key key = {
		.addr = packet->key.dst,
		.ifindex = packet->key.ifindex,
		.port = packet->key.dport,
		.protocol = packet->key.protocol,
	};

	return bpf_map_lookup_elem(&listeners, &key);
}

/* Any other of the node's addresses, when the first has no port left. */
static __noinline int take_other_address(struct opening *opening)
{
	__u64 front_id = opening->front;
	const struct front *front = bpf_map_lookup_elem(&fronts, &front_id);
	__be32 before = opening->src.word[3];

	if (!front)
		return 0;
	for (int i = 0; i < NODE_ADDRESSES_MAX && opening->src.word[3] == before; i++)
		take_address(front, opening, bpf_get_prandom_u32());
	return opening->src.word[3] != before;
}
