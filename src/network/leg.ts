/** The veth pair between a segment and the hyperplane. Neither end has an address. */
import { namespaceExists } from '../kernel/namespace.ts';
import { deleteLink, findLink, type Link } from '../kernel/rtnetlink-link.ts';
import { type RouteSocket, withRouteSocket } from '../kernel/rtnetlink-socket.ts';
import type { SubnetId } from '../model/ids.ts';
import type { Entries } from '../plan/entry.ts';
import { legMtu } from '../plan/limits.ts';
import { adjustLink, deleteNamedLink, nameLink, plugIn } from './links.ts';
import { hyperplaneNamespace, legPortName, legPrefix, linkNames, networkNamespace } from './names.ts';
import { requireBridge } from './segment.ts';

/** @returns the ifindex of the leg's end in the hyperplane; it stays the same until the leg is removed */
export function ensureLeg(prefix: string, leg: Entries['leg']): number {
  return withRouteSocket(networkNamespace(prefix, leg.vpcId), (network) =>
    withRouteSocket(hyperplaneNamespace(prefix), (hyperplane) => {
      const bridge = requireBridge(network, leg.subnetId);
      const end =
        findLeg(network, hyperplane, leg) ?? makeLeg(prefix, network, hyperplane, leg.subnetId, bridge);
      const port = findLink(network, legPortName(leg.subnetId));
      if (port !== undefined) adjustLink(network, port, { master: bridge.index });
      adjustLink(hyperplane, end, {});
      return end.index;
    }),
  );
}

export function removeLeg(prefix: string, leg: Entries['leg']): void {
  const namespace = hyperplaneNamespace(prefix);
  if (!namespaceExists(namespace)) return;
  withRouteSocket(namespace, (socket) => deleteNamedLink(socket, leg.subnetId));
}

/** The end in the hyperplane. A pair of which only one end has its id was left half made, and goes. */
function findLeg(network: RouteSocket, hyperplane: RouteSocket, leg: Entries['leg']): Link | undefined {
  const end = findLink(hyperplane, leg.subnetId);
  const port = findLink(network, legPortName(leg.subnetId));
  if (end !== undefined && port !== undefined) return end;
  if (end !== undefined) deleteLink(hyperplane, end.index);
  if (port !== undefined) deleteLink(network, port.index);
  return undefined;
}

function makeLeg(
  prefix: string,
  network: RouteSocket,
  hyperplane: RouteSocket,
  subnetId: SubnetId,
  bridge: Link,
): Link {
  const name = plugIn(network, {
    bridge,
    mtu: bridge.mtu,
    names: linkNames(legPrefix, subnetId),
    id: legPortName(subnetId),
    namespace: hyperplaneNamespace(prefix),
    peer: (name) => ({ name, mtu: legMtu }),
  });
  return nameLink(hyperplane, name, subnetId);
}
