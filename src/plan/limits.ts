/** Numbers of the data path that AWS documents, or that follow from the legs. */

/** Largest IP packet on a leg, bytes: the links between hyperplane and segments are ordinary Ethernet. */
export const legMtu = 1500;

/** Largest TCP segment that crosses both legs: without the IPv4 (20) and the TCP header (20). @see RFC 9293, 3.7.1 */
export const tcpMss = legMtu - 40;

/**
 * Seconds without a packet after which a TCP flow is forgotten.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html#connection-idle-timeout
 */
export const tcpIdleTimeoutSeconds = 350;

/** How much later the data plane forgets a connection than the relay that carries it ends it, seconds. */
export const relayedIdleMarginSeconds = 60;

/** Seconds without a packet in either direction after which a UDP flow is forgotten; AWS has it fixed. */
export const udpIdleTimeoutSeconds = 120;

/**
 * The same for both protocols towards the resolver, whose questions come from a new port each: a VPC has 64,512 ports at
 * a time, so within the 120 seconds no more than 537 questions a second would find one. The resolver ends connections that
 * say nothing for 10 seconds.
 */
export const resolverIdleTimeoutSeconds = 12;

/**
 * Packets that a network interface may send to its VPC's resolver in a second.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html#vpc-dns-limits
 */
export const resolverPacketsPerSecond = 1024;
