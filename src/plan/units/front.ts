import { cidrContains, formatIpv4, parseIpv4 } from '../../model/address.ts';
import { isRegistered } from '../../model/draining.ts';
import type { Arn, NetworkInterfaceId, VpcId } from '../../model/ids.ts';
import type { Target, TargetGroup } from '../../model/load-balancing-resources.ts';
import { dataPlaneId } from '../data-plane-id.ts';
import type { DataPlaneId } from '../entry.ts';
import { tcpIdleTimeoutSeconds } from '../limits.ts';
import { maglevTable, slotCount } from '../maglev.ts';
import type { Scope } from '../unit.ts';
import { isUp } from './instance.ts';
import { type Node, nodeOf } from './load-balancer.ts';

/** A listener at one node: its targets, those of the node's own zone, and the table that chooses among them. */
export function computeFront(listenerArn: Arn, nodeInterfaceId: NetworkInterfaceId, scope: Scope): void {
  const listener = scope.pick('listener', listenerArn, ['loadBalancerArn', 'targetGroups']);
  const loadBalancer = listener && scope.pick('loadBalancer', listener.loadBalancerArn, ['nodes']);
  const found = loadBalancer?.nodes.find(({ networkInterfaceId }) => networkInterfaceId === nodeInterfaceId);
  const node = found && nodeOf(found, scope);
  const [group] = listener?.targetGroups ?? [];
  if (!group || !node) return;
  const slots = emitTargets(group.arn, node, scope);
  scope.need({ kind: 'leg', subnetId: node.place.subnetId });
  scope.emit('front', {
    id: dataPlaneId(listenerArn, nodeInterfaceId),
    leg: node.place.subnetId,
    address: node.address,
    mac: node.mac,
    targetTable: tableId(group.arn, node, slots),
    slots,
    idleTimeoutSeconds: tcpIdleTimeoutSeconds,
  });
}

/** @returns the number of slots */
function emitTargets(targetGroupArn: Arn, node: Node, scope: Scope): number {
  const ids = new Set<DataPlaneId>();
  for (const { address, port } of addressesInZone(targetGroupArn, node, scope)) {
    const id = dataPlaneId(node.networkInterfaceId, formatIpv4(address), String(port));
    const nextHop = cidrContains(node.place.cidr, address) ? address : node.place.gateway;
    ids.add(id);
    scope.emit('target', { id, address, port, nextHop });
  }
  const slots = slotCount(ids.size);
  scope.emit('targetTable', { id: tableId(targetGroupArn, node, slots), slots: maglevTable([...ids]) });
  return slots;
}

/**
 * The number of slots is part of the name: a front and its table are two writes in the kernel, and while both are
 * written no front may count slots that its table does not have.
 */
function tableId(targetGroupArn: Arn, node: Node, slots: number): DataPlaneId {
  return dataPlaneId(targetGroupArn, node.networkInterfaceId, String(slots));
}

interface SocketAddress {
  readonly address: number;
  readonly port: number;
}

function addressesInZone(targetGroupArn: Arn, node: Node, scope: Scope): readonly SocketAddress[] {
  const group = scope.pick('targetGroup', targetGroupArn, ['targets', 'targetType', 'vpcId']);
  if (!group) return [];
  return group.targets.flatMap((target) => {
    if (!isRegistered(target)) return [];
    const found = locate(target, group, scope);
    const address = found && isServed(found.zone, node) ? parseIpv4(found.address) : undefined;
    return address === undefined ? [] : [{ address, port: target.port }];
  });
}

/** Cross-zone balancing is off; an address outside the VPC belongs to all zones. */
function isServed(zone: string, node: Node): boolean {
  return zone === node.zone || zone === 'all';
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
