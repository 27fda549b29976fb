/**
 * The hyperplane's namespace and those of managed VPCs. There is no way out of either: no link to the machine, and the
 * hyperplane's own stack has its fabric alone.
 */
import { createNamespace, deleteNamespace, namespaceExists } from '../kernel/namespace.ts';
import { findLink } from '../kernel/rtnetlink-link.ts';
import { withRouteSocket } from '../kernel/rtnetlink-socket.ts';
import type { Entries } from '../plan/entry.ts';
import { ensureFabric } from './fabric.ts';
import { adjustLink } from './links.ts';
import { hyperplaneNamespace, networkNamespace } from './names.ts';
import { hyperplaneSysctls, networkSysctls, type Sysctls, setSysctls } from './sysctl.ts';

/** @returns the ifindex of the fabric's leg */
export function ensureHyperplane(prefix: string): number {
  const namespace = hyperplaneNamespace(prefix);
  ensureNamespace(namespace, hyperplaneSysctls);
  return ensureFabric(namespace);
}

export function ensureNetwork(prefix: string, network: Entries['network']): void {
  ensureNamespace(networkNamespace(prefix, network.vpcId), networkSysctls);
}

/** Removes a VPC's namespace, which must be empty but for its loopback device. */
export function removeNetwork(prefix: string, network: Entries['network']): void {
  deleteNamespace(networkNamespace(prefix, network.vpcId));
}

/** A namespace with these settings and its loopback device up. */
export function ensureNamespace(name: string, sysctls: Sysctls): void {
  if (!namespaceExists(name)) createNamespace(name);
  setSysctls(name, sysctls);
  withRouteSocket(name, (socket) => {
    const loopback = findLink(socket, 'lo');
    if (loopback !== undefined) adjustLink(socket, loopback, {});
  });
}
