import type { SetSubnetsInput, SetSubnetsOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { deleteInterface } from '../../model/delete-interface.ts';
import { ServiceError } from '../../model/errors.ts';
import { secondaryAddressesPerSubnet } from '../../model/load-balancing-attributes.ts';
import type { LoadBalancer, LoadBalancerNode } from '../../model/load-balancing-resources.ts';
import { type OperationContext, operation } from '../operation.ts';
import { dependOn } from '../shared/dependents.ts';
import { checkIpAddressType } from './shared/ip-address-type.ts';
import {
  addSecondaryAddresses,
  createNode,
  requireNodes,
  type WantedNode,
} from './shared/load-balancer-nodes.ts';
import { toSdkLoadBalancer } from './shared/load-balancer-view.ts';
import { requireByArn } from './shared/lookup.ts';
import { checkTargets } from './shared/quotas.ts';

/**
 * Gives a load balancer a node in each of these subnets. A zone that is named again keeps its node, which cannot
 * change its subnet or address; one that is no longer named loses it, unless an endpoint service uses the load balancer.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetSubnets.html
 */
export const SetSubnets = operation<SetSubnetsInput, SetSubnetsOutput>({
  service: 'elasticloadbalancing',
  name: 'SetSubnets',
  access: 'write',
  honours: [
    'LoadBalancerArn',
    'Subnets',
    'SubnetMappings.SubnetId',
    'SubnetMappings.PrivateIPv4Address',
    'IpAddressType',
  ],
  handle(input, context) {
    const before = requireByArn(context, 'loadBalancer', input.LoadBalancerArn);
    const type = checkIpAddressType(input.IpAddressType);
    const wanted = requireNodes(context, input.Subnets, input.SubnetMappings);
    checkVpc(before, wanted[0]);
    removeNodes(context, before, wanted);
    const after = { ...before, nodes: wanted.map((node) => nodeFor(context, before, node)) };
    context.resources.put('loadBalancer', after);
    // Two requests at once, and a service that comes to use the load balancer meanwhile, exclude each other.
    dependOn(context.resources, after.id, after.id);
    checkTargets(context, after);
    return { AvailabilityZones: toSdkLoadBalancer(after).AvailabilityZones, IpAddressType: type };
  },
});

function checkVpc({ vpcId }: LoadBalancer, { subnet }: WantedNode): void {
  if (subnet.vpcId === vpcId) return;
  const message = `The subnet '${subnet.id}' is in '${subnet.vpcId}', the load balancer in '${vpcId}'`;
  throw new ServiceError('InvalidConfigurationRequest', message);
}

function removeNodes(
  { resources }: OperationContext,
  loadBalancer: LoadBalancer,
  wanted: readonly WantedNode[],
): void {
  const zones = new Set(wanted.map(({ subnet }) => subnet.zone));
  const removed = loadBalancer.nodes.filter(({ zone }) => !zones.has(zone));
  if (removed.length === 0) return;
  if (resources.count('endpointService', 'loadBalancer', loadBalancer.id) > 0) {
    const list = removed.map(({ zone }) => zone).join(', ');
    const message = `The zones of load balancer '${loadBalancer.id}' cannot be removed because it is currently associated with another service: ${list}`;
    throw new ServiceError('InvalidConfigurationRequest', message);
  }
  for (const { networkInterfaceId } of removed) {
    const networkInterface = resources.get('networkInterface', networkInterfaceId);
    if (networkInterface) deleteInterface(resources, networkInterface);
  }
}

/** The node that is there, or a new one. */
function nodeFor(
  context: OperationContext,
  loadBalancer: LoadBalancer,
  wanted: WantedNode,
): LoadBalancerNode {
  const { subnet, address } = wanted;
  const node = loadBalancer.nodes.find(({ zone }) => zone === subnet.zone);
  if (!node) {
    const created = createNode(context, loadBalancer, wanted);
    return addSecondaryAddresses(context, created, secondaryAddressesPerSubnet(loadBalancer));
  }
  if (node.subnetId !== subnet.id) {
    const message = `The node in ${node.zone} is in '${node.subnetId}' and cannot move to '${subnet.id}'. Remove the zone first`;
    throw new ServiceError('InvalidConfigurationRequest', message);
  }
  if (address === undefined || address === node.privateIp) return node;
  const message = `The node in ${node.zone} has the address ${node.privateIp} and cannot change it to '${address}'`;
  throw new ServiceError('InvalidConfigurationRequest', message);
}
