import type {
  CreateLoadBalancerInput,
  CreateLoadBalancerOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { ServiceError } from '../../model/errors.ts';
import { loadBalancerArn } from '../../model/load-balancing-arns.ts';
import type { LoadBalancer } from '../../model/load-balancing-resources.ts';
import type { Tag } from '../../model/owned.ts';
import { type OperationContext, operation } from '../operation.ts';
import { createNode, requireNodes, type WantedNode } from './shared/load-balancer-nodes.ts';
import { toSdkLoadBalancer } from './shared/load-balancer-view.ts';
import { findByName } from './shared/lookup.ts';
import { checkLoadBalancerName, claimName } from './shared/names.ts';
import { addTags, sameTags } from './shared/tags.ts';

/**
 * Creates an internal network load balancer with a node in each subnet given. Asking again with the same settings
 * answers the load balancer that is there.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
 */
export const CreateLoadBalancer = operation<CreateLoadBalancerInput, CreateLoadBalancerOutput>({
  service: 'elasticloadbalancing',
  name: 'CreateLoadBalancer',
  access: 'write',
  honours: [
    'Name',
    'Subnets',
    'SubnetMappings.SubnetId',
    'SubnetMappings.PrivateIPv4Address',
    'Scheme',
    'Tags',
    'Type',
    'IpAddressType',
  ],
  handle(input, context) {
    checkKind(input);
    const name = checkLoadBalancerName(input.Name ?? '');
    const tags = addTags([], input.Tags ?? []);
    const nodes = requireNodes(context, input.Subnets, input.SubnetMappings);
    const existing = findByName(context, 'loadBalancer', name);
    if (existing && !isSame(existing, nodes, tags)) {
      const message = `A load balancer with the same name '${name}' exists, but with different settings`;
      throw new ServiceError('DuplicateLoadBalancerName', message);
    }
    return { LoadBalancers: [toSdkLoadBalancer(existing ?? create(context, name, nodes, tags))] };
  },
});

/** AWS's defaults are another type and another scheme; what Postern offers has to be asked for. */
function checkKind({ Type, Scheme, IpAddressType }: CreateLoadBalancerInput): void {
  if (Type !== 'network') {
    const message = `Load balancers of type '${Type ?? 'application'}' are not supported. Set Type to network; it is application when left out`;
    throw new ServiceError('InvalidConfigurationRequest', message);
  }
  if (Scheme !== 'internal') {
    const message = `The scheme '${Scheme ?? 'internet-facing'}' is not supported: networks here have no way to the internet. Set Scheme to internal; it is internet-facing when left out`;
    throw new ServiceError('InvalidScheme', message);
  }
  if (IpAddressType !== undefined && IpAddressType !== 'ipv4') {
    const message = `The IP address type '${IpAddressType}' is not supported. Use ipv4`;
    throw new ServiceError('InvalidConfigurationRequest', message);
  }
}

function create(
  context: OperationContext,
  name: string,
  wanted: readonly [WantedNode, ...WantedNode[]],
  tags: readonly Tag[],
): LoadBalancer {
  const { resources, caller, region, ids, now } = context;
  const place = { accountId: caller.accountId, region };
  const token = ids.hex(16);
  const id = loadBalancerArn(place, name, token);
  const loadBalancer: LoadBalancer = {
    ...place,
    id,
    tags,
    name,
    token,
    vpcId: wanted[0].subnet.vpcId,
    scheme: 'internal',
    state: 'active',
    nodes: wanted.map((node) => createNode(context, { id, name, token }, node)),
    securityGroupIds: [],
    enforceInboundRulesOnPrivateLink: true,
    attributes: {},
    createdAt: now,
  };
  resources.put('loadBalancer', loadBalancer);
  claimName(context, loadBalancer);
  return loadBalancer;
}

function isSame(existing: LoadBalancer, wanted: readonly WantedNode[], tags: readonly Tag[]): boolean {
  const settings = wanted.map(({ subnet, address }) => `${subnet.id} ${address ?? ''}`);
  const there = existing.nodes.map((node) => `${node.subnetId} ${node.addressGiven ? node.privateIp : ''}`);
  return settings.sort().join() === there.sort().join() && sameTags(existing.tags, tags);
}
