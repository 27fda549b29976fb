import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type {
  CreateLoadBalancerOutput,
  DescribeCapacityReservationOutput,
  DescribeLoadBalancersOutput,
  SetSubnetsOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Arn } from '../../model/ids.ts';
import { DeleteSecurityGroup } from '../ec2/DeleteSecurityGroup.ts';
import {
  createParty,
  createService,
  createSubnet,
  createWorld,
  type World,
} from '../endpoints/testing/world.ts';
import { networkOf } from '../testing/network.ts';
import { CreateLoadBalancer } from './CreateLoadBalancer.ts';
import { DescribeCapacityReservation } from './DescribeCapacityReservation.ts';
import { DescribeLoadBalancers } from './DescribeLoadBalancers.ts';
import { ModifyCapacityReservation } from './ModifyCapacityReservation.ts';
import { SetIpAddressType } from './SetIpAddressType.ts';
import { SetSecurityGroups } from './SetSecurityGroups.ts';
import { SetSubnets } from './SetSubnets.ts';

let world: World;

beforeEach(() => {
  world = createWorld();
});

const setSubnets = (input: object) =>
  world.provider.call<SetSubnetsOutput>(SetSubnets, { LoadBalancerArn: world.loadBalancerArn, ...input });
const refused = (input: object) =>
  world.provider.refusal(SetSubnets, { LoadBalancerArn: world.loadBalancerArn, ...input });
const record = () => {
  const loadBalancer = world.bench.resources.get('loadBalancer', world.loadBalancerArn);
  assert.ok(loadBalancer);
  return loadBalancer;
};

test('a zone is added with a new node and the others keep theirs', () => {
  const { subnetIds } = world.provider;
  const before = record().nodes;
  const { AvailabilityZones, IpAddressType } = setSubnets({ Subnets: subnetIds });
  assert.deepEqual(
    AvailabilityZones?.map(({ ZoneName }) => ZoneName),
    ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  );
  assert.equal(IpAddressType, 'ipv4');
  const after = record().nodes;
  assert.deepEqual(after.slice(0, 2), before);
  const [, , added] = after;
  assert.ok(added);
  const networkInterface = world.bench.resources.get('networkInterface', added.networkInterfaceId);
  assert.equal(networkInterface?.privateIp, added.privateIp);
  assert.equal(networkInterface?.subnetId, subnetIds[2]);
});

test('a new node has the address that was asked for', () => {
  const [a, b, c] = world.provider.subnetIds;
  const SubnetMappings = [{ SubnetId: a }, { SubnetId: b }, { SubnetId: c, PrivateIPv4Address: '10.0.3.99' }];
  setSubnets({ SubnetMappings });
  assert.equal(record().nodes[2]?.privateIp, '10.0.3.99');
  setSubnets({ SubnetMappings });
  assert.equal(record().nodes.length, 3);
});

test('a zone is removed with its interface, unless a service uses the load balancer', () => {
  const [a, b, c] = world.provider.subnetIds;
  setSubnets({ Subnets: [a, b, c] });
  const gone = record().nodes[2]?.networkInterfaceId ?? '';
  setSubnets({ Subnets: [a, b] });
  assert.equal(record().nodes.length, 2);
  assert.equal(world.bench.resources.get('networkInterface', gone), undefined);
  createService(world);
  const before = world.bench.resources.snapshot();
  assert.equal(
    refused({ Subnets: [a] }),
    `InvalidConfigurationRequest: The zones of load balancer '${world.loadBalancerArn}' cannot be removed because it is currently associated with another service: us-east-1b`,
  );
  assert.deepEqual(world.bench.resources.snapshot(), before);
  setSubnets({ Subnets: [a, b, c] });
});

test('subnets that cannot be are refused and change nothing', () => {
  const { provider, consumer } = world;
  const [a] = provider.subnetIds;
  const elsewhere = createParty(world.bench, provider.accountId);
  const sibling = createSubnet(provider.call, provider.vpcId, 'us-east-1a', '10.0.9.0/24');
  const [node] = record().nodes;
  const before = world.bench.resources.snapshot();
  const table: [object, string][] = [
    [{}, 'ValidationError: At least one subnet must be specified'],
    [
      { Subnets: [consumer.subnetIds[0]] },
      `SubnetNotFound: The subnet ID '${consumer.subnetIds[0]}' does not exist`,
    ],
    [
      { Subnets: [elsewhere.subnetIds[0]] },
      `InvalidConfigurationRequest: The subnet '${elsewhere.subnetIds[0]}' is in '${elsewhere.vpcId}', the load balancer in '${provider.vpcId}'`,
    ],
    [
      { Subnets: [sibling] },
      `InvalidConfigurationRequest: The node in us-east-1a is in '${a}' and cannot move to '${sibling}'. Remove the zone first`,
    ],
    [
      { SubnetMappings: [{ SubnetId: a, PrivateIPv4Address: '10.0.1.200' }] },
      `InvalidConfigurationRequest: The node in us-east-1a has the address ${node?.privateIp} and cannot change it to '10.0.1.200'`,
    ],
    [
      { Subnets: [a], IpAddressType: 'dualstack' },
      "InvalidConfigurationRequest: The IP address type 'dualstack' is not supported. Use ipv4",
    ],
    [
      { SubnetMappings: [{ SubnetId: a, AllocationId: 'eipalloc-1' }] },
      'UnsupportedOperation: The parameter SubnetMappings.AllocationId is not supported.',
    ],
  ];
  for (const [input, message] of table) assert.equal(refused(input), message);
  const LoadBalancerArn = world.loadBalancerArn;
  assert.match(consumer.refusal(SetSubnets, { LoadBalancerArn, Subnets: [a] }), /^LoadBalancerNotFound/);
  assert.deepEqual(world.bench.resources.snapshot(), before);
});

test('addresses stay IPv4', () => {
  const LoadBalancerArn = world.loadBalancerArn;
  const { provider, consumer } = world;
  assert.deepEqual(provider.call(SetIpAddressType, { LoadBalancerArn, IpAddressType: 'ipv4' }), {
    IpAddressType: 'ipv4',
  });
  assert.equal(
    provider.refusal(SetIpAddressType, { LoadBalancerArn, IpAddressType: 'dualstack' }),
    "InvalidConfigurationRequest: The IP address type 'dualstack' is not supported. Use ipv4",
  );
  assert.match(consumer.refusal(SetIpAddressType, { LoadBalancerArn, IpAddressType: 'ipv4' }), /NotFound/);
});

test('a load balancer made without security groups never gets one', () => {
  const { provider, loadBalancerArn: LoadBalancerArn } = world;
  assert.equal(
    provider.refusal(SetSecurityGroups, { LoadBalancerArn, SecurityGroups: [provider.groupId] }),
    `InvalidConfigurationRequest: You cannot set security groups on the load balancer '${LoadBalancerArn}' because it was created without any`,
  );
});

test('security groups are exchanged on the interfaces too, and inbound rules can be left out for endpoints', () => {
  const { bench, provider, consumer } = world;
  const { resources } = bench;
  const made = provider.call<CreateLoadBalancerOutput>(CreateLoadBalancer, {
    Name: 'with-groups',
    Type: 'network',
    Scheme: 'internal',
    Subnets: provider.subnetIds,
    SecurityGroups: [provider.groupId],
  });
  const [loadBalancer] = made.LoadBalancers ?? [];
  assert.deepEqual(loadBalancer?.SecurityGroups, [provider.groupId]);
  assert.equal(loadBalancer?.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic, 'on');
  const LoadBalancerArn = loadBalancer?.LoadBalancerArn as Arn;
  const other = networkOf(bench).group(provider.vpcId, 'other');
  const input = { LoadBalancerArn, SecurityGroups: [other, other] };
  assert.deepEqual(provider.call(SetSecurityGroups, input), {
    SecurityGroupIds: [other],
    EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'on',
  });
  const off = { ...input, EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'off' };
  provider.call(SetSecurityGroups, off);
  // What is left out stays.
  provider.call(SetSecurityGroups, input);
  const [seen] =
    provider.call<DescribeLoadBalancersOutput>(DescribeLoadBalancers, { LoadBalancerArns: [LoadBalancerArn] })
      .LoadBalancers ?? [];
  assert.deepEqual(seen?.SecurityGroups, [other]);
  assert.equal(seen?.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic, 'off');
  const { nodes = [] } = resources.get('loadBalancer', LoadBalancerArn) ?? {};
  assert.equal(nodes.length, provider.subnetIds.length);
  for (const { networkInterfaceId } of nodes) {
    assert.deepEqual(resources.get('networkInterface', networkInterfaceId)?.securityGroupIds, [other]);
  }
  assert.match(provider.refusal(DeleteSecurityGroup, { GroupId: other }), /^DependencyViolation/);
  const none = { LoadBalancerArn, SecurityGroups: [] };
  assert.equal(
    provider.refusal(SetSecurityGroups, none),
    'ValidationError: At least one security group must be specified',
  );
  const theirs = { LoadBalancerArn, SecurityGroups: [consumer.groupId] };
  assert.match(provider.refusal(SetSecurityGroups, theirs), /^InvalidSecurityGroup: /);
});

test('no capacity is reserved', () => {
  const { provider, consumer, loadBalancerArn: LoadBalancerArn } = world;
  const described = provider.call<DescribeCapacityReservationOutput>(DescribeCapacityReservation, {
    LoadBalancerArn,
  });
  assert.deepEqual(described, { CapacityReservationState: [] });
  const reset = { LoadBalancerArn, ResetCapacityReservation: true };
  assert.deepEqual(provider.call(ModifyCapacityReservation, reset), { CapacityReservationState: [] });
  assert.equal(
    provider.refusal(ModifyCapacityReservation, {
      LoadBalancerArn,
      MinimumLoadBalancerCapacity: { CapacityUnits: 100 },
    }),
    `OperationNotPermitted: No capacity can be reserved for the load balancer '${LoadBalancerArn}': all load balancers share the machine`,
  );
  assert.match(provider.refusal(ModifyCapacityReservation, { LoadBalancerArn }), /^ValidationError: /);
  assert.match(consumer.refusal(DescribeCapacityReservation, { LoadBalancerArn }), /^LoadBalancerNotFound/);
});
