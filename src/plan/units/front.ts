import { formatIpv4 } from '../../model/address.ts';
import type { Arn, NetworkInterfaceId } from '../../model/ids.ts';
import { idleTimeoutSeconds } from '../../model/load-balancing-attributes.ts';
import type { Listener } from '../../model/load-balancing-resources.ts';
import { dataPlaneId } from '../data-plane-id.ts';
import type { DataPlaneId } from '../entry.ts';
import { type WeightedTargets, weightedTable } from '../maglev.ts';
import type { Scope } from '../unit.ts';
import { emitGroupTargets, type From } from './group-targets.ts';
import { nodeOf } from './load-balancer.ts';
import { emitFront } from './relayed-front.ts';

const reads = {
  listener: ['loadBalancerArn', 'targetGroups', 'port', 'protocol', 'attributes'],
  loadBalancer: ['nodes', 'attributes'],
} as const;
type ListenerFields = Pick<Listener, (typeof reads.listener)[number]>;

/** A listener at one node: its targets, and the table that chooses among them. */
export function computeFront(listenerArn: Arn, nodeInterfaceId: NetworkInterfaceId, scope: Scope): void {
  const listener = scope.pick('listener', listenerArn, reads.listener);
  const loadBalancer = listener && scope.pick('loadBalancer', listener.loadBalancerArn, reads.loadBalancer);
  const found = loadBalancer?.nodes.find(({ networkInterfaceId }) => networkInterfaceId === nodeInterfaceId);
  const node = found && nodeOf(found, scope);
  if (!listener || !loadBalancer || !node) return;
  const from = { node, loadBalancer, host: `${formatIpv4(node.address)}:${listener.port}` };
  const id = dataPlaneId(listenerArn, nodeInterfaceId);
  const { targetTable, slots, isSticky } = emitTable(id, listener, from, scope);
  scope.need({ kind: 'leg', subnetId: node.place.subnetId });
  emitFront(
    listenerArn,
    node,
    {
      id,
      leg: node.place.subnetId,
      addresses: node.addresses,
      mac: node.mac,
      targetTable,
      slots,
      idleTimeoutSeconds: idleTimeoutSeconds(listener),
      isSticky,
    },
    scope,
  );
}

/** With several groups, all have to be sticky: which group a client gets is decided with the target. */
function emitTable(front: DataPlaneId, { targetGroups }: ListenerFields, from: From, scope: Scope) {
  const groups = targetGroups.map(({ arn, weight }) => ({
    arn,
    weight,
    ...emitGroupTargets(arn, from, scope),
  }));
  const table = weightedTable(
    groups.map(({ arn, weight, ids }): WeightedTargets => ({ id: dataPlaneId(arn), weight, targets: ids })),
  );
  const targetTable = tableId(front, groups, from, table.length);
  scope.emit('targetTable', { id: targetTable, slots: table });
  return { targetTable, slots: table.length, isSticky: groups.every((group) => group.isSticky) };
}

/**
 * The number of slots is part of the name: a front and its table are two writes in the kernel, and while both are
 * written no front may count slots that its table does not have. Listeners with the same single group share a table.
 */
function tableId(
  front: DataPlaneId,
  groups: readonly { readonly arn: Arn }[],
  { node }: From,
  slots: number,
): DataPlaneId {
  const [only, second] = groups;
  if (only === undefined || second !== undefined) return dataPlaneId(front, 'weighted', String(slots));
  return dataPlaneId(only.arn, node.networkInterfaceId, String(slots));
}
