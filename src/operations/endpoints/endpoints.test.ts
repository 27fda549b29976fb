import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type {
  AcceptVpcEndpointConnectionsResult,
  CreateSecurityGroupResult,
  CreateVpcEndpointResult,
  DeleteVpcEndpointsResult,
  DescribeVpcEndpointConnectionsResult,
  DescribeVpcEndpointsResult,
} from '@aws-sdk/client-ec2';
import { finishDeletion, markAvailable, markFailed } from '../../model/endpoint-lifecycle.ts';
import type { Endpoint } from '../../model/resources.ts';
import { AcceptVpcEndpointConnections } from '../ec2/AcceptVpcEndpointConnections.ts';
import { CreateSecurityGroup } from '../ec2/CreateSecurityGroup.ts';
import { CreateVpcEndpoint } from '../ec2/CreateVpcEndpoint.ts';
import { DeleteSecurityGroup } from '../ec2/DeleteSecurityGroup.ts';
import { DeleteSubnet } from '../ec2/DeleteSubnet.ts';
import { DeleteVpcEndpointServiceConfigurations } from '../ec2/DeleteVpcEndpointServiceConfigurations.ts';
import { DeleteVpcEndpoints } from '../ec2/DeleteVpcEndpoints.ts';
import { DescribeVpcEndpointConnections } from '../ec2/DescribeVpcEndpointConnections.ts';
import { DescribeVpcEndpoints } from '../ec2/DescribeVpcEndpoints.ts';
import { ModifyVpcEndpointServicePermissions } from '../ec2/ModifyVpcEndpointServicePermissions.ts';
import { RejectVpcEndpointConnections } from '../ec2/RejectVpcEndpointConnections.ts';
import type { MemoryWriter } from '../testing/memory-writer.ts';
import { defaultPolicy } from './endpoint-policy.ts';
import {
  consumerId,
  createEndpoint,
  createService,
  createSubnet,
  createWorld,
  describeEndpoint,
  endpointRecord,
  endpointRequest,
  type Party,
  type World,
} from './testing/world.ts';

let world: World;
let provider: Party;
let consumer: Party;
let stranger: Party;
let service: { readonly id: string; readonly name: string };

beforeEach(() => {
  world = createWorld();
  ({ provider, consumer, stranger } = world);
  service = createService(world);
});

const unknownId = 'vpce-00000000000000000';

function record(id: string): Endpoint {
  const found = endpointRecord(world, id);
  assert.ok(found, `${id} is there`);
  return found;
}

function decide(operation: typeof AcceptVpcEndpointConnections, ...ids: string[]) {
  const input = { ServiceId: service.id, VpcEndpointIds: ids };
  return provider.call<AcceptVpcEndpointConnectionsResult>(operation, input).Unsuccessful ?? [];
}

function remove(party: Party, ...ids: string[]) {
  return party.call<DeleteVpcEndpointsResult>(DeleteVpcEndpoints, { VpcEndpointIds: ids }).Unsuccessful ?? [];
}

function connections(party: Party, input: object = {}) {
  return (
    party.call<DescribeVpcEndpointConnectionsResult>(DescribeVpcEndpointConnections, input)
      .VpcEndpointConnections ?? []
  );
}

function newGroups(party: Party, count: number): string[] {
  return Array.from({ length: count }, (_, at) => {
    const input = { GroupName: `group-${at}`, Description: 'one of many', VpcId: party.vpcId };
    return party.call<CreateSecurityGroupResult>(CreateSecurityGroup, input).GroupId ?? '';
  });
}

test('a new endpoint waits for consent and has an interface, with its groups, in each subnet', () => {
  const [a, b] = consumer.subnetIds;
  const made = createEndpoint(consumer, service.name, {
    SubnetIds: [b, a],
    SecurityGroupIds: [consumer.groupId],
    PrivateDnsEnabled: false,
    IpAddressType: 'ipv4',
    DnsOptions: { DnsRecordIpType: 'ipv4' },
    ServiceRegion: 'us-east-1',
    TagSpecifications: [{ ResourceType: 'vpc-endpoint', Tags: [{ Key: 'Name', Value: 'db' }] }],
  });
  const { dnsToken, networkInterfaceIds } = record(made.VpcEndpointId);
  assert.match(made.VpcEndpointId, /^vpce-[0-9a-f]{17}$/);
  assert.match(dnsToken, /^[a-z0-9]{8}$/);
  const host = `${made.VpcEndpointId}-${dnsToken}`;
  const base = `${service.id}.us-east-1.vpce.amazonaws.com`;
  assert.deepEqual(made, {
    VpcEndpointId: made.VpcEndpointId,
    VpcEndpointType: 'Interface',
    VpcId: consumer.vpcId,
    ServiceName: service.name,
    State: 'pendingAcceptance',
    PolicyDocument: defaultPolicy,
    RouteTableIds: [],
    SubnetIds: [b, a],
    Groups: [{ GroupId: consumer.groupId, GroupName: 'endpoints' }],
    IpAddressType: 'ipv4',
    DnsOptions: { DnsRecordIpType: 'ipv4' },
    PrivateDnsEnabled: false,
    RequesterManaged: false,
    NetworkInterfaceIds: networkInterfaceIds,
    DnsEntries: [`${host}.${base}`, `${host}-us-east-1b.${base}`, `${host}-us-east-1a.${base}`].map(
      (DnsName) => ({ DnsName, HostedZoneId: 'Z7HUB22UULQXV' }),
    ),
    CreationTimestamp: new Date('2026-01-02T03:04:05.000Z'),
    Tags: [{ Key: 'Name', Value: 'db' }],
    OwnerId: consumerId,
    ServiceRegion: 'us-east-1',
  });
  assert.deepEqual(describeEndpoint(consumer, made.VpcEndpointId), made);
  const interfaces = networkInterfaceIds.map((id) => world.bench.resources.get('networkInterface', id));
  assert.deepEqual(
    interfaces.map((each) => [each?.subnetId, each?.privateIp, each?.securityGroupIds, each?.description]),
    [
      [b, '10.0.2.4', [consumer.groupId], `VPC Endpoint Interface ${made.VpcEndpointId}`],
      [a, '10.0.1.4', [consumer.groupId], `VPC Endpoint Interface ${made.VpcEndpointId}`],
    ],
  );
  assert.deepEqual(interfaces[0]?.attachment, { kind: 'endpoint', endpointId: made.VpcEndpointId });
});

test('without groups an endpoint has the default group of its VPC, and without subnets no interface', () => {
  const made = createEndpoint(consumer, service.name, { SubnetIds: [] });
  assert.equal(made.Groups?.[0]?.GroupName, 'default');
  assert.deepEqual([made.SubnetIds, made.NetworkInterfaceIds, made.DnsEntries?.length], [[], [], 1]);
});

test('an address can be given with a subnet configuration, beside the subnet or instead of it', () => {
  const [a, b] = consumer.subnetIds;
  const { NetworkInterfaceIds } = createEndpoint(consumer, service.name, {
    SubnetIds: [a],
    SubnetConfigurations: [
      { SubnetId: b, Ipv4: '10.0.2.77' },
      { SubnetId: a, Ipv4: '10.0.1.88' },
    ],
  });
  const addresses = NetworkInterfaceIds?.map(
    (id) => world.bench.resources.get('networkInterface', id)?.privateIp,
  );
  assert.deepEqual(addresses, ['10.0.1.88', '10.0.2.77']);
});

test('a service that asks for no consent leads straight to pending', () => {
  const other = createService(createWorldWithOpenService(), false);
  assert.equal(createEndpoint(consumer, other.name).State, 'pending');
});

/** The world again, with a service in it that was deleted, so that its load balancer is free. */
function createWorldWithOpenService(): World {
  provider.call(DeleteVpcEndpointServiceConfigurations, { ServiceIds: [service.id] });
  return world;
}

test('who is not allowed is told that the service does not exist, just as for one that does not', () => {
  const refusal = (party: Party, name: string) =>
    party.refusal(CreateVpcEndpoint, endpointRequest(party, name)).replaceAll(name, 'X');
  const unknown = "InvalidServiceName: The Vpc Endpoint Service 'X' does not exist";
  assert.equal(refusal(stranger, service.name), unknown);
  assert.equal(refusal(stranger, 'com.amazonaws.vpce.us-east-1.vpce-svc-00000000000000000'), unknown);
  assert.equal(refusal(consumer, 'com.amazonaws.us-east-1.s3'), unknown);
});

test('the owner may connect without a permission, and others lose theirs for new endpoints only', () => {
  const input = { ServiceId: service.id, RemoveAllowedPrincipals: [consumerId] };
  const { VpcEndpointId: early } = createEndpoint(consumer, service.name);
  provider.call(ModifyVpcEndpointServicePermissions, input);
  assert.equal(createEndpoint(provider, service.name).State, 'pendingAcceptance');
  assert.match(
    consumer.refusal(CreateVpcEndpoint, endpointRequest(consumer, service.name)),
    /^InvalidServiceName/,
  );
  assert.equal(record(early).state, 'pendingAcceptance');
});

test('what an endpoint cannot be made of is refused and leaves nothing behind', () => {
  const [a, b, c] = consumer.subnetIds;
  const secondInA = createSubnet(consumer.call, consumer.vpcId, 'us-east-1a', '10.0.11.0/24');
  const groups = newGroups(consumer, 6);
  const { name } = service;
  const type = (given: string) =>
    `InvalidParameter: Endpoint type (${given}) does not match available service types ([Interface]). Set VpcEndpointType to Interface; it is Gateway when left out.`;
  const table: [object, string][] = [
    [{ VpcEndpointType: undefined }, type('Gateway')],
    [{ VpcEndpointType: 'GatewayLoadBalancer' }, type('GatewayLoadBalancer')],
    [{ ServiceName: undefined }, 'MissingParameter: The request must contain the parameter ServiceName'],
    [{ ServiceRegion: 'eu-west-1' }, `InvalidServiceName: The Vpc Endpoint Service '${name}' does not exist`],
    [{ VpcId: provider.vpcId }, `InvalidVpcID.NotFound: The vpc ID '${provider.vpcId}' does not exist`],
    [{ VpcId: 'vpc-x' }, 'InvalidVpcID.Malformed: Invalid id: "vpc-x" (expecting "vpc-...")'],
    [
      { SubnetIds: [provider.subnetIds[0]] },
      `InvalidSubnetID.NotFound: The subnet ID '${provider.subnetIds[0]}' does not exist`,
    ],
    [
      { SubnetIds: [b, a, secondInA] },
      `DuplicateSubnetsInSameZone: Found another VPC endpoint subnet in the availability zone of ${secondInA}. VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service. Its zone is use1-az1, that of ${a}; subnets of ${consumer.vpcId} in other zones of the service: none.`,
    ],
    [
      { SubnetIds: [c] },
      `InvalidParameter: The VPC endpoint service ${name} does not support the availability zone of the subnet: ${c}. Its zone is use1-az3; the zones of the service: use1-az1, use1-az2; subnets of ${consumer.vpcId} in them: ${[
        [a, 'use1-az1'],
        [secondInA, 'use1-az1'],
        [b, 'use1-az2'],
      ]
        .sort()
        .map(([id, zone]) => `${id} (${zone})`)
        .join(', ')}.`,
    ],
    [
      { SecurityGroupIds: groups },
      'SecurityGroupsPerInterfaceLimitExceeded: The maximum number of security groups per interface is 5; the request names 6.',
    ],
    [
      { SecurityGroupIds: [provider.groupId] },
      `InvalidGroup.NotFound: The security group '${provider.groupId}' does not exist`,
    ],
    [
      { PrivateDnsEnabled: true },
      `InvalidParameter: Private DNS can't be enabled because the service ${name} does not provide a private DNS name.`,
    ],
    [
      { IpAddressType: 'dualstack' },
      `InvalidParameter: The IP address type dualstack is not supported by the service ${name}. Supported: ipv4.`,
    ],
    [
      { DnsOptions: { DnsRecordIpType: 'ipv6' } },
      `InvalidParameter: The DNS record IP type ipv6 is not supported for an endpoint with the IP address type ipv4. Supported: ipv4, service-defined.`,
    ],
    [
      { DnsOptions: { PrivateDnsOnlyForInboundResolverEndpoint: true } },
      `InvalidParameter: To set PrivateDnsOnlyForInboundResolverEndpoint to true, the VPC ${consumer.vpcId} must have a Gateway endpoint for the service.`,
    ],
    [
      { RouteTableIds: ['rtb-1'] },
      'InvalidParameter: Route table IDs are only supported for Gateway type VPC Endpoint.',
    ],
    [
      { VpcEndpointType: 'Resource', ServiceName: undefined },
      'InvalidVpcEndpointType: The VPC endpoint type Resource is not supported by Postern. Supported: Interface.',
    ],
    [
      { VpcEndpointType: 'ServiceNetwork' },
      'InvalidVpcEndpointType: The VPC endpoint type ServiceNetwork is not supported by Postern. Supported: Interface.',
    ],
    [
      { VpcEndpointType: 'Gateway', ServiceName: 'com.amazonaws.us-east-1.s3' },
      "InvalidServiceName: The Vpc Endpoint Service 'com.amazonaws.us-east-1.s3' does not exist",
    ],
    [
      { SubnetConfigurations: [{ SubnetId: a, Ipv6: '::1' }] },
      'UnsupportedOperation: The parameter SubnetConfigurations.Ipv6 is not supported.',
    ],
    [
      { SubnetConfigurations: [{ Ipv4: '10.0.1.9' }] },
      'MissingParameter: Every SubnetConfiguration needs a SubnetId',
    ],
    [
      { SubnetConfigurations: [{ SubnetId: a }, { SubnetId: a, Ipv4: '10.0.1.9' }] },
      `InvalidParameter: The subnet ${a} has two subnet configurations`,
    ],
    [
      { SubnetConfigurations: [{ SubnetId: a, Ipv4: '10.0.2.9' }] },
      "InvalidParameterValue: Address 10.0.2.9 does not fall within the subnet's address range",
    ],
    [
      { SubnetConfigurations: [{ SubnetId: a, Ipv4: '10.0.1.3' }] },
      "InvalidParameterValue: Address 10.0.1.3 is in subnet's reserved address range",
    ],
    [{ PolicyDocument: 'allow' }, 'InvalidPolicyDocument: Syntax errors in policy.'],
    [
      { PolicyDocument: '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}' },
      'InvalidPolicyDocument: Missing required field Principal',
    ],
    [
      { PolicyDocument: ' '.repeat(20_480 + 1) },
      'InvalidPolicyDocument: The policy has 20481 characters, at most 20480 are allowed.',
    ],
    [
      { TagSpecifications: [{ ResourceType: 'vpc', Tags: [{ Key: 'a', Value: 'b' }] }] },
      "InvalidParameterValue: 'vpc' is not a valid taggable resource type for this operation.",
    ],
  ];
  const before = world.bench.resources.snapshot();
  for (const [input, message] of table) {
    assert.equal(consumer.refusal(CreateVpcEndpoint, endpointRequest(consumer, name, input)), message);
  }
  assert.deepEqual(world.bench.resources.snapshot(), before);
});

test('an address that another interface has is refused', () => {
  const configuration = { SubnetConfigurations: [{ SubnetId: consumer.subnetIds[0], Ipv4: '10.0.1.9' }] };
  createEndpoint(consumer, service.name, configuration);
  const input = endpointRequest(consumer, service.name, configuration);
  assert.equal(
    consumer.refusal(CreateVpcEndpoint, input),
    'InvalidIPAddress.InUse: Address 10.0.1.9 is in use.',
  );
});

test('a subnet and a group of another VPC of the same account are refused', () => {
  const { subnetIds, groupId } = secondNetwork();
  const request = (input: object) => endpointRequest(consumer, service.name, input);
  assert.equal(
    consumer.refusal(CreateVpcEndpoint, request({ SubnetIds: [subnetIds[0]] })),
    `InvalidParameter: The subnet ${subnetIds[0]} does not belong to the VPC ${consumer.vpcId}`,
  );
  assert.match(
    consumer.refusal(CreateVpcEndpoint, request({ SecurityGroupIds: [groupId] })),
    /^InvalidParameter: You have specified two resources that belong to different networks\./,
  );
});

/** Another VPC of the consumer's account: the stranger's, who gives all of it away. */
function secondNetwork(): Party {
  const { resources } = world.bench;
  const give = { accountId: consumerId };
  for (const vpc of resources.find('vpc', 'owner', `${stranger.accountId}/us-east-1`)) {
    for (const subnet of resources.find('subnet', 'vpc', vpc.id))
      resources.put('subnet', { ...subnet, ...give });
    for (const group of resources.find('securityGroup', 'vpc', vpc.id)) {
      resources.put('securityGroup', { ...group, ...give });
    }
    resources.put('vpc', { ...vpc, ...give });
  }
  return stranger;
}

test('a connection goes through its life as provider and consumer see it', () => {
  const { VpcEndpointId: id } = createEndpoint(consumer, service.name);
  const seen = () => {
    const states = [describeEndpoint(consumer, id)?.State, connections(provider)[0]?.VpcEndpointState];
    assert.equal(states[0], states[1]);
    return states[0];
  };
  assert.equal(seen(), 'pendingAcceptance');
  decide(AcceptVpcEndpointConnections, id);
  assert.equal(seen(), 'pending');
  markAvailable(world.bench.resources, record(id));
  assert.equal(seen(), 'available');
  decide(RejectVpcEndpointConnections, id);
  assert.equal(seen(), 'rejected');
  assert.equal(record(id).epoch, 1);
  decide(AcceptVpcEndpointConnections, id);
  assert.equal(seen(), 'pending');
  markFailed(world.bench.resources, record(id), 'no room');
  assert.equal(seen(), 'failed');
  assert.deepEqual(describeEndpoint(consumer, id)?.LastError, { Code: 'DataPlaneError', Message: 'no room' });
  remove(consumer, id);
  assert.equal(seen(), 'deleting');
  finishDeletion(world.bench.resources, record(id));
  assert.deepEqual(connections(provider), []);
});

test('deciding on connections in bulk reports those that cannot be decided', () => {
  const [first, second, failed, deleting] = Array.from(
    { length: 4 },
    () => createEndpoint(consumer, service.name).VpcEndpointId,
  );
  decide(AcceptVpcEndpointConnections, failed ?? '');
  markFailed(world.bench.resources, record(failed ?? ''), 'no room');
  remove(consumer, deleting ?? '');
  const notFound = (id: string) => ({
    Error: {
      Code: 'InvalidVpcEndpointId.NotFound',
      Message: `The Vpc Endpoint Id '${id}' does not exist`,
    },
    ResourceId: id,
  });
  const invalidState = (id = '', state = '') => ({
    Error: {
      Code: 'InvalidState',
      Message: `The Vpc Endpoint '${id}' is in the state ${state}, in which this is not possible`,
    },
    ResourceId: id,
  });
  for (const operation of [AcceptVpcEndpointConnections, RejectVpcEndpointConnections]) {
    assert.deepEqual(
      decide(operation, unknownId, first ?? '', failed ?? '', deleting ?? '', second ?? '', 'nonsense'),
      [
        notFound(unknownId),
        invalidState(failed, 'failed'),
        invalidState(deleting, 'deleting'),
        {
          Error: {
            Code: 'InvalidVpcEndpointId.Malformed',
            Message: 'Invalid id: "nonsense" (expecting "vpce-...")',
          },
          ResourceId: 'nonsense',
        },
      ],
    );
  }
  assert.deepEqual([record(first ?? '').state, record(second ?? '').state], ['rejected', 'rejected']);
});

test('deciding again what is decided writes nothing', () => {
  const { VpcEndpointId: id } = createEndpoint(consumer, service.name);
  const { resources } = world.bench;
  const unwritable: MemoryWriter = {
    ...resources,
    transact: (run) => resources.transact(run, { readOnly: true }),
  };
  for (const operation of [AcceptVpcEndpointConnections, RejectVpcEndpointConnections]) {
    decide(operation, id);
    const input = { ServiceId: service.id, VpcEndpointIds: [id] };
    provider.call(operation, input, { resources: unwritable });
  }
});

test('only the owner of a service decides on its connections, and of no others', () => {
  const { VpcEndpointId: id } = createEndpoint(consumer, service.name);
  const input = { ServiceId: service.id, VpcEndpointIds: [id] };
  for (const operation of [AcceptVpcEndpointConnections, RejectVpcEndpointConnections]) {
    assert.equal(
      consumer.refusal(operation, input),
      `InvalidVpcEndpointServiceId.NotFound: The VpcEndpointService Id '${service.id}' does not exist`,
    );
  }
  provider.call(RejectVpcEndpointConnections, input);
  provider.call(DeleteVpcEndpointServiceConfigurations, { ServiceIds: [service.id] });
  const other = createService(world);
  const foreign = { ServiceId: other.id, VpcEndpointIds: [id] };
  const { Unsuccessful } = provider.call<AcceptVpcEndpointConnectionsResult>(
    AcceptVpcEndpointConnections,
    foreign,
  );
  assert.equal(Unsuccessful?.[0]?.Error?.Code, 'InvalidVpcEndpointId.NotFound');
  assert.equal(record(id).state, 'rejected');
});

test('endpoints are for their owner, connections for the owner of the service, nothing for others', () => {
  const { VpcEndpointId: id } = createEndpoint(consumer, service.name);
  const [connection] = connections(provider);
  assert.match(connection?.VpcEndpointConnectionId ?? '', /^vpce-con-[0-9a-f]{17}$/);
  assert.deepEqual(connection, {
    ServiceId: service.id,
    VpcEndpointId: id,
    VpcEndpointOwner: consumerId,
    VpcEndpointState: 'pendingAcceptance',
    CreationTimestamp: new Date('2026-01-02T03:04:05.000Z'),
    DnsEntries: describeEndpoint(consumer, id)?.DnsEntries,
    NetworkLoadBalancerArns: [world.loadBalancerArn],
    IpAddressType: 'ipv4',
    VpcEndpointConnectionId: connection?.VpcEndpointConnectionId,
    Tags: [],
    VpcEndpointRegion: 'us-east-1',
  });
  assert.deepEqual([connections(consumer), connections(stranger)], [[], []]);
  const unknown = `InvalidVpcEndpointId.NotFound: The Vpc Endpoint Id '${id}' does not exist`;
  for (const party of [provider, stranger]) {
    assert.equal(party.refusal(DescribeVpcEndpoints, { VpcEndpointIds: [id] }), unknown);
    assert.deepEqual(party.call<DescribeVpcEndpointsResult>(DescribeVpcEndpoints, {}).VpcEndpoints, []);
    assert.equal(remove(party, id)[0]?.Error?.Code, 'InvalidVpcEndpoint.NotFound');
  }
  assert.equal(record(id).state, 'pendingAcceptance');
});

test('endpoints and connections are found by every filter', () => {
  const { VpcEndpointId: id } = createEndpoint(consumer, service.name, {
    TagSpecifications: [{ ResourceType: 'vpc-endpoint', Tags: [{ Key: 'Name', Value: 'db' }] }],
  });
  const endpoints: Record<string, string> = {
    'ip-address-type': 'ipv4',
    'service-name': service.name,
    'service-region': 'us-east-1',
    'vpc-id': consumer.vpcId,
    'vpc-endpoint-id': id,
    'vpc-endpoint-state': 'pendingAcceptance',
    'vpc-endpoint-type': 'Interface',
    'tag:Name': 'db',
    'tag-key': 'Name',
  };
  const found = (Name: string, value: string) =>
    consumer.call<DescribeVpcEndpointsResult>(DescribeVpcEndpoints, {
      Filters: [{ Name, Values: [value] }],
    }).VpcEndpoints?.length;
  for (const [name, value] of Object.entries(endpoints)) {
    assert.deepEqual([found(name, value), found(name, 'other')], [1, 0], name);
  }
  const connected: Record<string, string> = {
    'ip-address-type': 'ipv4',
    'service-id': service.id,
    'vpc-endpoint-owner': consumerId,
    'vpc-endpoint-region': 'us-east-1',
    'vpc-endpoint-state': 'pendingAcceptance',
    'vpc-endpoint-id': id,
  };
  for (const [Name, value] of Object.entries(connected)) {
    const count = (text: string) => connections(provider, { Filters: [{ Name, Values: [text] }] }).length;
    assert.deepEqual([count(value), count('other')], [1, 0], Name);
  }
});

test('pages of endpoints are disjoint and complete', () => {
  const ids = Array.from({ length: 7 }, () => createEndpoint(consumer, service.name).VpcEndpointId);
  const page = (input: object) => consumer.call<DescribeVpcEndpointsResult>(DescribeVpcEndpoints, input);
  const first = page({ MaxResults: 5 });
  const second = page({ MaxResults: 5, NextToken: first.NextToken });
  assert.equal(second.NextToken, undefined);
  const seen = [...(first.VpcEndpoints ?? []), ...(second.VpcEndpoints ?? [])];
  assert.deepEqual(
    seen.map(({ VpcEndpointId }) => VpcEndpointId),
    ids.toSorted(),
  );
});

test('deleting in bulk reports what is not there; the interfaces go when the data plane let go', () => {
  const endpoint = createEndpoint(consumer, service.name, { SecurityGroupIds: [consumer.groupId] });
  const id = endpoint.VpcEndpointId;
  assert.deepEqual(remove(consumer, unknownId, id), [
    {
      Error: {
        Code: 'InvalidVpcEndpoint.NotFound',
        Message: `The Vpc Endpoint Id '${unknownId}' does not exist`,
      },
      ResourceId: unknownId,
    },
  ]);
  assert.equal(describeEndpoint(consumer, id)?.State, 'deleting');
  assert.deepEqual(remove(consumer, id), []);
  const subnet = { SubnetId: consumer.subnetIds[0] };
  const group = { GroupId: consumer.groupId };
  assert.match(consumer.refusal(DeleteSubnet, subnet), /^DependencyViolation/);
  assert.match(consumer.refusal(DeleteSecurityGroup, group), /^DependencyViolation/);
  finishDeletion(world.bench.resources, record(id));
  assert.equal(remove(consumer, id)[0]?.Error?.Code, 'InvalidVpcEndpoint.NotFound');
  consumer.call(DeleteSecurityGroup, group);
  consumer.call(DeleteSubnet, subnet);
});

test('a VPC has room for 50 endpoints, or for as many as the operator says', () => {
  const input = endpointRequest(consumer, service.name, { SubnetIds: [] });
  for (let made = 0; made < 50; made += 1) consumer.call(CreateVpcEndpoint, input);
  assert.equal(
    consumer.refusal(CreateVpcEndpoint, input),
    `VpcEndpointLimitExceeded: The maximum number of VPC endpoints has been reached: 50 in ${consumer.vpcId}. The operator can raise the quota interfaceEndpointsPerVpc.`,
  );
  const settings = { instances: false, quotas: { interfaceEndpointsPerVpc: 51 } };
  consumer.call(CreateVpcEndpoint, input, { settings });
  assert.match(
    consumer.refusal(CreateVpcEndpoint, input, { settings }),
    /^VpcEndpointLimitExceeded: .*: 51 in /,
  );
});

test('the answer carries the client token of the request', () => {
  const input = { ...endpointRequest(consumer, service.name), ClientToken: 'once' };
  assert.equal(consumer.call<CreateVpcEndpointResult>(CreateVpcEndpoint, input).ClientToken, 'once');
});
