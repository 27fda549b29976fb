import type { SubnetConfiguration } from '@aws-sdk/client-ec2';
import { deleteInterface } from '../../model/delete-interface.ts';
import { ServiceError } from '../../model/errors.ts';
import type { SubnetId } from '../../model/ids.ts';
import type { Endpoint, NetworkInterface } from '../../model/resources.ts';
import type { OperationContext } from '../operation.ts';
import { unknownService } from './endpoint-services.ts';
import {
  checkZones,
  createEndpointInterface,
  requireSubnets,
  type WantedSubnet,
} from './endpoint-subnets.ts';
import { refuseStrangers } from './refuse-strangers.ts';

/** `ModifyVpcEndpointRequest`, as far as it concerns subnets. */
export interface SubnetChanges {
  readonly AddSubnetIds?: readonly string[] | undefined;
  readonly RemoveSubnetIds?: readonly string[] | undefined;
  /** Addresses in subnets that are added or that the endpoint has; in the latter case the interface is replaced. */
  readonly SubnetConfigurations?: readonly SubnetConfiguration[] | undefined;
}

/**
 * Deletes and creates interfaces as the endpoint's subnets change.
 * @returns the endpoint with its new subnets, not yet written; the same object when nothing changed
 * @throws ServiceError of `requireSubnets`, `checkZones` and `createInterface`, `InvalidParameter` for removing a
 *   subnet, or configuring one, that the endpoint does not have
 */
export function changeSubnets(
  context: OperationContext,
  endpoint: Endpoint,
  changes: SubnetChanges,
): Endpoint {
  const removed = changes.RemoveSubnetIds ?? [];
  refuseStrangers(endpoint, 'subnet', removed, endpoint.subnetIds);
  const present = endpoint.subnetIds.filter((id) => !removed.includes(id));
  const { AddSubnetIds = [], SubnetConfigurations } = changes;
  const named = requireSubnets(context, endpoint.vpcId, AddSubnetIds, SubnetConfigurations);
  refuseUnplaced(endpoint, named, [...present, ...AddSubnetIds]);
  const added = named.filter(({ subnet }) => !present.includes(subnet.id));
  checkAddedZones(context, endpoint, present, added);
  const moved = named.filter((wanted) => isMoved(context, endpoint, present, wanted));
  if (removed.length === 0 && added.length === 0 && moved.length === 0) return endpoint;
  const replaced = new Set<string>([...removed, ...moved.map(({ subnet }) => subnet.id)]);
  return replaceInterfaces(context, endpoint, replaced, [...moved, ...added]);
}

/** Deletes the interfaces in the subnets `replaced`, creates those `wanted`. */
function replaceInterfaces(
  context: OperationContext,
  endpoint: Endpoint,
  replaced: ReadonlySet<string>,
  wanted: readonly WantedSubnet[],
): Endpoint {
  const interfaces = interfacesOf(context, endpoint);
  for (const gone of interfaces.filter(({ subnetId }) => replaced.has(subnetId))) {
    deleteInterface(context.resources, gone);
  }
  const kept = interfaces.filter(({ subnetId }) => !replaced.has(subnetId));
  const made = wanted.map((each) =>
    createEndpointInterface(context, endpoint.id, each, endpoint.securityGroupIds),
  );
  const all = [...kept, ...made];
  return {
    ...endpoint,
    subnetIds: all.map(({ subnetId }) => subnetId),
    networkInterfaceIds: all.map(({ id }) => id),
  };
}

function interfacesOf({ resources }: OperationContext, endpoint: Endpoint): readonly NetworkInterface[] {
  return endpoint.networkInterfaceIds.flatMap((id) => resources.get('networkInterface', id) ?? []);
}

function checkAddedZones(
  context: OperationContext,
  endpoint: Endpoint,
  present: readonly SubnetId[],
  added: readonly WantedSubnet[],
): void {
  if (added.length === 0) return;
  const service = context.resources.get('endpointService', endpoint.serviceId);
  if (!service) throw unknownService(endpoint.serviceName);
  const kept = present.flatMap((id) => context.resources.get('subnet', id) ?? []);
  checkZones(
    context,
    service,
    kept,
    added.map(({ subnet }) => subnet),
  );
}

/** Whether the endpoint has the subnet, and is to have another address in it than it has. */
function isMoved(
  context: OperationContext,
  endpoint: Endpoint,
  present: readonly string[],
  { subnet, address }: WantedSubnet,
): boolean {
  if (address === undefined || !present.includes(subnet.id)) return false;
  return interfacesOf(context, endpoint).some(
    ({ subnetId, privateIp }) => subnetId === subnet.id && privateIp !== address,
  );
}

function refuseUnplaced(
  endpoint: Endpoint,
  named: readonly WantedSubnet[],
  subnetIds: readonly string[],
): void {
  const unplaced = named.find(({ subnet }) => !subnetIds.includes(subnet.id));
  if (!unplaced) return;
  const message = `The subnet configuration of ${unplaced.subnet.id} has no effect: ${endpoint.id} has no such subnet. Name it in AddSubnetIds too.`;
  throw new ServiceError('InvalidParameter', message);
}
