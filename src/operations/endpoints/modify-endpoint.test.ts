import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { CreateSecurityGroupResult } from '@aws-sdk/client-ec2';
import { markAvailable } from '../../model/endpoint-lifecycle.ts';
import type { Endpoint, NetworkInterface } from '../../model/resources.ts';
import { CreateSecurityGroup } from '../ec2/CreateSecurityGroup.ts';
import { DeleteSecurityGroup } from '../ec2/DeleteSecurityGroup.ts';
import { DeleteSubnet } from '../ec2/DeleteSubnet.ts';
import { DeleteVpcEndpointServiceConfigurations } from '../ec2/DeleteVpcEndpointServiceConfigurations.ts';
import { DeleteVpcEndpoints } from '../ec2/DeleteVpcEndpoints.ts';
import { ModifyVpcEndpoint } from '../ec2/ModifyVpcEndpoint.ts';
import { RejectVpcEndpointConnections } from '../ec2/RejectVpcEndpointConnections.ts';
import { defaultPolicy } from './endpoint-policy.ts';
import {
  createEndpoint,
  createService,
  createSubnet,
  createWorld,
  describeEndpoint,
  endpointRecord,
  type Party,
  type World,
} from './testing/world.ts';

let world: World;
let consumer: Party;
let service: { readonly id: string; readonly name: string };
let id: string;

/** An available endpoint in the zone a, with the group of its own. */
beforeEach(() => {
  world = createWorld();
  ({ consumer } = world);
  service = createService(world, false);
  id = createEndpoint(consumer, service.name, { SecurityGroupIds: [consumer.groupId] }).VpcEndpointId;
  markAvailable(world.bench.resources, record());
});

function record(): Endpoint {
  const found = endpointRecord(world, id);
  assert.ok(found);
  return found;
}

function interfaces(): readonly NetworkInterface[] {
  return record().networkInterfaceIds.flatMap(
    (each) => world.bench.resources.get('networkInterface', each) ?? [],
  );
}

function modify(input: object): void {
  consumer.call(ModifyVpcEndpoint, { VpcEndpointId: id, ...input });
}

function refusal(input: object): string {
  return consumer.refusal(ModifyVpcEndpoint, { VpcEndpointId: id, ...input });
}

function newGroup(name: string): string {
  const input = { GroupName: name, Description: name, VpcId: consumer.vpcId };
  return consumer.call<CreateSecurityGroupResult>(CreateSecurityGroup, input).GroupId ?? '';
}

test('an added subnet gets an interface, a removed one loses its own, and both are pending', () => {
  const [a, b] = consumer.subnetIds;
  modify({ AddSubnetIds: [b] });
  assert.equal(record().state, 'pending');
  assert.deepEqual(record().subnetIds, [a, b]);
  assert.deepEqual(
    interfaces().map(({ subnetId, securityGroupIds }) => [subnetId, securityGroupIds]),
    [
      [a, [consumer.groupId]],
      [b, [consumer.groupId]],
    ],
  );
  markAvailable(world.bench.resources, record());
  modify({ RemoveSubnetIds: [a] });
  assert.equal(record().state, 'pending');
  assert.deepEqual(
    interfaces().map(({ subnetId }) => subnetId),
    [b],
  );
  consumer.call(DeleteSubnet, { SubnetId: a });
});

test('a subnet can take the place of another one of its zone in one request', () => {
  const [a] = consumer.subnetIds;
  const other = createSubnet(consumer.call, consumer.vpcId, 'us-east-1a', '10.0.11.0/24');
  modify({ AddSubnetIds: [other], RemoveSubnetIds: [a] });
  assert.deepEqual(record().subnetIds, [other]);
});

test('another address in a subnet takes another interface, the same address does not', () => {
  const [a, b] = consumer.subnetIds;
  const [before] = interfaces();
  modify({ SubnetConfigurations: [{ SubnetId: a, Ipv4: before?.privateIp }] });
  assert.deepEqual([interfaces()[0]?.id, record().state], [before?.id, 'available']);
  modify({
    AddSubnetIds: [b],
    SubnetConfigurations: [
      { SubnetId: a, Ipv4: '10.0.1.50' },
      { SubnetId: b, Ipv4: '10.0.2.50' },
    ],
  });
  assert.deepEqual(
    interfaces().map(({ privateIp }) => privateIp),
    ['10.0.1.50', '10.0.2.50'],
  );
  assert.notEqual(interfaces()[0]?.id, before?.id);
  assert.equal(world.bench.resources.get('networkInterface', before?.id ?? ''), undefined);
  // The address that was given up is the lowest free one again.
  assert.equal(createEndpoint(consumer, service.name).NetworkInterfaceIds?.length, 1);
});

test('groups change on the endpoint and on each of its interfaces', () => {
  modify({ AddSubnetIds: [consumer.subnetIds[1]] });
  markAvailable(world.bench.resources, record());
  const group = newGroup('other');
  modify({ AddSecurityGroupIds: [group, consumer.groupId] });
  const both = [consumer.groupId, group];
  assert.deepEqual([record().securityGroupIds, record().state], [both, 'pending']);
  assert.deepEqual(
    interfaces().map(({ securityGroupIds }) => securityGroupIds),
    [both, both],
  );
  modify({ RemoveSecurityGroupIds: [consumer.groupId] });
  assert.deepEqual(
    interfaces().map(({ securityGroupIds }) => securityGroupIds),
    [[group], [group]],
  );
  consumer.call(DeleteSecurityGroup, { GroupId: consumer.groupId });
  assert.match(consumer.refusal(DeleteSecurityGroup, { GroupId: group }), /^DependencyViolation/);
});

test('every change goes through pending, and what changes nothing leaves the endpoint available', () => {
  const policy =
    '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*","Principal":"*"}}';
  const settle = () => markAvailable(world.bench.resources, record());
  modify({ PolicyDocument: policy });
  assert.deepEqual([record().policyDocument, record().state], [policy, 'pending']);
  settle();
  modify({
    PolicyDocument: policy,
    PrivateDnsEnabled: false,
    IpAddressType: 'ipv4',
    DnsOptions: { DnsRecordIpType: 'ipv4', PrivateDnsOnlyForInboundResolverEndpoint: false },
    AddSubnetIds: [consumer.subnetIds[0]],
    AddSecurityGroupIds: [consumer.groupId],
  });
  assert.deepEqual([record().policyDocument, record().state], [policy, 'available']);
  modify({ ResetPolicy: true });
  assert.deepEqual([record().policyDocument, record().state], [defaultPolicy, 'pending']);
});

test('DNS options are kept and answered', () => {
  const recordType = () => describeEndpoint(consumer, id)?.DnsOptions?.DnsRecordIpType;
  assert.equal(recordType(), 'ipv4');
  modify({ DnsOptions: { DnsRecordIpType: 'service-defined' } });
  assert.equal(recordType(), 'service-defined');
  modify({ DnsOptions: { DnsRecordIpType: 'ipv4' } });
  assert.equal(recordType(), 'ipv4');
});

test('an endpoint that is not available keeps its state', () => {
  world.provider.call(RejectVpcEndpointConnections, { ServiceId: service.id, VpcEndpointIds: [id] });
  modify({ AddSubnetIds: [consumer.subnetIds[1]] });
  assert.equal(record().state, 'rejected');
});

test('changes that cannot be are refused and change nothing', () => {
  const [a, b, c] = consumer.subnetIds;
  const second = createSubnet(consumer.call, consumer.vpcId, 'us-east-1a', '10.0.11.0/24');
  const groups = ['one', 'two', 'three', 'four', 'five'].map(newGroup);
  const table: [object, string | RegExp][] = [
    [
      { AddSubnetIds: [second] },
      `DuplicateSubnetsInSameZone: Found another VPC endpoint subnet in the availability zone of ${second}. VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service. Its zone is use1-az1, that of ${a}; subnets of ${consumer.vpcId} in other zones of the service: ${b} (use1-az2).`,
    ],
    [
      { AddSubnetIds: [c] },
      new RegExp(
        `^InvalidParameter: The VPC endpoint service ${service.name} does not support the availability zone of the subnet: ${c}\\.`,
      ),
    ],
    [{ RemoveSubnetIds: [b] }, `InvalidParameter: The subnet ${b} is not associated with ${id}`],
    [
      { RemoveSecurityGroupIds: [groups[0]] },
      `InvalidParameter: The security group ${groups[0]} is not associated with ${id}`,
    ],
    [
      { RemoveSecurityGroupIds: [consumer.groupId] },
      `InvalidParameter: The last security group of ${id} cannot be removed. Add another one with it.`,
    ],
    [
      { AddSecurityGroupIds: groups },
      'SecurityGroupsPerInterfaceLimitExceeded: The maximum number of security groups per interface is 5; the request names 6.',
    ],
    [
      { SubnetConfigurations: [{ SubnetId: b, Ipv4: '10.0.2.9' }] },
      `InvalidParameter: The subnet configuration of ${b} has no effect: ${id} has no such subnet. Name it in AddSubnetIds too.`,
    ],
    [
      { AddSecurityGroupIds: [groups[0]], SubnetConfigurations: [{ SubnetId: a, Ipv4: '10.0.9.9' }] },
      "InvalidParameterValue: Address 10.0.9.9 does not fall within the subnet's address range",
    ],
    [
      { PolicyDocument: '{}', ResetPolicy: true },
      'InvalidParameterCombination: The parameter PolicyDocument cannot be used with the parameter ResetPolicy',
    ],
    [{ PolicyDocument: '' }, 'InvalidPolicyDocument: Syntax errors in policy.'],
    [
      { PrivateDnsEnabled: true },
      `InvalidParameter: Private DNS can't be enabled because the service ${service.name} does not provide a private DNS name.`,
    ],
    [
      { VpcEndpointId: 'vpce-00000000000000000' },
      "InvalidVpcEndpointId.NotFound: The Vpc Endpoint Id 'vpce-00000000000000000' does not exist",
    ],
    [{ VpcEndpointId: 'x' }, 'InvalidVpcEndpointId.Malformed: Invalid id: "x" (expecting "vpce-...")'],
  ];
  const before = world.bench.resources.snapshot();
  for (const [input, message] of table) {
    if (typeof message === 'string') assert.equal(refusal(input), message);
    else assert.match(refusal(input), message);
  }
  assert.match(
    world.provider.refusal(ModifyVpcEndpoint, { VpcEndpointId: id, ResetPolicy: true }),
    /^InvalidVpcEndpointId\.NotFound/,
  );
  assert.deepEqual(world.bench.resources.snapshot(), before);
});

test('an endpoint without its service, or on its way out, is not extended', () => {
  const input = { ServiceId: service.id, VpcEndpointIds: [id] };
  world.provider.call(RejectVpcEndpointConnections, input);
  world.provider.call(DeleteVpcEndpointServiceConfigurations, { ServiceIds: [service.id] });
  assert.equal(
    refusal({ AddSubnetIds: [consumer.subnetIds[1]] }),
    `InvalidServiceName: The Vpc Endpoint Service '${service.name}' does not exist`,
  );
  modify({ AddSecurityGroupIds: [newGroup('other')] });
  consumer.call(DeleteVpcEndpoints, { VpcEndpointIds: [id] });
  assert.equal(refusal({ ResetPolicy: true }), `InvalidState: The Vpc Endpoint '${id}' is being deleted`);
});
