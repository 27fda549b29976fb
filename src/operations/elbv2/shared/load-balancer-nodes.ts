/** The nodes of a load balancer: a network interface in one subnet of each zone. */
import type { SubnetMapping } from '@aws-sdk/client-elastic-load-balancing-v2';
import { allocateAddress } from '../../../model/address-pool.ts';
import { ServiceError } from '../../../model/errors.ts';
import type { LoadBalancer, LoadBalancerNode } from '../../../model/load-balancing-resources.ts';
import type { Subnet } from '../../../model/resources.ts';
import type { OperationContext } from '../../operation.ts';
import { createInterface } from '../../shared/interfaces.ts';
import { findOwned } from '../../shared/lookup.ts';

/** Where a node is wanted. */
export interface WantedNode {
  readonly subnet: Subnet;
  /** Dotted quad; undefined for any free one. */
  readonly address: string | undefined;
}

/**
 * The places that a request wants nodes in.
 * @throws ServiceError `ValidationError` when it does not say where, or says it twice; `SubnetNotFound`;
 *   `InvalidConfigurationRequest` for subnets of several VPCs or two of one zone
 */
export function requireNodes(
  context: OperationContext,
  subnetIds: readonly string[] | undefined,
  mappings: readonly SubnetMapping[] | undefined,
): readonly [WantedNode, ...WantedNode[]] {
  if (subnetIds?.length && mappings?.length) {
    throw new ServiceError('ValidationError', 'You must specify either Subnets or SubnetMappings, not both');
  }
  const places = mappings?.length ? mappings : (subnetIds ?? []).map((id) => ({ SubnetId: id }));
  const [first, ...others] = places.map((place) => requireNode(context, place));
  if (!first) throw new ServiceError('ValidationError', 'At least one subnet must be specified');
  const nodes = [first, ...others] as const;
  checkPlaces(nodes.map(({ subnet }) => subnet));
  return nodes;
}

function requireNode(context: OperationContext, place: SubnetMapping): WantedNode {
  const { SubnetId: id, PrivateIPv4Address: address } = place;
  if (id === undefined) {
    throw new ServiceError('ValidationError', 'Every subnet mapping must have a subnet ID');
  }
  const subnet = findOwned(context, 'subnet', id);
  if (!subnet) throw new ServiceError('SubnetNotFound', `The subnet ID '${id}' does not exist`);
  return { subnet, address };
}

function checkPlaces(subnets: readonly Subnet[]): void {
  const vpcIds = new Set(subnets.map(({ vpcId }) => vpcId));
  if (vpcIds.size > 1) {
    const message = `All subnets must belong to the same VPC: '${[...vpcIds].join("', '")}'`;
    throw new ServiceError('InvalidConfigurationRequest', message);
  }
  if (new Set(subnets.map(({ zone }) => zone)).size === subnets.length) return;
  const message = 'A load balancer cannot be attached to multiple subnets in the same Availability Zone';
  throw new ServiceError('InvalidConfigurationRequest', message);
}

/**
 * Creates the node and its network interface.
 * @throws ServiceError `InvalidSubnet` for a full subnet, `InvalidConfigurationRequest` for an address not to be had
 */
export function createNode(
  context: OperationContext,
  loadBalancer: Pick<LoadBalancer, 'id' | 'name' | 'token' | 'securityGroupIds'>,
  { subnet, address }: WantedNode,
): LoadBalancerNode {
  const { id: networkInterfaceId, privateIp } = translateErrors(subnet, () =>
    createInterface(context, {
      subnet,
      address,
      groups: loadBalancer.securityGroupIds,
      attachment: { kind: 'loadBalancer', loadBalancerArn: loadBalancer.id },
      description: `ELB net/${loadBalancer.name}/${loadBalancer.token}`,
    }),
  );
  return {
    subnetId: subnet.id,
    zone: subnet.zone,
    zoneId: subnet.zoneId,
    networkInterfaceId,
    privateIp,
    ...(address !== undefined && { addressGiven: true }),
  };
}

/**
 * The node with so many secondary addresses, at least; those it has it keeps.
 * @param count 0..7
 * @throws ServiceError `InvalidSubnet` for a full subnet
 */
export function addSecondaryAddresses(
  { resources }: OperationContext,
  node: LoadBalancerNode,
  count: number,
): LoadBalancerNode {
  const present = node.secondaryIps ?? [];
  const networkInterface = resources.get('networkInterface', node.networkInterfaceId);
  const subnet = resources.get('subnet', node.subnetId);
  if (present.length >= count || !networkInterface || !subnet) return node;
  const added = Array.from({ length: count - present.length }, () =>
    translateErrors(subnet, () => allocateAddress(resources, subnet)),
  );
  const secondaryIps = [...present, ...added];
  resources.put('networkInterface', { ...networkInterface, secondaryPrivateIps: secondaryIps });
  return { ...node, secondaryIps };
}

/** The errors of addresses are EC2's; load balancing has codes of its own for them. */
function translateErrors<T>(subnet: Subnet, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (error.code === 'InsufficientFreeAddressesInSubnet') {
      throw new ServiceError('InvalidSubnet', `Not enough IP space available in ${subnet.id}`);
    }
    throw new ServiceError('InvalidConfigurationRequest', error.message);
  }
}
