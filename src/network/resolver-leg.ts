/**
 * The way from a VPC to its resolver: a veth pair between the VPC's namespace and the hyperplane. The VPC routes the
 * resolver's addresses to it; neither end has an address of its own.
 */
import { namespaceExists } from '../kernel/namespace.ts';
import { setLinkRoute } from '../kernel/rtnetlink-address.ts';
import { deleteLink, findLink, type Link } from '../kernel/rtnetlink-link.ts';
import { type RouteSocket, withRouteSocket } from '../kernel/rtnetlink-socket.ts';
import type { Entries } from '../plan/entry.ts';
import { legMtu } from '../plan/limits.ts';
import { adjustLink, deleteNamedLink, nameLink, plugIn } from './links.ts';
import {
  hyperplaneNamespace,
  linkNames,
  networkNamespace,
  resolverPortName,
  resolverPrefix,
} from './names.ts';

type ResolverLeg = Entries['resolverLeg'];

/** @returns the ifindex of the leg's end in the hyperplane; it stays the same until the leg is removed */
export function ensureResolverLeg(prefix: string, leg: ResolverLeg): number {
  return withRouteSocket(networkNamespace(prefix, leg.vpcId), (network) =>
    withRouteSocket(hyperplaneNamespace(prefix), (hyperplane) => {
      const { end, port } = findPair(network, hyperplane, leg) ?? makePair(prefix, network, hyperplane, leg);
      adjustLink(network, port, {});
      adjustLink(hyperplane, end, {});
      for (const base of leg.addresses) setLinkRoute(network, { base, prefixLength: 32 }, port.index);
      return end.index;
    }),
  );
}

export function removeResolverLeg(prefix: string, leg: ResolverLeg): void {
  const namespace = hyperplaneNamespace(prefix);
  if (!namespaceExists(namespace)) return;
  withRouteSocket(namespace, (socket) => deleteNamedLink(socket, leg.vpcId));
}

interface Pair {
  readonly end: Link;
  readonly port: Link;
}

/** A pair of which only one end has its id was left half made, and goes. */
function findPair(network: RouteSocket, hyperplane: RouteSocket, leg: ResolverLeg): Pair | undefined {
  const end = findLink(hyperplane, leg.vpcId);
  const port = findLink(network, resolverPortName(leg.vpcId));
  if (end !== undefined && port !== undefined) return { end, port };
  if (end !== undefined) deleteLink(hyperplane, end.index);
  if (port !== undefined) deleteLink(network, port.index);
  return undefined;
}

function makePair(prefix: string, network: RouteSocket, hyperplane: RouteSocket, leg: ResolverLeg): Pair {
  const name = plugIn(network, {
    mtu: legMtu,
    names: linkNames(resolverPrefix, leg.vpcId),
    id: resolverPortName(leg.vpcId),
    namespace: hyperplaneNamespace(prefix),
    peer: (port) => ({ name: port, mtu: legMtu }),
  });
  nameLink(hyperplane, name, leg.vpcId);
  const pair = findPair(network, hyperplane, leg);
  if (pair === undefined) throw new Error(`the leg of ${leg.vpcId} is gone just after it was made`);
  return pair;
}
