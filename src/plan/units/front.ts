import { formatIpv4 } from '../../model/address.ts';
import type { Arn, NetworkInterfaceId } from '../../model/ids.ts';
import { dataPlaneId } from '../data-plane-id.ts';
import type { DataPlaneId } from '../entry.ts';
import { tcpIdleTimeoutSeconds } from '../limits.ts';
import { maglevTable, slotCount } from '../maglev.ts';
import type { Scope } from '../unit.ts';
import { emitGroupTargets } from './group-targets.ts';
import { type Node, nodeOf } from './load-balancer.ts';
import { emitFront } from './relayed-front.ts';

/** A listener at one node: its targets, those of the node's own zone, and the table that chooses among them. */
export function computeFront(listenerArn: Arn, nodeInterfaceId: NetworkInterfaceId, scope: Scope): void {
  const listener = scope.pick('listener', listenerArn, ['loadBalancerArn', 'targetGroups', 'port']);
  const loadBalancer = listener && scope.pick('loadBalancer', listener.loadBalancerArn, ['nodes']);
  const found = loadBalancer?.nodes.find(({ networkInterfaceId }) => networkInterfaceId === nodeInterfaceId);
  const node = found && nodeOf(found, scope);
  const [group] = listener?.targetGroups ?? [];
  if (!listener || !group || !node) return;
  const ids = emitGroupTargets(group.arn, node, `${formatIpv4(node.address)}:${listener.port}`, scope);
  const slots = slotCount(ids.length);
  const targetTable = tableId(group.arn, node, slots);
  scope.emit('targetTable', { id: targetTable, slots: maglevTable(ids) });
  scope.need({ kind: 'leg', subnetId: node.place.subnetId });
  emitFront(
    listenerArn,
    node,
    {
      id: dataPlaneId(listenerArn, nodeInterfaceId),
      leg: node.place.subnetId,
      address: node.address,
      mac: node.mac,
      targetTable,
      slots,
      idleTimeoutSeconds: tcpIdleTimeoutSeconds,
    },
    scope,
  );
}

/**
 * The number of slots is part of the name: a front and its table are two writes in the kernel, and while both are
 * written no front may count slots that its table does not have.
 */
function tableId(targetGroupArn: Arn, node: Node, slots: number): DataPlaneId {
  return dataPlaneId(targetGroupArn, node.networkInterfaceId, String(slots));
}
