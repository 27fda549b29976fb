/** The fabric's leg: a veth pair inside the hyperplane, between its own stack and the eBPF program. */
import { closeSync, openSync } from 'node:fs';
import { namespacePath } from '../kernel/namespace.ts';
import { addAddress, setDefaultRoute, setLocalPrefix, setNeighbour } from '../kernel/rtnetlink-address.ts';
import { createVeth, deleteLink, findLink, type Link } from '../kernel/rtnetlink-link.ts';
import { type RouteSocket, withRouteSocket } from '../kernel/rtnetlink-socket.ts';
import { parseIpv4 } from '../model/address.ts';
import {
  fabricGatewayAddress,
  fabricMacs,
  fabricNodes,
  fabricStackAddress,
  relayFabricAddress,
  resolverFabricAddress,
} from '../model/fabric.ts';
import { legMtu } from '../plan/limits.ts';
import { adjustLink } from './links.ts';
import { fabricLinks } from './names.ts';

/**
 * Makes what is missing of it. Whatever the stack sends to others goes to the program, which is all that is behind the
 * default route; there is nobody who answers ARP.
 * @returns the ifindex of the end that gets the program
 */
export function ensureFabric(namespace: string): number {
  return withRouteSocket(namespace, (socket) => {
    const { stack, leg } = findPair(socket) ?? makePair(socket, namespace);
    adjustLink(socket, leg, {});
    adjustLink(socket, stack, { mac: fabricMacs.stack });
    for (const address of [fabricStackAddress, resolverFabricAddress, relayFabricAddress]) {
      addAddress(socket, { index: stack.index, address: numberOf(address), prefixLength: 32 });
    }
    setLocalPrefix(socket, fabricNodes, loopbackIndex);
    const gateway = numberOf(fabricGatewayAddress);
    setNeighbour(socket, { index: stack.index, address: gateway, mac: fabricMacs.gateway });
    setDefaultRoute(socket, gateway, stack.index, { onLink: true });
    return leg.index;
  });
}

/** In every namespace. */
const loopbackIndex = 1;

interface Pair {
  readonly stack: Link;
  readonly leg: Link;
}

function findPair(socket: RouteSocket): Pair | undefined {
  const stack = findLink(socket, fabricLinks.stack);
  const leg = findLink(socket, fabricLinks.leg);
  if (stack !== undefined && leg !== undefined) return { stack, leg };
  if (stack !== undefined) deleteLink(socket, stack.index);
  if (leg !== undefined) deleteLink(socket, leg.index);
  return undefined;
}

function makePair(socket: RouteSocket, namespace: string): Pair {
  const fd = openSync(namespacePath(namespace), 'r');
  try {
    createVeth(socket, {
      port: { name: fabricLinks.stack, mtu: legMtu, mac: fabricMacs.stack },
      peer: { name: fabricLinks.leg, mtu: legMtu },
      peerNamespaceFd: fd,
    });
  } finally {
    closeSync(fd);
  }
  const pair = findPair(socket);
  if (pair === undefined) throw new Error('the fabric is gone just after it was made');
  return pair;
}

function numberOf(address: string): number {
  // The constants of the fabric are addresses.
  return parseIpv4(address)!;
}
