/** Why packets are dropped: the numbers in the kernel and the words for people. */

/**
 * Why a packet was not carried on, with the sentence that explains it. The position is the number in the kernel, from
 * 1: add at the end only. Every packet that is not carried on counts under exactly one of them.
 */
export const dropReasons = {
  truncated: 'the frame ends before its headers do',
  vlan: 'the frame has a VLAN tag',
  not_unicast: 'the frame comes from or goes to a group of stations',
  not_ipv4: 'the frame is neither ARP nor IPv4',
  arp_malformed: 'the ARP packet is not one of RFC 826 for Ethernet and IPv4, or claims an address of ours',
  arp_not_ours: 'the ARP request asks for an address that is not ours',
  ip_malformed: 'the IPv4 header contradicts itself or the length of the frame',
  ip_options: 'the IPv4 header has options',
  ip_checksum: 'the checksum of the IPv4 header is wrong',
  ip_fragment: 'the packet is a fragment',
  ttl_expired: 'the time to live ended here',
  too_large: 'the packet is larger than 8500 bytes',
  icmp: 'ICMP is not carried',
  protocol: 'the protocol is neither TCP nor UDP',
  tcp_malformed: 'the TCP header contradicts itself or the length of the packet',
  not_ours: 'the destination is not an address of ours',
  no_listener: 'nothing listens on the port',
  no_flow: 'the packet belongs to no connection that is known',
  martian_source: 'no connection can come from the source address',
  security_group: 'no rule of the security groups lets the source in',
  eni_missing: 'the network interface of the listener is gone',
  front_missing: 'what stands behind the listener is gone',
  no_target: 'the load balancer has no target',
  port_allocation: 'no source port is free towards the target',
  flow_table_full: 'the table of connections is full',
  setup_race: 'another processor set up the same connection at the same time',
  reply_syn: 'the target tried to open a connection to the client',
  flow_expired: 'the connection was idle for too long',
  flow_revoked: 'the endpoint connection was rejected, deleted or force-closed',
  helper_failed: 'the kernel could not rewrite the packet',
  udp_malformed: 'the UDP header contradicts itself or the length of the packet',
  target_cut: 'the target is unhealthy or was deregistered, and its connections end with that',
  connection_limit: 'the endpoint has as many connections open as it may',
  bandwidth_limit: 'the endpoint sends and receives more than it may',
  load_balancer_inbound: 'no inbound rule of the load balancer lets the client of an endpoint in',
  load_balancer_outbound: 'no outbound rule of the load balancer lets it connect to the target',
  resolver_limit: 'the network interface asks the resolver more in a second than it may',
  proxy_header: 'the datagram has no room for the header of the PROXY protocol',
} as const;

export type DropReason = keyof typeof dropReasons;

/** The reasons in the order of their numbers, which begin at 1. */
// The keys of a literal are its keys.
export const dropReasonNames = Object.keys(dropReasons) as readonly DropReason[];
