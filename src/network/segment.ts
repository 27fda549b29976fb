/** A subnet's bridge in its VPC's namespace, with the gateway's address on it. */

import { namespaceExists } from '../kernel/namespace.ts';
import {
  addAddress,
  deleteAddress,
  type InterfaceAddress,
  listAddresses,
} from '../kernel/rtnetlink-address.ts';
import { createBridge, findLink, type Link } from '../kernel/rtnetlink-link.ts';
import { type RouteSocket, withRouteSocket } from '../kernel/rtnetlink-socket.ts';
import type { SubnetId } from '../model/ids.ts';
import type { Entries } from '../plan/entry.ts';
import { legMtu } from '../plan/limits.ts';
import { adjustLink, createWithFreeName, deleteNamedLink, nameLink } from './links.ts';
import { bridgePrefix, gatewayMac, linkNames, networkNamespace } from './names.ts';

export function ensureSegment(prefix: string, segment: Entries['segment']): void {
  withRouteSocket(networkNamespace(prefix, segment.vpcId), (socket) => {
    const mac = gatewayMac(segment.subnetId);
    const bridge = findLink(socket, segment.subnetId) ?? makeBridge(socket, segment.subnetId, mac);
    adjustLink(socket, bridge, { mac });
    ensureOnlyAddress(socket, {
      index: bridge.index,
      address: segment.gateway,
      prefixLength: segment.prefixLength,
    });
  });
}

export function removeSegment(prefix: string, segment: Entries['segment']): void {
  const namespace = networkNamespace(prefix, segment.vpcId);
  if (!namespaceExists(namespace)) return;
  withRouteSocket(namespace, (socket) => deleteNamedLink(socket, segment.subnetId));
}

/** The segment's bridge. @throws Error when the segment does not exist */
export function requireBridge(socket: RouteSocket, subnetId: SubnetId): Link {
  const bridge = findLink(socket, subnetId);
  if (bridge === undefined) throw new Error(`there is no segment for ${subnetId} on this machine`);
  return bridge;
}

/** Gives the link the address and takes away every other. */
export function ensureOnlyAddress(socket: RouteSocket, wanted: InterfaceAddress): void {
  const present = listAddresses(socket, wanted.index);
  const isWanted = (one: InterfaceAddress) =>
    one.address === wanted.address && one.prefixLength === wanted.prefixLength;
  if (!present.some(isWanted)) addAddress(socket, wanted);
  for (const other of present) if (!isWanted(other)) deleteAddress(socket, other);
}

function makeBridge(socket: RouteSocket, subnetId: SubnetId, mac: string): Link {
  const name = createWithFreeName(linkNames(bridgePrefix, subnetId), (name) =>
    createBridge(socket, { name, mac, mtu: legMtu }),
  );
  return nameLink(socket, name, subnetId);
}
