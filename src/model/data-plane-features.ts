/**
 * What of load balancing the data plane really does. Operations accept what stands here and refuse everything else, so
 * that nothing is promised that no packet sees: whoever teaches the data plane more changes the value in the same commit.
 */
import type { LoadBalancingProtocol } from './load-balancing-resources.ts';

export interface DataPlaneFeatures {
  /** Protocols that listeners may have. */
  readonly listenerProtocols: readonly LoadBalancingProtocol[];
  /** Protocols that target groups may have. */
  readonly targetGroupProtocols: readonly LoadBalancingProtocol[];
  /** New connections are spread over several target groups of a listener by weight. */
  readonly weightedTargetGroups: boolean;
  /** Flows from one source stay with one of several target groups where that is asked for. */
  readonly targetGroupStickiness: boolean;
  /** Security groups of load balancers are enforced, on connections through endpoints and on others. */
  readonly loadBalancerSecurityGroups: boolean;
  /** Nodes use secondary addresses too when they connect to targets. */
  readonly secondaryAddresses: boolean;
  /** A listener's connections are forgotten after its own idle time-out, not after a fixed one. */
  readonly idleTimeout: boolean;
  /** Nodes send to the targets of all zones where cross-zone load balancing is on. */
  readonly crossZone: boolean;
  /** Connections from one source go to one target where stickiness is on. */
  readonly stickiness: boolean;
  /** Targets see the address of a client that comes without an endpoint. */
  readonly preserveClientIp: boolean;
  /** Connections to targets, and UDP flows, begin with a PROXY protocol header where that is asked for. */
  readonly proxyProtocol: boolean;
  /** Connections of a target end with its deregistration delay where that is asked for. */
  readonly terminationAfterDeregistration: boolean;
  /** What a group asks for is done with the connections of unhealthy targets, and with zones short of healthy ones. */
  readonly unhealthyTargets: boolean;
}

export const dataPlaneFeatures: DataPlaneFeatures = {
  listenerProtocols: ['TCP', 'UDP', 'TCP_UDP', 'TLS'],
  targetGroupProtocols: ['TCP', 'UDP', 'TCP_UDP', 'TLS'],
  weightedTargetGroups: true,
  targetGroupStickiness: false,
  loadBalancerSecurityGroups: true,
  secondaryAddresses: true,
  idleTimeout: true,
  crossZone: true,
  stickiness: true,
  preserveClientIp: false,
  proxyProtocol: true,
  terminationAfterDeregistration: true,
  unhealthyTargets: true,
};
