/** An instance: a namespace attached to a segment, in which user data runs. */
import { deleteNamespace, namespaceExists } from '../kernel/namespace.ts';
import { setDefaultRoute } from '../kernel/rtnetlink-address.ts';
import { deleteLink, findLink, type Link } from '../kernel/rtnetlink-link.ts';
import { type RouteSocket, withRouteSocket } from '../kernel/rtnetlink-socket.ts';
import type { InstanceId } from '../model/ids.ts';
import type { Entries } from '../plan/entry.ts';
import { instanceFiles, removeInstanceFiles, writeInstanceFiles } from './instance-files.ts';
import { adjustLink, deleteNamedLink, plugIn } from './links.ts';
import { instanceLink, instanceNamespace, linkNames, networkNamespace, portPrefix } from './names.ts';
import { ensureNamespace } from './network.ts';
import { ensureOnlyAddress, requireBridge } from './segment.ts';
import { instanceSysctls } from './sysctl.ts';
import { startUserDataOnce } from './user-data.ts';

type Instance = Entries['instance'];

/** Makes what is missing of the instance and starts its user data if that has not been done. A running instance goes on as it is. */
export async function ensureInstance(
  prefix: string,
  stateDirectory: string,
  instance: Instance,
): Promise<void> {
  const namespace = instanceNamespace(prefix, instance.instanceId);
  const files = instanceFiles(stateDirectory, instance.instanceId);
  // Files without a namespace are from before the machine was started: the user data has to run again.
  if (!namespaceExists(namespace)) removeInstanceFiles(stateDirectory, instance.instanceId);
  ensureNamespace(namespace, instanceSysctls);
  connect(prefix, namespace, instance);
  writeInstanceFiles(files, instance);
  await startUserDataOnce(namespace, files);
}

/** Removes the instance's namespace and files. Its processes must have ended. */
export function removeInstance(prefix: string, stateDirectory: string, instanceId: InstanceId): void {
  const namespace = instanceNamespace(prefix, instanceId);
  if (namespaceExists(namespace)) {
    // The namespace goes later, in the background; its address must be free at once.
    withRouteSocket(namespace, (socket) => deleteNamedLink(socket, instanceLink));
  }
  deleteNamespace(namespace);
  removeInstanceFiles(stateDirectory, instanceId);
}

function connect(prefix: string, namespace: string, instance: Instance): void {
  withRouteSocket(networkNamespace(prefix, instance.vpcId), (network) =>
    withRouteSocket(namespace, (inside) => {
      const bridge = requireBridge(network, instance.subnetId);
      const link =
        findInterface(network, inside, instance) ??
        makeInterface(network, inside, namespace, instance, bridge);
      const port = findLink(network, instance.instanceId);
      if (port !== undefined) adjustLink(network, port, { master: bridge.index });
      adjustLink(inside, link, { mac: instance.mac });
      const { address, prefixLength } = instance;
      ensureOnlyAddress(inside, { index: link.index, address, prefixLength });
      setDefaultRoute(inside, instance.gateway, link.index);
    }),
  );
}

/** The link inside. A pair whose port has no id was left half made, and goes. */
function findInterface(network: RouteSocket, inside: RouteSocket, instance: Instance): Link | undefined {
  const link = findLink(inside, instanceLink);
  const port = findLink(network, instance.instanceId);
  if (link !== undefined && port !== undefined) return link;
  if (link !== undefined) deleteLink(inside, link.index);
  if (port !== undefined) deleteLink(network, port.index);
  return undefined;
}

function makeInterface(
  network: RouteSocket,
  inside: RouteSocket,
  namespace: string,
  instance: Instance,
  bridge: Link,
): Link {
  plugIn(network, {
    bridge,
    mtu: bridge.mtu,
    names: linkNames(portPrefix, instance.instanceId),
    id: instance.instanceId,
    namespace,
    peer: () => ({ name: instanceLink, mtu: bridge.mtu, mac: instance.mac }),
  });
  const link = findLink(inside, instanceLink);
  if (link === undefined)
    throw new Error(`the link of ${instance.instanceId} is gone just after it was made`);
  return link;
}
