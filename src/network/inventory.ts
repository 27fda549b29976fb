/** Finds what there is under a prefix and removes what is not wanted, collecting errors and going on. */
import { deleteNamespace, listNamespaces, namespaceExists, namespaceInode } from '../kernel/namespace.ts';
import { deleteLink, listLinks } from '../kernel/rtnetlink-link.ts';
import { withRouteSocket } from '../kernel/rtnetlink-socket.ts';
import type { InstanceId, SubnetId, VpcId } from '../model/ids.ts';
import { removeInstance } from './instance.ts';
import { listInstanceFiles } from './instance-files.ts';
import {
  bridgePrefix,
  instanceNamespace,
  legPortName,
  legPrefix,
  type NamespaceRole,
  namespaceRole,
  portPrefix,
  resolverPortName,
  resolverPrefix,
} from './names.ts';
import { endProcesses } from './processes.ts';
import { reasonOf } from './reason.ts';

/** Where everything of one instance of Postern is. */
export interface Place {
  /** Begins the name of every namespace, such as `postern-default`. */
  readonly prefix: string;
  /** Holds a directory for each EC2 instance. */
  readonly stateDirectory: string;
}

/** The ids of what is to stay. */
export interface Wanted {
  readonly hyperplane: boolean;
  readonly networks: ReadonlySet<VpcId>;
  readonly segments: ReadonlySet<SubnetId>;
  readonly legs: ReadonlySet<SubnetId>;
  /** Of VPCs, for their resolvers. */
  readonly resolverLegs: ReadonlySet<VpcId>;
  readonly instances: ReadonlySet<InstanceId>;
}

/** Removes what is there and not wanted. @returns what could not be removed, and why */
export async function removeUnwanted(place: Place, wanted: Wanted): Promise<readonly Error[]> {
  const errors: Error[] = [];
  const attempt = collector(errors);
  const present = listOwn(place.prefix);
  const unwanted = present.filter(({ role }) => !isWanted(role, wanted));
  const stuck = await endProcesses(inodesOf(unwanted.map(({ name }) => name)));
  for (const instanceId of unwantedInstances(place, unwanted, wanted)) {
    attempt(`remove ${instanceId}`, () => removeStoppedInstance(place, instanceId, stuck));
  }
  for (const { name, role } of present) {
    if (role.kind === 'instance') continue;
    if (isWanted(role, wanted)) attempt(`remove links from ${name}`, () => removeLinks(name, role, wanted));
    else attempt(`remove ${name}`, () => deleteNamespace(name));
  }
  return errors;
}

/** @param stuck inodes of namespaces whose processes could not be ended @throws Error when its namespace is one of them */
export function removeStoppedInstance(
  place: Place,
  instanceId: InstanceId,
  stuck: ReadonlySet<number>,
): void {
  const namespace = instanceNamespace(place.prefix, instanceId);
  if (namespaceExists(namespace) && stuck.has(namespaceInode(namespace))) {
    throw new Error('a process in it does not end: it waits for the kernel and cannot be interrupted');
  }
  removeInstance(place.prefix, place.stateDirectory, instanceId);
}

/** The inodes of those namespaces that exist. */
export function inodesOf(namespaces: readonly string[]): ReadonlySet<number> {
  return new Set(namespaces.filter(namespaceExists).map(namespaceInode));
}

interface OwnNamespace {
  readonly name: string;
  readonly role: NamespaceRole;
}

function listOwn(prefix: string): OwnNamespace[] {
  return listNamespaces(`${prefix}-`).flatMap((name) => {
    const role = namespaceRole(prefix, name);
    return role === undefined ? [] : [{ name, role }];
  });
}

function isWanted(role: NamespaceRole, wanted: Wanted): boolean {
  switch (role.kind) {
    case 'hyperplane':
      return wanted.hyperplane;
    case 'network':
      return wanted.networks.has(role.vpcId);
    case 'instance':
      return wanted.instances.has(role.instanceId);
  }
}

/** By their namespaces, and by files that were left without one. */
function unwantedInstances(place: Place, unwanted: readonly OwnNamespace[], wanted: Wanted): Set<InstanceId> {
  const running = unwanted.flatMap(({ role }) => (role.kind === 'instance' ? [role.instanceId] : []));
  const left = listInstanceFiles(place.stateDirectory).filter((id) => !wanted.instances.has(id));
  return new Set([...running, ...left]);
}

/** Removes links that we made and that carry no wanted id, also those that were left before they got one. */
function removeLinks(namespace: string, role: NamespaceRole, wanted: Wanted): void {
  if (!namespaceExists(namespace)) return;
  const ids = new Set<string>(
    role.kind === 'hyperplane'
      ? [...wanted.legs, ...wanted.resolverLegs]
      : [
          ...wanted.segments,
          ...wanted.instances,
          ...[...wanted.legs].map(legPortName),
          ...[...wanted.resolverLegs].map(resolverPortName),
        ],
  );
  withRouteSocket(namespace, (socket) => {
    for (const link of listLinks(socket)) {
      const isOurs = ownPrefixes.some((prefix) => link.name.startsWith(prefix));
      if (isOurs && !link.alternativeNames.some((name) => ids.has(name))) deleteLink(socket, link.index);
    }
  });
}

const ownPrefixes = [bridgePrefix, legPrefix, portPrefix, resolverPrefix];

function collector(errors: Error[]): (what: string, run: () => void) => void {
  return (what, run) => {
    try {
      run();
    } catch (error) {
      errors.push(new Error(`${what}: ${reasonOf(error)}`, { cause: error }));
    }
  };
}
