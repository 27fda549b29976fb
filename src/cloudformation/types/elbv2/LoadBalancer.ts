import type {
  CreateLoadBalancerOutput,
  DescribeLoadBalancerAttributesOutput,
  DescribeLoadBalancersOutput,
  LoadBalancerState,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { dataPlaneFeatures } from '../../../model/data-plane-features.ts';
import { loadBalancerAttributes } from '../../../model/load-balancing-attributes.ts';
import type { ElasticLoadBalancingV2LoadBalancer } from '../../generated/properties.ts';
import type { Progress, Step } from '../../resource-type.ts';
import {
  afterKind,
  attributeChanges,
  balancing,
  balancingTags,
  changeBalancingTags,
  readBalancingTags,
  refuseTakenName,
  statedAttributes,
} from '../shared/balancing.ts';
import { answered, ifAny, same, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-loadbalancer.html */
export const LoadBalancer = resourceType<ElasticLoadBalancingV2LoadBalancer>({
  name: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  honours: [
    'Name',
    'Type',
    'Scheme',
    'Subnets',
    'SubnetMappings.SubnetId',
    'SubnetMappings.PrivateIPv4Address',
    ...(dataPlaneFeatures.loadBalancerSecurityGroups
      ? ['SecurityGroups', 'EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic']
      : []),
    'IpAddressType',
    'LoadBalancerAttributes',
    'Tags',
  ],
  create(properties, step) {
    const { Name, Type, Scheme, Subnets, SubnetMappings, SecurityGroups, IpAddressType } = properties;
    if (Name !== undefined) refuseTakenName('DescribeLoadBalancers', 'load balancer', Name, step);
    const { LoadBalancers } = balancing<CreateLoadBalancerOutput>(step, 'CreateLoadBalancer', {
      ...{ Type, Scheme, Subnets, SubnetMappings, SecurityGroups, IpAddressType },
      Name: Name ?? step.name(32),
      Tags: balancingTags(properties.Tags, step),
    });
    const arn = answered(LoadBalancers?.[0]?.LoadBalancerArn);
    setAttributes(arn, {}, properties, step);
    if (properties.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic !== undefined) {
      setGroups(arn, properties, step);
    }
    return arn;
  },
  update(arn, before, after, step) {
    if (!same(placeOf(before), placeOf(after))) {
      balancing(step, 'SetSubnets', { LoadBalancerArn: arn, ...placeOf(after) });
    }
    if (!same(groupsOf(before), groupsOf(after))) setGroups(arn, after, step);
    if ((before.IpAddressType ?? 'ipv4') !== (after.IpAddressType ?? 'ipv4')) {
      balancing(step, 'SetIpAddressType', {
        LoadBalancerArn: arn,
        IpAddressType: after.IpAddressType ?? 'ipv4',
      });
    }
    setAttributes(arn, before, after, step);
    changeBalancingTags(arn, before.Tags, after.Tags, step);
  },
  delete(arn, _, step) {
    balancing(step, 'DeleteLoadBalancer', { LoadBalancerArn: arn });
  },
  isGone: (arn, step) => describe(arn, step) === undefined,
  progress: (arn, _, step) => progressOf(describe(arn, step)?.State),
  attributes(arn, _, step) {
    const found = describe(arn, step);
    return {
      LoadBalancerArn: arn,
      LoadBalancerFullName: afterKind(arn),
      LoadBalancerName: found?.LoadBalancerName ?? '',
      DNSName: found?.DNSName ?? '',
      CanonicalHostedZoneID: found?.CanonicalHostedZoneId ?? '',
      SecurityGroups: found?.SecurityGroups ?? [],
    };
  },
  read(arn, properties, step) {
    const found = describe(arn, step);
    if (!found) return undefined;
    const zones = found.AvailabilityZones ?? [];
    return {
      Name: found.LoadBalancerName,
      Type: found.Type,
      Scheme: found.Scheme,
      Subnets: properties.SubnetMappings ? undefined : zones.map(({ SubnetId = '' }) => SubnetId),
      SubnetMappings: properties.SubnetMappings && zones.map(mappingOf),
      SecurityGroups: found.SecurityGroups,
      IpAddressType: found.IpAddressType,
      EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic:
        found.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic,
      LoadBalancerAttributes: statedAttributes(properties.LoadBalancerAttributes, attributesOf(arn, step)),
      Tags: readBalancingTags(arn, properties.Tags, step),
    };
  },
});

function placeOf({ Subnets, SubnetMappings }: ElasticLoadBalancingV2LoadBalancer) {
  return { Subnets, SubnetMappings };
}

function groupsOf({
  SecurityGroups,
  EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic = 'on',
}: ElasticLoadBalancingV2LoadBalancer) {
  return { SecurityGroups, EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic };
}

function setGroups(LoadBalancerArn: string, properties: ElasticLoadBalancingV2LoadBalancer, step: Step) {
  balancing(step, 'SetSecurityGroups', { LoadBalancerArn, ...groupsOf(properties) });
}

function setAttributes(
  LoadBalancerArn: string,
  { LoadBalancerAttributes: before }: ElasticLoadBalancingV2LoadBalancer,
  { LoadBalancerAttributes: after }: ElasticLoadBalancingV2LoadBalancer,
  step: Step,
): void {
  const Attributes = attributeChanges(loadBalancerAttributes, { attributes: {} }, before, after);
  if (ifAny(Attributes)) balancing(step, 'ModifyLoadBalancerAttributes', { LoadBalancerArn, Attributes });
}

function attributesOf(LoadBalancerArn: string, step: Step) {
  const input = { LoadBalancerArn };
  return balancing<DescribeLoadBalancerAttributesOutput>(step, 'DescribeLoadBalancerAttributes', input)
    .Attributes;
}

type Zone = NonNullable<NonNullable<ReturnType<typeof describe>>['AvailabilityZones']>[number];

function mappingOf({ SubnetId = '', LoadBalancerAddresses }: Zone) {
  const PrivateIPv4Address = LoadBalancerAddresses?.[0]?.PrivateIPv4Address;
  return { SubnetId, ...(PrivateIPv4Address !== undefined && { PrivateIPv4Address }) };
}

function progressOf(state: LoadBalancerState | undefined): Progress {
  switch (state?.Code) {
    case 'active':
    case 'active_impaired':
      return { state: 'done' };
    case 'provisioning':
      return { state: 'waiting' };
    default: {
      const why = state?.Reason === undefined ? '' : `: ${state.Reason}`;
      return { state: 'failed', reason: `The load balancer is ${state?.Code ?? 'gone'}${why}` };
    }
  }
}

function describe(arn: string, step: Step) {
  const input = { LoadBalancerArns: [arn] };
  const result = unlessGone(() =>
    balancing<DescribeLoadBalancersOutput>(step, 'DescribeLoadBalancers', input),
  );
  return result?.LoadBalancers?.[0];
}
