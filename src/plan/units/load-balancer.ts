import { parseIpv4 } from '../../model/address.ts';
import { nodeFabricAddress } from '../../model/fabric.ts';
import { fabricSlot } from '../../model/fabric-slot.ts';
import type { Arn, NetworkInterfaceId, SecurityGroupId } from '../../model/ids.ts';
import type { Listener, LoadBalancerNode } from '../../model/load-balancing-resources.ts';
import { dataPlaneId } from '../data-plane-id.ts';
import { tcpIdleTimeoutSeconds, tcpMss } from '../limits.ts';
import { transportsOf } from '../transports.ts';
import type { Scope } from '../unit.ts';
import { frontId } from './front-id.ts';
import { isPlace, type Place, placeOf } from './place.ts';
import { groupsId, sourcesId, sourcesUnit } from './sources.ts';

const interfaceFields = ['mac'] as const;
const listenerFields = ['id', 'port', 'protocol'] as const;
const existence = [] as const;

/** A node with all that the data plane needs to know of it. */
export interface Node {
  readonly networkInterfaceId: LoadBalancerNode['networkInterfaceId'];
  readonly zone: string;
  readonly place: Place;
  readonly address: number;
  /** Its own and the secondary ones. */
  readonly addresses: readonly number[];
  readonly mac: string;
}

/** The node in the form of the data plane; undefined when records it stands on are missing. */
export function nodeOf(
  { networkInterfaceId, zone, subnetId, privateIp, secondaryIps = [] }: LoadBalancerNode,
  scope: Scope,
): Node | undefined {
  const networkInterface = scope.pick('networkInterface', networkInterfaceId, interfaceFields);
  const place = placeOf(subnetId, scope);
  const address = parseIpv4(privateIp);
  if (!networkInterface || !place || address === undefined) return undefined;
  const addresses = [address, ...secondaryIps.flatMap((ip) => parseIpv4(ip) ?? [])];
  return { networkInterfaceId, zone, place, address, addresses, mac: networkInterface.mac };
}

/** Whether `nodeOf` finds the node: then its listeners have fronts. */
export function isNode({ networkInterfaceId, subnetId }: LoadBalancerNode, scope: Scope): boolean {
  return (
    scope.pick('networkInterface', networkInterfaceId, existence) !== undefined && isPlace(subnetId, scope)
  );
}

/**
 * A load balancer's nodes have addresses of their own, from which targets are reached; clients in the VPC can use them
 * too. One that was made without security groups takes clients from everywhere.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
 */
export function computeLoadBalancer(arn: Arn, scope: Scope): void {
  const loadBalancer = scope.pick('loadBalancer', arn, ['nodes', 'securityGroupIds']);
  const { nodes = [], securityGroupIds = [] } = loadBalancer ?? {};
  const listeners = scope.pickAll('listener', 'loadBalancer', arn, listenerFields);
  for (const node of nodes.map((node) => nodeOf(node, scope))) {
    if (!node) continue;
    emitNode(node, securityGroupIds, scope);
    for (const listener of listeners) emitListeners(node, listener, securityGroupIds, scope);
  }
}

function emitNode(node: Node, groups: readonly SecurityGroupId[], scope: Scope): void {
  const { networkInterfaceId, place, addresses, mac } = node;
  const leg = place.subnetId;
  const eni = dataPlaneId(networkInterfaceId);
  scope.need({ kind: 'leg', subnetId: leg });
  scope.emit('eni', { id: eni, networkInterfaceId, epoch: 0 });
  for (const address of addresses) scope.emit('address', { leg, address, mac, eni, role: 'node' });
  emitOrigin(node, groups, scope);
}

/** The node's address on the fabric; undefined when it got none. */
export function originOf(networkInterfaceId: NetworkInterfaceId, scope: Scope): number | undefined {
  const slot = fabricSlot(networkInterfaceId);
  const inSlot = scope.pickAll('networkInterface', 'fabricSlot', slot, ['id', 'createdAt']);
  return parseIpv4(nodeFabricAddress(networkInterfaceId, inSlot) ?? '');
}

/** What the hyperplane itself sends to targets, such as health checks, comes from the node too. */
function emitOrigin(
  { networkInterfaceId, place, address, mac }: Node,
  groups: readonly SecurityGroupId[],
  scope: Scope,
): void {
  const own = originOf(networkInterfaceId, scope);
  if (own === undefined) return;
  scope.emit('origin', {
    address: own,
    leg: place.subnetId,
    node: address,
    mac,
    eni: dataPlaneId(networkInterfaceId),
    base: place.cidr.base,
    prefixLength: place.cidr.prefixLength,
    gateway: place.gateway,
    idleTimeoutSeconds: tcpIdleTimeoutSeconds,
    mss: tcpMss,
    ...(groups.length > 0 && { outbound: groupsId(groups, 'targets') }),
  });
}

function emitListeners(
  { networkInterfaceId, place, address }: Node,
  { id, port, protocol: listened }: Pick<Listener, (typeof listenerFields)[number]>,
  groups: readonly SecurityGroupId[],
  scope: Scope,
): void {
  scope.need({ kind: 'front', listenerArn: id, nodeInterfaceId: networkInterfaceId });
  for (const protocol of transportsOf(listened)) {
    const sources = groups.length > 0 ? sourcesUnit(groups, protocol, port) : undefined;
    if (sources) scope.need(sources);
    scope.emit('listener', {
      leg: place.subnetId,
      address,
      protocol,
      port,
      eni: dataPlaneId(networkInterfaceId),
      front: frontId(id, networkInterfaceId, protocol),
      ...(sources && { sources: sourcesId(sources) }),
      mss: tcpMss,
    });
  }
}
