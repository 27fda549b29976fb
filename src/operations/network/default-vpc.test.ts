import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  CreateSubnetResult,
  CreateVpcResult,
  DescribeAccountAttributesResult,
  DescribeInternetGatewaysResult,
  DescribeRouteTablesResult,
  DescribeSecurityGroupsResult,
  DescribeSubnetsResult,
  DescribeVpcsResult,
  Reservation,
} from '@aws-sdk/client-ec2';
import { createAccount, deleteAccount } from '../../admin/accounts.ts';
import { rootCaller } from '../../model/caller.ts';
import { hostImageId } from '../../model/host-image.ts';
import { CreateDefaultSubnet } from '../ec2/CreateDefaultSubnet.ts';
import { CreateDefaultVpc } from '../ec2/CreateDefaultVpc.ts';
import { CreateSecurityGroup } from '../ec2/CreateSecurityGroup.ts';
import { CreateVpc } from '../ec2/CreateVpc.ts';
import { DeleteSubnet } from '../ec2/DeleteSubnet.ts';
import { DeleteVpc } from '../ec2/DeleteVpc.ts';
import { DescribeAccountAttributes } from '../ec2/DescribeAccountAttributes.ts';
import { DescribeInternetGateways } from '../ec2/DescribeInternetGateways.ts';
import { DescribeRouteTables } from '../ec2/DescribeRouteTables.ts';
import { DescribeSecurityGroups } from '../ec2/DescribeSecurityGroups.ts';
import { DescribeSubnets } from '../ec2/DescribeSubnets.ts';
import { DescribeVpcs } from '../ec2/DescribeVpcs.ts';
import { DetachInternetGateway } from '../ec2/DetachInternetGateway.ts';
import { RunInstances } from '../ec2/RunInstances.ts';
import { type TestBench, testBench } from '../testing/invoke.ts';
import { regionDefaults } from './default-vpc.ts';

/** What the dispatcher does before each request. */
function use(bench: TestBench, region = bench.region): void {
  const { resources, accountId, ids, now, settings, health } = bench;
  if (regionDefaults.areMade(resources, accountId, region)) return;
  const caller = rootCaller(accountId);
  resources.transact((writer) =>
    regionDefaults.make({ resources: writer, caller, region, ids, now, settings, health }),
  );
}

test('a region starts with a default VPC, a subnet in each zone, and a way to an internet gateway', () => {
  const bench = testBench();
  use(bench);
  const [vpc, ...others] = bench.invoke<DescribeVpcsResult>(DescribeVpcs, {}).Vpcs ?? [];
  assert.equal(others.length, 0);
  assert.equal(vpc?.IsDefault, true);
  assert.equal(vpc?.CidrBlock, '172.31.0.0/16');
  assert.match(vpc?.DhcpOptionsId ?? '', /^dopt-/);
  const subnets = bench.invoke<DescribeSubnetsResult>(DescribeSubnets, {}).Subnets ?? [];
  assert.deepEqual(
    subnets
      .map((subnet) => `${subnet.AvailabilityZone} ${subnet.CidrBlock} ${subnet.DefaultForAz}`)
      .toSorted(),
    [
      'us-east-1a 172.31.0.0/20 true',
      'us-east-1b 172.31.16.0/20 true',
      'us-east-1c 172.31.32.0/20 true',
      'us-east-1d 172.31.48.0/20 true',
      'us-east-1e 172.31.64.0/20 true',
      'us-east-1f 172.31.80.0/20 true',
    ],
  );
  const [gateway] =
    bench.invoke<DescribeInternetGatewaysResult>(DescribeInternetGateways, {}).InternetGateways ?? [];
  assert.deepEqual(gateway?.Attachments, [{ VpcId: vpc?.VpcId, State: 'available' }]);
  const [table] = bench.invoke<DescribeRouteTablesResult>(DescribeRouteTables, {}).RouteTables ?? [];
  assert.equal(table?.Associations?.[0]?.Main, true);
  assert.deepEqual(
    table?.Routes?.map((route) => [route.DestinationCidrBlock, route.GatewayId]),
    [
      ['172.31.0.0/16', 'local'],
      ['0.0.0.0/0', gateway?.InternetGatewayId],
    ],
  );
});

test('it is made once: a default VPC that was deleted does not come back by itself', () => {
  const bench = testBench();
  use(bench);
  const [vpc] = [...bench.resources.all('vpc')];
  const VpcId = vpc?.id ?? '';
  for (const { id } of bench.resources.all('subnet')) bench.invoke(DeleteSubnet, { SubnetId: id });
  assert.match(bench.refusal(DeleteVpc, { VpcId }), /^DependencyViolation: .* It still has igw-\w+.$/);
  for (const { id } of bench.resources.all('internetGateway')) {
    bench.invoke(DetachInternetGateway, { InternetGatewayId: id, VpcId });
  }
  bench.invoke(DeleteVpc, { VpcId });
  use(bench);
  assert.equal([...bench.resources.all('vpc')].length, 0);
  use(bench, 'eu-west-1');
  assert.equal([...bench.resources.all('vpc')].length, 1);
});

test('a VPC of an earlier version gets what VPCs are born with now', () => {
  const bench = testBench();
  bench.invoke(CreateVpc, { CidrBlock: '10.0.0.0/16' });
  for (const { id } of bench.resources.all('routeTable')) bench.resources.delete('routeTable', id);
  for (const { id } of bench.resources.all('networkAcl')) bench.resources.delete('networkAcl', id);
  use(bench);
  for (const { id } of bench.resources.all('vpc')) {
    assert.equal(bench.resources.find('routeTable', 'vpc', id).length, 1);
    assert.equal(bench.resources.find('networkAcl', 'vpc', id).length, 1);
  }
});

test('what an account has from the start goes with it, what it made does not', () => {
  const bench = testBench();
  const { resources, accountId, ids, now } = bench;
  createAccount(resources, ids, now, { accountId });
  use(bench);
  use(bench, 'eu-west-1');
  const vpc = bench.invoke<{ Vpc: { VpcId: string } }>(CreateVpc, { CidrBlock: '10.0.0.0/16' }).Vpc;
  assert.throws(() => deleteAccount(resources, accountId), new RegExp(`still owns ${vpc.VpcId}\\. Delete`));
  bench.invoke(DeleteVpc, { VpcId: vpc.VpcId });
  deleteAccount(resources, accountId);
  assert.deepEqual(resources.snapshot(), {});
});

test('who names no VPC, subnet or group means the default one', () => {
  const bench = testBench();
  use(bench);
  const make = { GroupName: 'web', Description: 'for a test' };
  const group = bench.invoke<{ GroupId: string }>(CreateSecurityGroup, make).GroupId;
  const described = bench.invoke<DescribeSecurityGroupsResult>(DescribeSecurityGroups, {
    GroupNames: ['web'],
  });
  assert.deepEqual(
    described.SecurityGroups?.map(({ GroupId }) => GroupId),
    [group],
  );
  const launch = { ImageId: hostImageId, MinCount: 1, MaxCount: 1 };
  const [instance] =
    bench.invoke<Reservation>(RunInstances, { ...launch, SecurityGroups: ['web'] }).Instances ?? [];
  assert.equal(instance?.PrivateIpAddress, '172.31.0.4');
  assert.equal(instance?.SecurityGroups?.[0]?.GroupId, group);
  const wrong = { ...launch, SecurityGroups: ['none'] };
  assert.match(bench.refusal(RunInstances, wrong), /^InvalidGroup.NotFound: .* in default VPC 'vpc-/);
  const attributes = bench.invoke<DescribeAccountAttributesResult>(DescribeAccountAttributes, {
    AttributeNames: ['default-vpc', 'supported-platforms'],
  });
  assert.deepEqual(attributes.AccountAttributes, [
    { AttributeName: 'default-vpc', AttributeValues: [{ AttributeValue: instance?.VpcId }] },
    { AttributeName: 'supported-platforms', AttributeValues: [{ AttributeValue: 'VPC' }] },
  ]);
});

test('a default VPC and its subnets can be made again, once', () => {
  const bench = testBench();
  use(bench);
  assert.match(bench.refusal(CreateDefaultVpc, {}), /^DefaultVpcAlreadyExists/);
  const zone = { AvailabilityZone: 'us-east-1b' };
  assert.match(bench.refusal(CreateDefaultSubnet, zone), /^DefaultSubnetAlreadyExistsInAvailabilityZone/);
  const second = [...bench.resources.all('subnet')].find((subnet) => subnet.zone === 'us-east-1b');
  bench.invoke(DeleteSubnet, { SubnetId: second?.id });
  const made = bench.invoke<CreateSubnetResult>(CreateDefaultSubnet, zone).Subnet;
  assert.equal(made?.CidrBlock, '172.31.16.0/20');
  assert.equal(made?.DefaultForAz, true);
  const other = testBench();
  assert.match(other.refusal(CreateDefaultSubnet, zone), /^DefaultVpcDoesNotExist/);
  const vpc = other.invoke<CreateVpcResult>(CreateDefaultVpc, {}).Vpc;
  assert.equal(vpc?.IsDefault, true);
  assert.match(other.refusal(CreateDefaultVpc, {}), /^DefaultVpcAlreadyExists/);
});
