/** The front of a listener whose connections go through a relay, since a kernel cannot carry them. */

import { parseIpv4 } from '../../model/address.ts';
import { clientFabricAddress, fabricMacs, relayFabricAddress, relayPort } from '../../model/fabric.ts';
import type { Arn } from '../../model/ids.ts';
import { sendsProxyProtocol } from '../../model/load-balancing-attributes.ts';
import type { Listener } from '../../model/load-balancing-resources.ts';
import { defaultTlsPolicyName } from '../../model/tls-policies.ts';
import { dataPlaneId } from '../data-plane-id.ts';
import { type Entries, fabricLeg, type RelayTls } from '../entry.ts';
import { relayedIdleMarginSeconds } from '../limits.ts';
import type { Scope } from '../unit.ts';
import { type Node, originOf } from './load-balancer.ts';

const listenerFields = ['protocol', 'targetGroups', 'certificateArns', 'sslPolicy', 'alpnPolicy'] as const;
const groupFields = ['protocol', 'targetType', 'attributes'] as const;

/**
 * Puts the front into the plan: as it is, or, for a listener that needs a relay, under another name, by which the relay
 * chooses targets, and in its place one that leads to the relay.
 */
export function emitFront(listenerArn: Arn, node: Node, front: Entries['front'], scope: Scope): void {
  const listener = scope.pick('listener', listenerArn, listenerFields);
  if (!listener || !isRelayed(listener, scope)) {
    scope.emit('front', front);
    return;
  }
  const parts = [listenerArn, node.networkInterfaceId, 'relay'] as const;
  const [id, choice, targetTable] = [
    dataPlaneId(...parts),
    dataPlaneId(...parts, 'choice'),
    dataPlaneId(...parts, 'table'),
  ];
  const { idleTimeoutSeconds, inbound } = front;
  const tls = tlsOf(listener, scope);
  const address = parseIpv4(relayFabricAddress) ?? 0;
  const origin = originOf(node.networkInterfaceId, scope);
  scope.emit('front', { ...front, id: choice });
  // Without an address to speak from there is no relay, and connections end there: nothing may go to targets as it is.
  if (origin !== undefined) {
    scope.emit('relay', { id, choice, origin, idleTimeoutSeconds, ...(tls && { tls }) });
  }
  scope.emit('target', { id, address, port: relayPort, nextHop: address });
  scope.emit('targetTable', { id: targetTable, slots: [id] });
  scope.emit('front', {
    id: front.id,
    leg: fabricLeg,
    addresses: [clientFabricAddress(listenerArn, node.networkInterfaceId)],
    mac: fabricMacs.gateway,
    targetTable,
    slots: 1,
    idleTimeoutSeconds: idleTimeoutSeconds + relayedIdleMarginSeconds,
    isSticky: false,
    // What goes out to targets meets the node's outbound rules.
    ...(inbound && { inbound }),
    ...(scope.pick('listener', listenerArn, listenerFields)?.protocol === 'TLS' && { isTls: true }),
  });
}

type Facts = Pick<Listener, (typeof listenerFields)[number]>;

/** TLS ends at the relay, and the header of the PROXY protocol is put before the stream there. */
function isRelayed({ protocol, targetGroups }: Facts, scope: Scope): boolean {
  if (protocol === 'TLS') return true;
  return targetGroups.some(({ arn }) => {
    const group = scope.pick('targetGroup', arn, groupFields);
    return group !== undefined && sendsProxyProtocol(group);
  });
}

function tlsOf(listener: Facts, scope: Scope): RelayTls | undefined {
  if (listener.protocol !== 'TLS') return undefined;
  const { certificateArns = [], sslPolicy = defaultTlsPolicyName, alpnPolicy = 'None' } = listener;
  const certificates = certificateArns.flatMap((arn) => {
    const certificate = scope.pick('certificate', arn, ['importedAt']);
    return certificate ? [{ arn, importedAt: certificate.importedAt }] : [];
  });
  return { policy: sslPolicy, alpn: alpnPolicy, certificates };
}
