import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  CreateNetworkInterfaceResult,
  DescribeInstancesResult,
  DescribeNetworkInterfaceAttributeResult,
  DescribeNetworkInterfacesResult,
  DescribeSubnetsResult,
} from '@aws-sdk/client-ec2';
import { testBench } from '../testing/invoke.ts';
import { networkOf } from '../testing/network.ts';
import { CreateNetworkInterface } from './CreateNetworkInterface.ts';
import { DeleteNetworkInterface } from './DeleteNetworkInterface.ts';
import { DeleteSecurityGroup } from './DeleteSecurityGroup.ts';
import { DeleteSubnet } from './DeleteSubnet.ts';
import { DescribeInstances } from './DescribeInstances.ts';
import { DescribeNetworkInterfaceAttribute } from './DescribeNetworkInterfaceAttribute.ts';
import { DescribeNetworkInterfaces } from './DescribeNetworkInterfaces.ts';
import { DescribeSubnets } from './DescribeSubnets.ts';
import { ModifyNetworkInterfaceAttribute } from './ModifyNetworkInterfaceAttribute.ts';

function setUp() {
  const bench = testBench();
  const network = networkOf(bench);
  const vpcId = network.vpc();
  return { bench, network, vpcId, subnetId: network.subnet(vpcId) };
}

test('an interface without attachment holds an address until it is deleted', () => {
  const { bench, subnetId: SubnetId } = setUp();
  const free = () =>
    bench.invoke<DescribeSubnetsResult>(DescribeSubnets, {}).Subnets?.[0]?.AvailableIpAddressCount;
  assert.equal(free(), 251);
  const made = bench.invoke<CreateNetworkInterfaceResult>(CreateNetworkInterface, {
    SubnetId,
    PrivateIpAddress: '10.0.1.9',
  }).NetworkInterface;
  assert.equal(made?.Status, 'available');
  assert.equal(made?.Attachment, undefined);
  assert.equal(made?.RequesterManaged, false);
  assert.equal(free(), 250);
  const found = (Name: string, value: string) =>
    bench.invoke<DescribeNetworkInterfacesResult>(DescribeNetworkInterfaces, {
      Filters: [{ Name, Values: [value] }],
    }).NetworkInterfaces?.length;
  assert.equal(found('status', 'available'), 1);
  assert.equal(found('attachment.status', 'attached'), 0);
  assert.match(
    bench.refusal(CreateNetworkInterface, { SubnetId, PrivateIpAddress: '10.0.1.9' }),
    /^InvalidIPAddress.InUse/,
  );
  assert.match(bench.refusal(CreateNetworkInterface, { SubnetId, InterfaceType: 'efa' }), /^Unsupported/);
  assert.match(bench.refusal(DeleteSubnet, { SubnetId }), /^DependencyViolation/);
  const refuse = (more: object) => bench.refusal(CreateNetworkInterface, { SubnetId, ...more });
  assert.match(refuse({ Description: 'x'.repeat(256) }), /^InvalidParameterValue: The description/);
  const two = [{ PrivateIpAddress: '10.0.1.20', Primary: true }, { PrivateIpAddress: '10.0.1.21' }];
  assert.match(refuse({ PrivateIpAddresses: two }), /^UnsupportedOperation/);
  const one = two.slice(0, 1);
  assert.match(
    refuse({ PrivateIpAddresses: one, PrivateIpAddress: '10.0.1.20' }),
    /^InvalidParameterCombination/,
  );
  const listed = bench.invoke<CreateNetworkInterfaceResult>(CreateNetworkInterface, {
    SubnetId,
    PrivateIpAddresses: one,
  }).NetworkInterface;
  assert.equal(listed?.PrivateIpAddress, '10.0.1.20');
  bench.invoke(DeleteNetworkInterface, { NetworkInterfaceId: listed?.NetworkInterfaceId });
  const NetworkInterfaceId = made?.NetworkInterfaceId;
  bench.invoke(DeleteNetworkInterface, { NetworkInterfaceId });
  assert.match(
    bench.refusal(DeleteNetworkInterface, { NetworkInterfaceId }),
    /^InvalidNetworkInterfaceID.NotFound/,
  );
  bench.invoke(DeleteSubnet, { SubnetId });
});

test("an instance's interface changes its groups and description, and is not deleted", () => {
  const { bench, network, vpcId, subnetId } = setUp();
  const GroupId = network.group(vpcId);
  network.instance(subnetId);
  const [record] = [...bench.resources.all('networkInterface')];
  const NetworkInterfaceId = record?.id;
  const modify = (more: object) => ({ NetworkInterfaceId, ...more });
  const refuse = (more: object) => bench.refusal(ModifyNetworkInterfaceAttribute, modify(more));
  bench.invoke(ModifyNetworkInterfaceAttribute, modify({ Groups: [GroupId] }));
  bench.invoke(ModifyNetworkInterfaceAttribute, modify({ Description: { Value: 'mine' } }));
  bench.invoke(ModifyNetworkInterfaceAttribute, modify({ SourceDestCheck: { Value: true } }));
  const instances = bench.invoke<DescribeInstancesResult>(DescribeInstances, {});
  assert.equal(instances.Reservations?.[0]?.Instances?.[0]?.SecurityGroups?.[0]?.GroupId, GroupId);
  const described = (Attribute: string) =>
    bench.invoke<DescribeNetworkInterfaceAttributeResult>(DescribeNetworkInterfaceAttribute, {
      NetworkInterfaceId,
      Attribute,
    });
  assert.equal(described('description').Description?.Value, 'mine');
  assert.deepEqual(described('groupSet').Groups, [{ GroupId, GroupName: 'web' }]);
  assert.match(bench.refusal(DeleteSecurityGroup, { GroupId }), /^DependencyViolation/);
  assert.match(bench.refusal(DeleteNetworkInterface, { NetworkInterfaceId }), /currently in use/);
  assert.match(refuse({}), /^MissingParameter/);
  assert.match(refuse({ SourceDestCheck: { Value: false } }), /^UnsupportedOperation/);
  assert.match(
    refuse({ Groups: [GroupId], Description: { Value: '' } }),
    /^InvalidParameterCombination: Fields/,
  );
  assert.match(refuse({ Groups: [network.group(network.vpc(), 'other')] }), /^InvalidParameter/);
});

test('what a service manages is not for the account to change', () => {
  const { bench, network, vpcId, subnetId } = setUp();
  network.instance(subnetId);
  const [record] = [...bench.resources.all('networkInterface')];
  assert.ok(record);
  const attachment = { kind: 'endpoint', endpointId: 'vpce-00000000000000001' } as const;
  bench.resources.put('networkInterface', { ...record, attachment });
  const change = { NetworkInterfaceId: record.id, Groups: [network.group(vpcId)] };
  assert.match(bench.refusal(ModifyNetworkInterfaceAttribute, change), /^OperationNotPermitted/);
  assert.match(
    bench.refusal(DeleteNetworkInterface, { NetworkInterfaceId: record.id }),
    /^InvalidParameterValue/,
  );
});
