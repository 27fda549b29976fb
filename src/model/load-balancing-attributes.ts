/**
 * Every attribute of network load balancers, their listeners and target groups: key, default, values, to what it
 * applies and whether it has an effect here; and what each says, in the types that the data plane needs.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html#load-balancer-attributes
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
 */
import {
  type AttributeDefinition,
  attributeOf,
  oneOf,
  trueOrFalse,
  wholeNumber,
} from './attribute-definition.ts';
import { dataPlaneFeatures } from './data-plane-features.ts';
import type { Listener, LoadBalancer, TargetGroup } from './load-balancing-resources.ts';

type LoadBalancerAttributes = Pick<LoadBalancer, 'attributes'>;
type ListenerAttributes = Pick<Listener, 'attributes' | 'protocol'>;
type TargetGroupAttributes = Pick<TargetGroup, 'attributes' | 'protocol' | 'targetType'>;

/** The most targets of a group, and so the highest threshold that can be met. */
const targetsMax = 1000;

const anyText = { values: 'text', isValue: () => true } as const;
const isTcp = ({ protocol }: Pick<TargetGroup, 'protocol'>) => protocol === 'TCP' || protocol === 'TLS';
const always = (value: string) => () => value;

const deletionProtectionEnabled: AttributeDefinition<LoadBalancerAttributes> = {
  key: 'deletion_protection.enabled',
  defaultOf: always('false'),
  ...trueOrFalse,
  hasEffect: true,
};

const crossZoneEnabled: AttributeDefinition<LoadBalancerAttributes> = {
  key: 'load_balancing.cross_zone.enabled',
  defaultOf: always('false'),
  ...trueOrFalse,
  hasEffect: dataPlaneFeatures.crossZone,
};

const secondaryAddresses: AttributeDefinition<LoadBalancerAttributes> = {
  key: 'secondary_ips.auto_assigned.per_subnet',
  defaultOf: always('0'),
  ...wholeNumber(0, 7),
  hasEffect: dataPlaneFeatures.secondaryAddresses,
};

/** Access logs are written of TLS listeners only; there is no internet gateway; no zone is ever shifted away from. */
export const loadBalancerAttributes: readonly AttributeDefinition<LoadBalancerAttributes>[] = [
  { key: 'access_logs.s3.enabled', defaultOf: always('false'), ...trueOrFalse, hasEffect: false },
  { key: 'access_logs.s3.bucket', defaultOf: always(''), ...anyText, hasEffect: false },
  { key: 'access_logs.s3.prefix', defaultOf: always(''), ...anyText, hasEffect: false },
  deletionProtectionEnabled,
  {
    key: 'dns_record.client_routing_policy',
    defaultOf: always('any_availability_zone'),
    ...oneOf('any_availability_zone', 'availability_zone_affinity', 'partial_availability_zone_affinity'),
    hasEffect: false,
  },
  { key: 'ipv6.deny_all_igw_traffic', defaultOf: always('true'), ...trueOrFalse, hasEffect: false },
  crossZoneEnabled,
  secondaryAddresses,
  { key: 'zonal_shift.config.enabled', defaultOf: always('false'), ...trueOrFalse, hasEffect: false },
];

const tcpIdleTimeout: AttributeDefinition<ListenerAttributes> = {
  key: 'tcp.idle_timeout.seconds',
  defaultOf: always('350'),
  ...wholeNumber(60, 6000),
  appliesTo: ({ protocol }) => protocol === 'TCP',
  hasEffect: dataPlaneFeatures.idleTimeout,
};

export const listenerAttributes: readonly AttributeDefinition<ListenerAttributes>[] = [tcpIdleTimeout];

const terminationAfterDeregistration: AttributeDefinition<TargetGroupAttributes> = {
  key: 'deregistration_delay.connection_termination.enabled',
  defaultOf: (group) => String(dataPlaneFeatures.terminationAfterDeregistration && !isTcp(group)),
  ...trueOrFalse,
  hasEffect: dataPlaneFeatures.terminationAfterDeregistration,
};

const deregistrationDelay: AttributeDefinition<TargetGroupAttributes> = {
  key: 'deregistration_delay.timeout_seconds',
  defaultOf: always('300'),
  ...wholeNumber(0, 3600),
  hasEffect: true,
};

const crossZoneOfGroup: AttributeDefinition<TargetGroupAttributes> = {
  key: 'load_balancing.cross_zone.enabled',
  defaultOf: always('use_load_balancer_configuration'),
  ...oneOf('true', 'false', 'use_load_balancer_configuration'),
  hasEffect: dataPlaneFeatures.crossZone,
};

/** AWS has no way to turn it off for UDP. It never has an effect on what comes through endpoints. */
const preserveClientIp: AttributeDefinition<TargetGroupAttributes> = {
  key: 'preserve_client_ip.enabled',
  defaultOf: (group) =>
    String(dataPlaneFeatures.preserveClientIp && !(isTcp(group) && group.targetType === 'ip')),
  ...trueOrFalse,
  hasEffect: dataPlaneFeatures.preserveClientIp,
};

/** A relay puts the header before streams, the data plane before the first datagram of a flow. */
const proxyProtocol: AttributeDefinition<TargetGroupAttributes> = {
  key: 'proxy_protocol_v2.enabled',
  defaultOf: always('false'),
  ...trueOrFalse,
  hasEffect: dataPlaneFeatures.proxyProtocol,
};

const stickiness: AttributeDefinition<TargetGroupAttributes> = {
  key: 'stickiness.enabled',
  defaultOf: always('false'),
  ...trueOrFalse,
  appliesTo: ({ protocol }) => protocol !== 'TLS',
  hasEffect: dataPlaneFeatures.stickiness,
};

const dnsHealthyCount: AttributeDefinition<TargetGroupAttributes> = {
  key: 'target_group_health.dns_failover.minimum_healthy_targets.count',
  defaultOf: always('1'),
  ...wholeNumber(1, targetsMax, 'off'),
  hasEffect: true,
};

const dnsHealthyPercentage: AttributeDefinition<TargetGroupAttributes> = {
  key: 'target_group_health.dns_failover.minimum_healthy_targets.percentage',
  defaultOf: always('off'),
  ...wholeNumber(1, 100, 'off'),
  hasEffect: true,
};

const routingHealthyCount: AttributeDefinition<TargetGroupAttributes> = {
  key: 'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count',
  defaultOf: always('1'),
  ...wholeNumber(1, targetsMax),
  hasEffect: dataPlaneFeatures.unhealthyTargets,
};

const routingHealthyPercentage: AttributeDefinition<TargetGroupAttributes> = {
  key: 'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage',
  defaultOf: always('off'),
  ...wholeNumber(1, 100, 'off'),
  hasEffect: dataPlaneFeatures.unhealthyTargets,
};

const unhealthyTermination: AttributeDefinition<TargetGroupAttributes> = {
  key: 'target_health_state.unhealthy.connection_termination.enabled',
  defaultOf: always('true'),
  ...trueOrFalse,
  appliesTo: isTcp,
  hasEffect: dataPlaneFeatures.unhealthyTargets,
};

const unhealthyDrainingInterval: AttributeDefinition<TargetGroupAttributes> = {
  key: 'target_health_state.unhealthy.draining_interval_seconds',
  defaultOf: always('0'),
  ...wholeNumber(0, 360_000),
  appliesTo: isTcp,
  hasEffect: dataPlaneFeatures.unhealthyTargets,
};

export const targetGroupAttributes: readonly AttributeDefinition<TargetGroupAttributes>[] = [
  terminationAfterDeregistration,
  deregistrationDelay,
  crossZoneOfGroup,
  preserveClientIp,
  proxyProtocol,
  stickiness,
  {
    key: 'stickiness.type',
    defaultOf: always('source_ip'),
    ...oneOf('source_ip'),
    appliesTo: ({ protocol }) => protocol !== 'TLS',
    hasEffect: true,
  },
  dnsHealthyCount,
  dnsHealthyPercentage,
  routingHealthyCount,
  routingHealthyPercentage,
  unhealthyTermination,
  unhealthyDrainingInterval,
];

/** Whether deleting the load balancer is refused. */
export function deletionProtection(loadBalancer: LoadBalancerAttributes): boolean {
  return isTrue(deletionProtectionEnabled, loadBalancer);
}

/** Addresses that each node has besides its first, 0..7. */
export function secondaryAddressesPerSubnet(loadBalancer: LoadBalancerAttributes): number {
  return Number(attributeOf(secondaryAddresses, loadBalancer));
}

/** Whether the load balancer's nodes send to the group's targets of all zones: the group decides, else the load balancer. */
export function crossZone(loadBalancer: LoadBalancerAttributes, group: TargetGroupAttributes): boolean {
  const own = attributeOf(crossZoneOfGroup, group);
  return own === 'use_load_balancer_configuration' ? isTrue(crossZoneEnabled, loadBalancer) : own === 'true';
}

/** How long a UDP flow may be silent before it is forgotten; it cannot be changed. */
export const udpIdleTimeoutSeconds = 120;

/** How long a TCP connection may be silent before it is forgotten: 60..6000, fixed for TLS. */
export function idleTimeoutSeconds(listener: ListenerAttributes): number {
  return Number(attributeOf(tcpIdleTimeout, listener));
}

/** How long a deregistered target is draining, 0..3600. */
export function deregistrationDelaySeconds(group: TargetGroupAttributes): number {
  return Number(attributeOf(deregistrationDelay, group));
}

/** Whether the flows that a deregistered target still has end with the delay. */
export function terminatesAfterDeregistration(group: TargetGroupAttributes): boolean {
  return isTrue(terminationAfterDeregistration, group);
}

/** Whether targets see the client's address, when it comes without an endpoint. */
export function preservesClientIp(group: TargetGroupAttributes): boolean {
  return isTrue(preserveClientIp, group);
}

/** Whether what is sent to targets begins with a header of the PROXY protocol, version 2. */
export function sendsProxyProtocol(group: TargetGroupAttributes): boolean {
  return isTrue(proxyProtocol, group);
}

/** Whether flows from one source go to one target. */
export function isSticky(group: TargetGroupAttributes): boolean {
  return isTrue(stickiness, group);
}

/** A number of healthy targets of a zone, or a percentage of its targets; undefined is off. */
export interface HealthyThreshold {
  readonly count: number | undefined;
  readonly percentage: number | undefined;
}

/** Below any of these, a zone's nodes send to all targets, healthy or not. */
export function routingThreshold(group: TargetGroupAttributes): HealthyThreshold {
  return threshold(group, routingHealthyCount, routingHealthyPercentage);
}

/** Below any of these, a zone is left out of the load balancer's DNS name. */
export function dnsThreshold(group: TargetGroupAttributes): HealthyThreshold {
  return threshold(group, dnsHealthyCount, dnsHealthyPercentage);
}

/** Whether connections of a target that turns unhealthy are reset. Only of TCP and TLS. */
export function terminatesUnhealthy(group: TargetGroupAttributes): boolean {
  return isTcp(group) && isTrue(unhealthyTermination, group);
}

/** How long connections of an unhealthy target go on when they are not reset, 0..360000: `unhealthy.draining`. */
export function unhealthyDrainingSeconds(group: TargetGroupAttributes): number {
  return Number(attributeOf(unhealthyDrainingInterval, group));
}

function isTrue<R extends LoadBalancerAttributes>(definition: AttributeDefinition<R>, record: R): boolean {
  return attributeOf(definition, record) === 'true';
}

function threshold(
  group: TargetGroupAttributes,
  count: AttributeDefinition<TargetGroupAttributes>,
  percentage: AttributeDefinition<TargetGroupAttributes>,
): HealthyThreshold {
  return { count: numberOf(attributeOf(count, group)), percentage: numberOf(attributeOf(percentage, group)) };
}

function numberOf(value: string): number | undefined {
  return value === 'off' ? undefined : Number(value);
}
