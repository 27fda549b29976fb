import { formatIpv4 } from '../../model/address.ts';
import type { Arn, NetworkInterfaceId } from '../../model/ids.ts';
import { idleTimeoutSeconds } from '../../model/load-balancing-attributes.ts';
import type { Listener, LoadBalancer } from '../../model/load-balancing-resources.ts';
import { dataPlaneId } from '../data-plane-id.ts';
import type { DataPlaneId, Entries, Transport } from '../entry.ts';
import { type WeightedTargets, weightedTable } from '../maglev.ts';
import { transportsOf } from '../transports.ts';
import type { Scope } from '../unit.ts';
import { frontId } from './front-id.ts';
import { emitGroupTargets, type From } from './group-targets.ts';
import { nodeOf } from './load-balancer.ts';
import { emitFront } from './relayed-front.ts';
import { groupsId, sourcesUnit } from './sources.ts';

const reads = {
  listener: ['loadBalancerArn', 'targetGroups', 'port', 'protocol', 'attributes'],
  loadBalancer: ['nodes', 'attributes', 'securityGroupIds', 'enforceInboundRulesOnPrivateLink'],
} as const;
type ListenerFields = Pick<Listener, (typeof reads.listener)[number]>;
type LoadBalancerFields = Pick<LoadBalancer, (typeof reads.loadBalancer)[number]>;

/** A listener at one node: its targets, and the table that chooses among them. */
export function computeFront(listenerArn: Arn, nodeInterfaceId: NetworkInterfaceId, scope: Scope): void {
  const listener = scope.pick('listener', listenerArn, reads.listener);
  const loadBalancer = listener && scope.pick('loadBalancer', listener.loadBalancerArn, reads.loadBalancer);
  const found = loadBalancer?.nodes.find(({ networkInterfaceId }) => networkInterfaceId === nodeInterfaceId);
  const node = found && nodeOf(found, scope);
  if (!listener || !loadBalancer || !node) return;
  const transports = transportsOf(listener.protocol);
  const from = { node, loadBalancer, transports, host: `${formatIpv4(node.address)}:${listener.port}` };
  const id = dataPlaneId(listenerArn, nodeInterfaceId);
  const { targetTable, slots, isSticky } = emitTable(id, listener, from, scope);
  scope.need({ kind: 'leg', subnetId: node.place.subnetId });
  for (const transport of transports) {
    const front: Entries['front'] = {
      id: frontId(listenerArn, nodeInterfaceId, transport),
      leg: node.place.subnetId,
      addresses: node.addresses,
      mac: node.mac,
      targetTable,
      slots,
      idleTimeoutSeconds: idleTimeoutSeconds(listener),
      isSticky,
      ...groupsOf(loadBalancer, transport, listener.port, scope),
    };
    // Relays carry streams.
    if (transport === 'tcp') emitFront(listenerArn, node, front, scope);
    else scope.emit('front', front);
  }
}

/**
 * The load balancer's security groups, which clients of endpoints meet unless that is turned off, and all targets.
 * Clients that come to the node itself meet them at its listeners.
 */
function groupsOf(
  { securityGroupIds, enforceInboundRulesOnPrivateLink }: LoadBalancerFields,
  transport: Transport,
  port: number,
  scope: Scope,
): Pick<Entries['front'], 'inbound' | 'outbound'> {
  if (securityGroupIds.length === 0) return {};
  const outbound = groupsId(securityGroupIds, 'targets');
  if (!enforceInboundRulesOnPrivateLink) return { outbound };
  scope.need(sourcesUnit(securityGroupIds, transport, port, 'consumers'));
  return { inbound: groupsId(securityGroupIds, 'consumers'), outbound };
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
