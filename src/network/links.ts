/** Making links that are found again by an id, whatever happens in between. */
import { closeSync, openSync } from 'node:fs';
import { SystemError } from '../kernel/libc.ts';
import { namespacePath } from '../kernel/namespace.ts';
import {
  addAlternativeName,
  changeLink,
  createVeth,
  deleteLink,
  findLink,
  type Link,
  type VethEnd,
} from '../kernel/rtnetlink-link.ts';
import type { RouteSocket } from '../kernel/rtnetlink-socket.ts';

/** Calls `create` with one name after the other until one is free. @returns the name that was */
export function createWithFreeName(names: Iterable<string>, create: (name: string) => void): string {
  let taken: unknown;
  for (const name of names) {
    try {
      create(name);
      return name;
    } catch (error) {
      if (!(error instanceof SystemError && error.errno === EEXIST)) throw error;
      taken = error;
    }
  }
  throw taken ?? new Error('there is no name to try for a link');
}

/**
 * Makes a veth pair from a namespace, where it is a port of a bridge if one is given, to another, down there.
 * @param plug.names names to try for this end, which gets the id as alternative name
 * @param plug.peer the other end, given the name that the port got
 * @returns the name that the port got
 */
export function plugIn(
  socket: RouteSocket,
  plug: {
    readonly bridge?: Link;
    readonly mtu: number;
    readonly names: Iterable<string>;
    readonly id: string;
    readonly namespace: string;
    readonly peer: (portName: string) => VethEnd;
  },
): string {
  const fd = openSync(namespacePath(plug.namespace), 'r');
  try {
    const name = createWithFreeName(plug.names, (name) => {
      const port = { name, mtu: plug.mtu };
      createVeth(socket, { port, master: plug.bridge?.index, peer: plug.peer(name), peerNamespaceFd: fd });
    });
    nameLink(socket, name, plug.id);
    return name;
  } finally {
    closeSync(fd);
  }
}

/** Gives a link that was just made its id. When that fails the link goes, since nobody would find it again. */
export function nameLink(socket: RouteSocket, name: string, id: string): Link {
  const link = findLink(socket, name);
  if (link === undefined) throw new Error(`the link ${name} is gone just after it was made`);
  try {
    addAlternativeName(socket, link.index, id);
  } catch (error) {
    deleteLink(socket, link.index);
    throw error;
  }
  return link;
}

/** Brings the link to the wanted state; no message is sent when it is in it. */
export function adjustLink(
  socket: RouteSocket,
  link: Link,
  wanted: { readonly master?: number; readonly mac?: string },
): void {
  const master = wanted.master === link.master ? undefined : wanted.master;
  const mac = wanted.mac === link.mac ? undefined : wanted.mac;
  if (master === undefined && mac === undefined && link.up) return;
  changeLink(socket, link.index, {
    up: true,
    ...(master === undefined ? {} : { master }),
    ...(mac === undefined ? {} : { mac }),
  });
}

/** Deletes the link with this name or alternative name. No error when it is not there. */
export function deleteNamedLink(socket: RouteSocket, name: string): void {
  const link = findLink(socket, name);
  if (link !== undefined) deleteLink(socket, link.index);
}

const EEXIST = 17;
