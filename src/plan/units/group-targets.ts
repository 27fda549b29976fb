/** The targets that a node sends a target group's connections to, and how they are checked. */
import { cidrContains, formatIpv4, parseIpv4 } from '../../model/address.ts';
import { isRegistered } from '../../model/draining.ts';
import { nodeFabricAddress } from '../../model/fabric.ts';
import { fabricSlot } from '../../model/fabric-slot.ts';
import type { Arn, VpcId } from '../../model/ids.ts';
import {
  crossZone,
  isSticky,
  routingThreshold,
  sendsProxyProtocol,
  terminatesAfterDeregistration,
  terminatesUnhealthy,
  unhealthyDrainingSeconds,
} from '../../model/load-balancing-attributes.ts';
import type { LoadBalancer, Target, TargetGroup } from '../../model/load-balancing-resources.ts';
import { dataPlaneId } from '../data-plane-id.ts';
import type { DataPlaneId, Ipv4, Transport } from '../entry.ts';
import type { RoutingHealth } from '../health.ts';
import type { Scope } from '../unit.ts';
import { isUp } from './instance.ts';
import type { Node } from './load-balancer.ts';
import { sourcesUnit } from './sources.ts';

const reads = [
  'targets',
  'targetType',
  'vpcId',
  'protocol',
  'attributes',
  'healthCheck',
] as const satisfies readonly (keyof TargetGroup)[];
type Group = Pick<TargetGroup, (typeof reads)[number]>;

/** A target where it is. */
interface Located {
  readonly target: Target;
  readonly address: Ipv4;
  readonly health: RoutingHealth;
}

/** Where connections to a group come from. */
export interface From {
  readonly node: Node;
  readonly loadBalancer: Pick<LoadBalancer, 'nodes' | 'attributes' | 'securityGroupIds'>;
  /** What the listener takes. */
  readonly transports: readonly Transport[];
  /** What a check by HTTP calls the node. */
  readonly host: string;
}

export interface GroupTargets {
  /** Ids of those that get new connections. */
  readonly ids: readonly DataPlaneId[];
  readonly isSticky: boolean;
}

/**
 * Puts the group's targets and their checks into the plan. Those that are draining stay, so that their connections can
 * end with them; they are neither checked nor given new ones.
 */
export function emitGroupTargets(targetGroupArn: Arn, from: From, scope: Scope): GroupTargets {
  const group = scope.pick('targetGroup', targetGroupArn, reads);
  if (!group) return { ids: [], isSticky: false };
  const { node, host } = from;
  const located = targetsOf(targetGroupArn, group, from, scope);
  const registered = located.filter(({ target }) => isRegistered(target));
  const failsOpen = isShort(group, registered);
  for (const each of located) emitTarget(targetGroupArn, group, node, each, failsOpen, scope);
  for (const each of registered) {
    emitCheck(targetGroupArn, group, node, host, each, scope);
    needOutboundRules(group, from, each.target, scope);
  }
  const routable = failsOpen ? registered : registered.filter(({ health }) => health.usable);
  const ids = routable.map((each) => idOf(targetGroupArn, node, each));
  return { ids: [...new Set(ids)], isSticky: isSticky(group) };
}

/**
 * Whether fewer targets are healthy than the group wants, so that all get connections.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health.html
 */
function isShort(group: Group, located: readonly Located[]): boolean {
  const healthy = located.filter(({ health }) => health.usable).length;
  const { count = 1, percentage = 0 } = routingThreshold(group);
  return healthy < count || healthy * 100 < percentage * located.length;
}

/** What the load balancer's groups let out to the target, for connections of clients and for checks. */
function needOutboundRules(
  { healthCheck }: Group,
  { loadBalancer, transports }: From,
  target: Target,
  scope: Scope,
): void {
  const { securityGroupIds } = loadBalancer;
  if (securityGroupIds.length === 0) return;
  for (const transport of transports) {
    scope.need(sourcesUnit(securityGroupIds, transport, target.port, 'targets'));
  }
  const port = healthCheck.port === 'traffic-port' ? target.port : Number(healthCheck.port);
  if (healthCheck.enabled) scope.need(sourcesUnit(securityGroupIds, 'tcp', port, 'targets'));
}

function idOf(targetGroupArn: Arn, node: Node, { address, target }: Located): DataPlaneId {
  return dataPlaneId(node.networkInterfaceId, targetGroupArn, formatIpv4(address), String(target.port));
}

function emitTarget(
  targetGroupArn: Arn,
  group: Group,
  node: Node,
  located: Located,
  failsOpen: boolean,
  scope: Scope,
): void {
  const { address, target, health } = located;
  scope.emit('target', {
    id: idOf(targetGroupArn, node, located),
    address,
    port: target.port,
    nextHop: cidrContains(node.place.cidr, address) ? address : node.place.gateway,
    ...(terminatesAfterDeregistration(group) && { terminates: true }),
    ...(health.cutAtMs !== undefined && terminatesUnhealthy(group) && { cutAtMs: health.cutAtMs }),
    ...(sendsProxyProtocol(group) && { proxyProtocol: true }),
    ...(group.protocol === 'TLS' && { tls: true }),
    ...(failsOpen && isRegistered(target) && { failsOpen }),
  });
}

function emitCheck(
  targetGroupArn: Arn,
  group: Group,
  { networkInterfaceId }: Node,
  host: string,
  { address, target }: Located,
  scope: Scope,
): void {
  const inSlot = scope.pickAll('networkInterface', 'fabricSlot', fabricSlot(networkInterfaceId), [
    'id',
    'createdAt',
  ]);
  const origin = parseIpv4(nodeFabricAddress(networkInterfaceId, inSlot) ?? '');
  scope.emit('check', {
    targetGroupArn,
    targetId: target.id,
    targetPort: target.port,
    ...(origin !== undefined && group.healthCheck.enabled && { origin }),
    address,
    host,
    settings: group.healthCheck,
    ...(sendsProxyProtocol(group) && { proxyProtocol: true }),
    drainingSeconds: terminatesUnhealthy(group) ? 0 : unhealthyDrainingSeconds(group),
  });
}

function targetsOf(targetGroupArn: Arn, group: Group, from: From, scope: Scope): readonly Located[] {
  const zones = servedZones(group, from);
  return group.targets.flatMap((target) => {
    const found = locate(target, group, scope);
    const address = found && zones.has(found.zone) ? parseIpv4(found.address) : undefined;
    if (address === undefined) return [];
    return [{ target, address, health: scope.health(targetGroupArn, target) }];
  });
}

/** The node's own, or all that the load balancer has nodes in; an address outside the VPC belongs to all zones. */
function servedZones(group: Group, { node, loadBalancer }: From): ReadonlySet<string> {
  const zones = crossZone(loadBalancer, group) ? loadBalancer.nodes.map(({ zone }) => zone) : [node.zone];
  return new Set([...zones, 'all']);
}

/** Address and zone of a target. An instance is a target where it is, and while it is up. */
function locate(
  { id, zone }: Target,
  { targetType, vpcId }: Pick<TargetGroup, 'targetType' | 'vpcId'>,
  scope: Scope,
): { readonly address: string; readonly zone: string } | undefined {
  switch (targetType) {
    case 'ip':
      return { address: id, zone };
    case 'instance':
      return locateInstance(id, vpcId, scope);
  }
}

function locateInstance(id: string, vpcId: VpcId, scope: Scope) {
  const instance = scope.pick('instance', id, ['privateIp', 'subnetId', 'vpcId', 'state']);
  if (!instance || !isUp(instance) || instance.vpcId !== vpcId) return undefined;
  const subnet = scope.pick('subnet', instance.subnetId, ['zone']);
  return subnet && { address: instance.privateIp, zone: subnet.zone };
}
