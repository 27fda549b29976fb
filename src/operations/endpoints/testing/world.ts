/**
 * A provider and two consumers for tests: each has a VPC 10.0.0.0/16 with a subnet in the zones a, b and c; the
 * provider has a load balancer in a and b.
 */
import type {
  CreateSecurityGroupResult,
  CreateSubnetResult,
  CreateVpcEndpointRequest,
  CreateVpcEndpointResult,
  CreateVpcEndpointServiceConfigurationResult,
  CreateVpcResult,
  DescribeVpcEndpointsResult,
  VpcEndpoint,
} from '@aws-sdk/client-ec2';
import type { CreateLoadBalancerOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { AccountId, Arn, VpcId } from '../../../model/ids.ts';
import type { Endpoint } from '../../../model/resources.ts';
import { CreateSecurityGroup } from '../../ec2/CreateSecurityGroup.ts';
import { CreateSubnet } from '../../ec2/CreateSubnet.ts';
import { CreateVpc } from '../../ec2/CreateVpc.ts';
import { CreateVpcEndpoint } from '../../ec2/CreateVpcEndpoint.ts';
import { CreateVpcEndpointServiceConfiguration } from '../../ec2/CreateVpcEndpointServiceConfiguration.ts';
import { DescribeVpcEndpoints } from '../../ec2/DescribeVpcEndpoints.ts';
import { ModifyVpcEndpointServicePermissions } from '../../ec2/ModifyVpcEndpointServicePermissions.ts';
import { CreateLoadBalancer } from '../../elbv2/CreateLoadBalancer.ts';
import type { Operation } from '../../operation.ts';
import { type InvokeOptions, type TestBench, testBench } from '../../testing/invoke.ts';

export const providerId = '111111111111';
export const consumerId = '222222222222';
export const strangerId = '333333333333';

/** One account's view: its requests are signed by it. */
export interface Party {
  readonly accountId: AccountId;
  readonly vpcId: VpcId;
  /** In the zones a, b and c. */
  readonly subnetIds: readonly [string, string, string];
  /** A security group of its own in the VPC. */
  readonly groupId: string;
  call<Output>(operation: Operation, input: object, overrides?: Partial<InvokeOptions>): Output;
  /** `Code: message` of a refusal. */
  refusal(operation: Operation, input: object, overrides?: Partial<InvokeOptions>): string;
}

export interface World {
  readonly bench: TestBench;
  readonly provider: Party;
  readonly consumer: Party;
  readonly stranger: Party;
  /** The provider's, in the zones a and b. */
  readonly loadBalancerArn: Arn;
}

export function createWorld(options: Partial<InvokeOptions> = {}): World {
  const bench = testBench(options);
  const provider = createParty(bench, providerId);
  return {
    bench,
    provider,
    consumer: createParty(bench, consumerId),
    stranger: createParty(bench, strangerId),
    loadBalancerArn: createLoadBalancer(provider, 'front', provider.subnetIds.slice(0, 2)),
  };
}

export function createParty(bench: TestBench, accountId: AccountId): Party {
  const call = <Output>(operation: Operation, input: object, overrides?: Partial<InvokeOptions>) =>
    bench.invoke<Output>(operation, input, { accountId, ...overrides });
  // The SDK types ids as plain text; what CreateVpc answers is one.
  const vpcId = call<CreateVpcResult>(CreateVpc, { CidrBlock: '10.0.0.0/16' }).Vpc?.VpcId as VpcId;
  const group = { GroupName: 'endpoints', Description: 'endpoints', VpcId: vpcId };
  const subnetIds = ['a', 'b', 'c'].map((letter, at) =>
    createSubnet(call, vpcId, `us-east-1${letter}`, `10.0.${at + 1}.0/24`),
  );
  return {
    accountId,
    vpcId,
    // Three letters give three subnets.
    subnetIds: subnetIds as [string, string, string],
    groupId: call<CreateSecurityGroupResult>(CreateSecurityGroup, group).GroupId ?? '',
    call,
    refusal: (operation, input, overrides) => bench.refusal(operation, input, { accountId, ...overrides }),
  };
}

export function createSubnet(call: Party['call'], vpcId: string, zone: string, cidr: string): string {
  const input = { VpcId: vpcId, CidrBlock: cidr, AvailabilityZone: zone };
  return call<CreateSubnetResult>(CreateSubnet, input).Subnet?.SubnetId ?? '';
}

export function createLoadBalancer(party: Party, name: string, subnetIds: readonly string[]): Arn {
  const input = { Name: name, Type: 'network', Scheme: 'internal', Subnets: [...subnetIds] };
  const { LoadBalancers } = party.call<CreateLoadBalancerOutput>(CreateLoadBalancer, input);
  // The SDK types ARNs as plain text.
  return LoadBalancers?.[0]?.LoadBalancerArn as Arn;
}

/** A service of the provider's load balancer that the consumer may connect to. */
export function createService(
  { provider, consumer, loadBalancerArn }: World,
  acceptanceRequired = true,
): { readonly id: string; readonly name: string } {
  const input = { NetworkLoadBalancerArns: [loadBalancerArn], AcceptanceRequired: acceptanceRequired };
  const { ServiceConfiguration: service } = provider.call<CreateVpcEndpointServiceConfigurationResult>(
    CreateVpcEndpointServiceConfiguration,
    input,
  );
  const id = service?.ServiceId ?? '';
  const permission = { ServiceId: id, AddAllowedPrincipals: [`arn:aws:iam::${consumer.accountId}:root`] };
  provider.call(ModifyVpcEndpointServicePermissions, permission);
  return { id, name: service?.ServiceName ?? '' };
}

/** What an endpoint in the party's zone a is asked for with, unless `input` says otherwise. */
export function endpointRequest(
  party: Party,
  serviceName: string,
  input: Partial<CreateVpcEndpointRequest> = {},
): CreateVpcEndpointRequest {
  return {
    VpcEndpointType: 'Interface',
    VpcId: party.vpcId,
    ServiceName: serviceName,
    SubnetIds: [party.subnetIds[0]],
    ...input,
  };
}

export function createEndpoint(
  party: Party,
  serviceName: string,
  input: Partial<CreateVpcEndpointRequest> = {},
): VpcEndpoint & { readonly VpcEndpointId: string } {
  const request = endpointRequest(party, serviceName, input);
  const { VpcEndpoint: endpoint } = party.call<CreateVpcEndpointResult>(CreateVpcEndpoint, request);
  return { ...endpoint, VpcEndpointId: endpoint?.VpcEndpointId ?? '' };
}

/** The record behind an endpoint; undefined when there is none. */
export function endpointRecord({ bench }: World, id: string): Endpoint | undefined {
  return bench.resources.get('endpoint', id);
}

/** The endpoint as its owner sees it. */
export function describeEndpoint(party: Party, id: string): VpcEndpoint | undefined {
  return party.call<DescribeVpcEndpointsResult>(DescribeVpcEndpoints, { VpcEndpointIds: [id] })
    .VpcEndpoints?.[0];
}
