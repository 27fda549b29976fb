import type {
  CreateLoadBalancerInput,
  CreateLoadBalancerOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { ServiceError } from '../../model/errors.ts';
import { loadBalancerArn } from '../../model/load-balancing-arns.ts';
import type { LoadBalancer } from '../../model/load-balancing-resources.ts';
import type { Tag } from '../../model/owned.ts';
import { type OperationContext, operation } from '../operation.ts';
import { checkIpAddressType } from './shared/ip-address-type.ts';
import { createNode, requireNodes, type WantedNode } from './shared/load-balancer-nodes.ts';
import { toSdkLoadBalancer } from './shared/load-balancer-view.ts';
import { findByName } from './shared/lookup.ts';
import { checkLoadBalancerName, claimName } from './shared/names.ts';
import { checkLoadBalancerCount } from './shared/quotas.ts';
import { checkGroupsOffered, requireSecurityGroups } from './shared/security-groups.ts';
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
    'SecurityGroups',
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
    if (existing && !isSame(existing, nodes, tags, input.SecurityGroups ?? [])) {
      const message = `A load balancer with the same name '${name}' exists, but with different settings`;
      throw new ServiceError('DuplicateLoadBalancerName', message);
    }
    const settings = { name, nodes, tags, groupIds: input.SecurityGroups ?? [] };
    return { LoadBalancers: [toSdkLoadBalancer(existing ?? create(context, settings))] };
  },
});

/** AWS's defaults are another type and another scheme; what Postern offers has to be asked for. */
function checkKind({ Type, Scheme, IpAddressType, SecurityGroups }: CreateLoadBalancerInput): void {
  if (Type !== 'network') {
    const message = `Load balancers of type '${Type ?? 'application'}' are not supported. Set Type to network; it is application when left out`;
    throw new ServiceError('InvalidConfigurationRequest', message);
  }
  if (Scheme !== 'internal') {
    const message = `The scheme '${Scheme ?? 'internet-facing'}' is not supported: networks here have no way to the internet. Set Scheme to internal; it is internet-facing when left out`;
    throw new ServiceError('InvalidScheme', message);
  }
  checkIpAddressType(IpAddressType);
  checkGroupsOffered(SecurityGroups);
}

interface Wanted {
  readonly name: string;
  readonly nodes: readonly [WantedNode, ...WantedNode[]];
  readonly tags: readonly Tag[];
  readonly groupIds: readonly string[];
}

function create(context: OperationContext, { name, nodes, tags, groupIds }: Wanted): LoadBalancer {
  const { resources, caller, region, ids, now } = context;
  checkLoadBalancerCount(context);
  const [{ subnet }] = nodes;
  const place = { accountId: caller.accountId, region };
  const token = ids.hex(16);
  const id = loadBalancerArn(place, name, token);
  const securityGroupIds = requireSecurityGroups(context, subnet.vpcId, groupIds).map((group) => group.id);
  const loadBalancer: LoadBalancer = {
    ...place,
    id,
    tags,
    name,
    token,
    vpcId: subnet.vpcId,
    scheme: 'internal',
    state: 'active',
    nodes: nodes.map((node) => createNode(context, { id, name, token, securityGroupIds }, node)),
    securityGroupIds,
    enforceInboundRulesOnPrivateLink: true,
    attributes: {},
    createdAt: now,
  };
  resources.put('loadBalancer', loadBalancer);
  claimName(context, loadBalancer);
  return loadBalancer;
}

function isSame(
  existing: LoadBalancer,
  wanted: readonly WantedNode[],
  tags: readonly Tag[],
  groupIds: readonly string[],
): boolean {
  const settings = wanted.map(({ subnet, address }) => `${subnet.id} ${address ?? ''}`);
  const there = existing.nodes.map((node) => `${node.subnetId} ${node.addressGiven ? node.privateIp : ''}`);
  const sameGroups = [...existing.securityGroupIds].sort().join() === [...new Set(groupIds)].sort().join();
  return settings.sort().join() === there.sort().join() && sameGroups && sameTags(existing.tags, tags);
}
