/** The subnets of an endpoint, and the network interface that it has in each. */
import type { SubnetConfiguration } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import type { VpcEndpointId, VpcId } from '../../model/ids.ts';
import type { EndpointService, NetworkInterface, Subnet } from '../../model/resources.ts';
import type { OperationContext } from '../operation.ts';
import { createInterface } from '../shared/interfaces.ts';
import { requireOwned } from '../shared/lookup.ts';
import { zonesOfService } from './endpoint-services.ts';

/** A subnet to have an interface in. */
export interface WantedSubnet {
  readonly subnet: Subnet;
  /** Dotted quad; undefined for any free one. */
  readonly address: string | undefined;
}

/**
 * The subnets that a request names, in its order, as plain ids or with a configuration, or both.
 * @throws ServiceError `InvalidSubnetID.*`, `InvalidParameter` for a subnet of another VPC or one configured twice,
 *   `MissingParameter` for a configuration without subnet
 */
export function requireSubnets(
  context: OperationContext,
  vpcId: VpcId,
  subnetIds: readonly string[] | undefined,
  configurations: readonly SubnetConfiguration[] | undefined,
): readonly WantedSubnet[] {
  const addresses = addressesBySubnet(configurations ?? []);
  const unlisted = [...addresses.keys()].filter((id) => !subnetIds?.includes(id));
  return [...(subnetIds ?? []), ...unlisted].map((id) => {
    const subnet = requireOwned(context, 'subnet', id);
    if (subnet.vpcId !== vpcId) {
      throw new ServiceError('InvalidParameter', `The subnet ${id} does not belong to the VPC ${vpcId}`);
    }
    return { subnet, address: addresses.get(id) };
  });
}

function addressesBySubnet(configurations: readonly SubnetConfiguration[]): Map<string, string | undefined> {
  const addresses = new Map<string, string | undefined>();
  for (const { SubnetId: id, Ipv4 } of configurations) {
    if (id === undefined) {
      throw new ServiceError('MissingParameter', 'Every SubnetConfiguration needs a SubnetId');
    }
    if (addresses.has(id)) {
      throw new ServiceError('InvalidParameter', `The subnet ${id} has two subnet configurations`);
    }
    addresses.set(id, Ipv4);
  }
  return addresses;
}

/**
 * One subnet a zone, and each added one in a zone that the service is offered in. From another region every zone will
 * do: traffic goes to whichever zones the service has.
 * @param kept subnets that the endpoint has already
 * @throws ServiceError `DuplicateSubnetsInSameZone`, `InvalidParameter`
 */
export function checkZones(
  context: OperationContext,
  service: EndpointService,
  kept: readonly Subnet[],
  added: readonly Subnet[],
): void {
  const taken = new Map(kept.map(({ id, zoneId }) => [zoneId, id]));
  for (const subnet of added) {
    const other = taken.get(subnet.zoneId);
    if (other !== undefined) throw duplicateZone(context, service, subnet, other, [...taken.keys()]);
    taken.set(subnet.zoneId, subnet.id);
    if (!isOffered(context, service, subnet)) throw zoneNotOffered(context, service, subnet);
  }
}

function isOffered({ resources }: OperationContext, service: EndpointService, subnet: Subnet): boolean {
  if (subnet.region !== service.region) return true;
  return zonesOfService(resources, service).some(({ id }) => id === subnet.zoneId);
}

function duplicateZone(
  context: OperationContext,
  service: EndpointService,
  subnet: Subnet,
  other: string,
  takenZones: readonly string[],
): ServiceError {
  const fitting = fittingSubnets(context, service, subnet, takenZones);
  const message = `Found another VPC endpoint subnet in the availability zone of ${subnet.id}. VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service. Its zone is ${subnet.zoneId}, that of ${other}; subnets of ${subnet.vpcId} in other zones of the service: ${fitting}.`;
  return new ServiceError('DuplicateSubnetsInSameZone', message);
}

function zoneNotOffered(context: OperationContext, service: EndpointService, subnet: Subnet): ServiceError {
  const zones = zonesOfService(context.resources, service).map(({ id }) => id);
  const offered = zones.length > 0 ? zones.join(', ') : 'none';
  const fitting = fittingSubnets(context, service, subnet, []);
  const message = `The VPC endpoint service ${service.name} does not support the availability zone of the subnet: ${subnet.id}. Its zone is ${subnet.zoneId}; the zones of the service: ${offered}; subnets of ${subnet.vpcId} in them: ${fitting}.`;
  return new ServiceError('InvalidParameter', message);
}

/** Subnets of the same VPC that would do, with their zones, as text. */
function fittingSubnets(
  context: OperationContext,
  service: EndpointService,
  { vpcId }: Subnet,
  takenZones: readonly string[],
): string {
  const fitting = context.resources
    .find('subnet', 'vpc', vpcId)
    .filter((each) => isOffered(context, service, each) && !takenZones.includes(each.zoneId))
    .slice(0, fittingSubnetsNamedMax)
    .map(({ id, zoneId }) => `${id} (${zoneId})`);
  return fitting.length > 0 ? fitting.join(', ') : 'none';
}

const fittingSubnetsNamedMax = 10;

/** Creates the endpoint's interface in the subnet. */
export function createEndpointInterface(
  context: OperationContext,
  endpointId: VpcEndpointId,
  { subnet, address }: WantedSubnet,
  groups: readonly string[],
): NetworkInterface {
  return createInterface(context, {
    subnet,
    address,
    groups,
    attachment: { kind: 'endpoint', endpointId },
    description: `VPC Endpoint Interface ${endpointId}`,
  });
}
