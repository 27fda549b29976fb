import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  AllocateAddressResult,
  AssociateRouteTableResult,
  CreateInternetGatewayResult,
  CreateNatGatewayResult,
  CreateRouteTableResult,
  DescribeNetworkAclsResult,
  DescribeNetworkInterfacesResult,
  DescribeRouteTablesResult,
  ReplaceRouteTableAssociationResult,
} from '@aws-sdk/client-ec2';
import { type TestBench, testBench } from '../testing/invoke.ts';
import { networkOf } from '../testing/network.ts';
import { AllocateAddress } from './AllocateAddress.ts';
import { AssociateAddress } from './AssociateAddress.ts';
import { AssociateRouteTable } from './AssociateRouteTable.ts';
import { AttachInternetGateway } from './AttachInternetGateway.ts';
import { CreateInternetGateway } from './CreateInternetGateway.ts';
import { CreateNatGateway } from './CreateNatGateway.ts';
import { CreateNetworkAcl } from './CreateNetworkAcl.ts';
import { CreateRoute } from './CreateRoute.ts';
import { CreateRouteTable } from './CreateRouteTable.ts';
import { DeleteInternetGateway } from './DeleteInternetGateway.ts';
import { DeleteNatGateway } from './DeleteNatGateway.ts';
import { DeleteRoute } from './DeleteRoute.ts';
import { DeleteRouteTable } from './DeleteRouteTable.ts';
import { DeleteSubnet } from './DeleteSubnet.ts';
import { DeleteVpc } from './DeleteVpc.ts';
import { DescribeNetworkAcls } from './DescribeNetworkAcls.ts';
import { DescribeNetworkInterfaces } from './DescribeNetworkInterfaces.ts';
import { DescribeRouteTables } from './DescribeRouteTables.ts';
import { DetachInternetGateway } from './DetachInternetGateway.ts';
import { DisassociateAddress } from './DisassociateAddress.ts';
import { DisassociateRouteTable } from './DisassociateRouteTable.ts';
import { ReleaseAddress } from './ReleaseAddress.ts';
import { ReplaceRoute } from './ReplaceRoute.ts';
import { ReplaceRouteTableAssociation } from './ReplaceRouteTableAssociation.ts';

const everywhere = '0.0.0.0/0';

function tables(bench: TestBench, ...filters: readonly [string, string][]) {
  const Filters = filters.map(([Name, value]) => ({ Name, Values: [value] }));
  return bench.invoke<DescribeRouteTablesResult>(DescribeRouteTables, { Filters }).RouteTables ?? [];
}

function table(bench: TestBench, VpcId: string): string {
  return bench.invoke<CreateRouteTableResult>(CreateRouteTable, { VpcId }).RouteTable?.RouteTableId ?? '';
}

function gateway(bench: TestBench, VpcId?: string): string {
  const made = bench.invoke<CreateInternetGatewayResult>(CreateInternetGateway, {});
  const InternetGatewayId = made.InternetGateway?.InternetGatewayId ?? '';
  if (VpcId !== undefined) bench.invoke(AttachInternetGateway, { InternetGatewayId, VpcId });
  return InternetGatewayId;
}

test('a VPC is born with a main table that has its local route', () => {
  const bench = testBench();
  const VpcId = networkOf(bench).vpc();
  const [main, ...others] = tables(bench, ['association.main', 'true'], ['vpc-id', VpcId]);
  assert.equal(others.length, 0);
  assert.deepEqual(main?.Routes, [
    {
      DestinationCidrBlock: '10.0.0.0/16',
      GatewayId: 'local',
      Origin: 'CreateRouteTable',
      State: 'active',
    },
  ]);
  const RouteTableId = main?.RouteTableId;
  const [association] = main?.Associations ?? [];
  assert.equal(association?.Main, true);
  assert.match(bench.refusal(DeleteRouteTable, { RouteTableId }), /^DependencyViolation/);
  const AssociationId = association?.RouteTableAssociationId;
  assert.match(bench.refusal(DisassociateRouteTable, { AssociationId }), /^InvalidParameterValue/);
});

test('subnets and the main association move between tables of their VPC', () => {
  const bench = testBench();
  const network = networkOf(bench);
  const VpcId = network.vpc();
  const SubnetId = network.subnet(VpcId);
  const RouteTableId = table(bench, VpcId);
  const associate = (id = RouteTableId) => ({ RouteTableId: id, SubnetId });
  const elsewhere = table(bench, network.vpc());
  assert.match(bench.refusal(AssociateRouteTable, associate(elsewhere)), /^InvalidParameterValue/);
  const first = bench.invoke<AssociateRouteTableResult>(AssociateRouteTable, associate());
  assert.match(bench.refusal(AssociateRouteTable, associate()), /^Resource.AlreadyAssociated/);
  assert.match(bench.refusal(DeleteRouteTable, { RouteTableId }), /^DependencyViolation/);
  const second = table(bench, VpcId);
  const move = { AssociationId: first.AssociationId, RouteTableId: second };
  const moved = bench.invoke<ReplaceRouteTableAssociationResult>(ReplaceRouteTableAssociation, move);
  assert.match(bench.refusal(ReplaceRouteTableAssociation, move), /^InvalidAssociationID.NotFound/);
  assert.deepEqual(
    tables(bench, ['association.subnet-id', SubnetId]).map((one) => one.RouteTableId),
    [second],
  );
  bench.invoke(DisassociateRouteTable, { AssociationId: moved.NewAssociationId });
  bench.invoke(DeleteRouteTable, { RouteTableId: second });
  const [main] = tables(bench, ['association.main', 'true'], ['vpc-id', VpcId]);
  const AssociationId = main?.Associations?.[0]?.RouteTableAssociationId;
  bench.invoke(ReplaceRouteTableAssociation, { AssociationId, RouteTableId });
  bench.invoke(DeleteRouteTable, { RouteTableId: main?.RouteTableId });
  // A subnet that goes takes its association along, and a main table goes with its VPC.
  const third = table(bench, VpcId);
  bench.invoke(AssociateRouteTable, associate(third));
  bench.invoke(DeleteSubnet, { SubnetId });
  bench.invoke(DeleteRouteTable, { RouteTableId: third });
  bench.invoke(DeleteVpc, { VpcId });
});

test('routes lead to gateways of the VPC, are truthful about it, and leave the local route alone', () => {
  const bench = testBench();
  const network = networkOf(bench);
  const VpcId = network.vpc();
  const RouteTableId = table(bench, VpcId);
  const GatewayId = gateway(bench, VpcId);
  const route = { RouteTableId, DestinationCidrBlock: everywhere, GatewayId };
  const refuse = (more: object) => bench.refusal(CreateRoute, { ...route, ...more });
  assert.match(refuse({ GatewayId: gateway(bench) }), /^InvalidParameterValue: .*different networks/);
  assert.match(refuse({ GatewayId: 'vgw-00000000000000001' }), /^InvalidGatewayID.NotFound/);
  assert.match(refuse({ GatewayId: undefined }), /^MissingParameter/);
  assert.match(refuse({ DestinationCidrBlock: '10.0.0.0/16' }), /^InvalidParameterValue: The destination/);
  assert.match(refuse({ DestinationCidrBlock: '10.0.9.0/24' }), /^InvalidParameterValue: The destination/);
  assert.match(refuse({ DestinationIpv6CidrBlock: '::/0' }), /^InvalidParameterCombination/);
  assert.match(refuse({ TransitGatewayId: 'tgw-1' }), /^UnsupportedOperation/);
  bench.invoke(CreateRoute, route);
  assert.match(refuse({}), /^RouteAlreadyExists: The route identified by 0.0.0.0\/0 already exists.$/);
  const [shown] = tables(bench, ['route.gateway-id', GatewayId]);
  assert.deepEqual(shown?.Routes?.[1], {
    DestinationCidrBlock: everywhere,
    GatewayId,
    Origin: 'CreateRoute',
    State: 'blackhole',
  });
  bench.invoke(ReplaceRoute, route);
  const remove = (DestinationCidrBlock: string) => ({ RouteTableId, DestinationCidrBlock });
  assert.match(bench.refusal(DeleteRoute, remove('10.0.0.0/16')), /^InvalidParameterValue: cannot remove/);
  bench.invoke(DeleteRoute, remove(everywhere));
  assert.equal(
    bench.refusal(DeleteRoute, remove(everywhere)),
    `InvalidRoute.NotFound: no route with destination-cidr-block 0.0.0.0/0 in route table ${RouteTableId}`,
  );
});

test('a NAT gateway takes an address of its subnet and an Elastic IP address, and gives both back', () => {
  const bench = testBench();
  const network = networkOf(bench);
  const VpcId = network.vpc();
  const SubnetId = network.subnet(VpcId);
  const { AllocationId, PublicIp } = bench.invoke<AllocateAddressResult>(AllocateAddress, { Domain: 'vpc' });
  assert.match(PublicIp ?? '', /^198\.1[89]\./);
  const wanted = { SubnetId, AllocationId };
  assert.match(bench.refusal(CreateNatGateway, wanted), /^Gateway.NotAttached/);
  const InternetGatewayId = gateway(bench, VpcId);
  assert.match(bench.refusal(CreateNatGateway, { SubnetId }), /^MissingParameter/);
  const made = bench.invoke<CreateNatGatewayResult>(CreateNatGateway, wanted).NatGateway;
  assert.equal(made?.State, 'available');
  assert.match(bench.refusal(CreateNatGateway, wanted), /^Resource.AlreadyAssociated/);
  assert.match(bench.refusal(ReleaseAddress, { AllocationId }), /^InvalidIPAddress.InUse/);
  const detach = { InternetGatewayId, VpcId };
  assert.match(bench.refusal(DetachInternetGateway, detach), /^DependencyViolation: .*mapped public address/);
  const interfaces = bench.invoke<DescribeNetworkInterfacesResult>(DescribeNetworkInterfaces, {});
  const [shown] = interfaces.NetworkInterfaces ?? [];
  assert.equal(shown?.Description, `Interface for NAT Gateway ${made?.NatGatewayId}`);
  assert.equal(shown?.InterfaceType as string, 'nat_gateway');
  assert.equal(shown?.RequesterManaged, true);
  assert.equal(shown?.Association?.PublicIp, PublicIp);
  assert.match(bench.refusal(DeleteSubnet, { SubnetId }), /^DependencyViolation/);
  const AssociationId = made?.NatGatewayAddresses?.[0]?.AssociationId;
  assert.match(bench.refusal(DisassociateAddress, { AssociationId }), /^OperationNotPermitted/);
  assert.match(bench.refusal(AssociateAddress, { AllocationId }), /^UnsupportedOperation/);
  bench.invoke(DeleteNatGateway, { NatGatewayId: made?.NatGatewayId });
  assert.match(bench.refusal(DisassociateAddress, { AssociationId }), /^InvalidAssociationID.NotFound/);
  bench.invoke(DisassociateAddress, { PublicIp });
  assert.match(bench.refusal(DeleteNatGateway, { NatGatewayId: made?.NatGatewayId }), /^NatGatewayNotFound/);
  bench.invoke(ReleaseAddress, { AllocationId });
  bench.invoke(DetachInternetGateway, detach);
  bench.invoke(DeleteInternetGateway, { InternetGatewayId });
  bench.invoke(DeleteSubnet, { SubnetId });
  bench.invoke(DeleteVpc, { VpcId });
  assert.deepEqual(bench.resources.snapshot(), {});
});

test('an internet gateway is attached to one VPC, which has no other and cannot go', () => {
  const bench = testBench();
  const { vpc } = networkOf(bench);
  const [VpcId, other] = [vpc(), vpc()];
  const InternetGatewayId = gateway(bench, VpcId);
  const refuse = (id: string, to: string) =>
    bench.refusal(AttachInternetGateway, { InternetGatewayId: id, VpcId: to });
  assert.equal(
    refuse(InternetGatewayId, other),
    `Resource.AlreadyAssociated: resource ${InternetGatewayId} is already attached to network ${VpcId}`,
  );
  assert.equal(
    refuse(gateway(bench), VpcId),
    `InvalidParameterValue: Network ${VpcId} already has an internet gateway attached`,
  );
  assert.match(bench.refusal(DeleteVpc, { VpcId }), /^DependencyViolation/);
  assert.match(bench.refusal(DeleteInternetGateway, { InternetGatewayId }), /^DependencyViolation/);
  const detach = { InternetGatewayId, VpcId: other };
  assert.match(bench.refusal(DetachInternetGateway, detach), /^Gateway.NotAttached/);
});

test('each VPC has its default network ACL, and no other can be made', () => {
  const bench = testBench();
  const network = networkOf(bench);
  const VpcId = network.vpc();
  const SubnetId = network.subnet(VpcId);
  const Filters = [
    { Name: 'default', Values: ['true'] },
    { Name: 'association.subnet-id', Values: [SubnetId] },
  ];
  const [acl, ...others] =
    bench.invoke<DescribeNetworkAclsResult>(DescribeNetworkAcls, { Filters }).NetworkAcls ?? [];
  assert.equal(others.length, 0);
  assert.equal(acl?.VpcId, VpcId);
  assert.deepEqual(
    acl?.Entries?.map((entry) => `${entry.Egress} ${entry.RuleNumber} ${entry.RuleAction}`),
    ['true 100 allow', 'true 32767 deny', 'false 100 allow', 'false 32767 deny'],
  );
  assert.deepEqual(acl?.Associations, [
    {
      NetworkAclAssociationId: SubnetId.replace('subnet-', 'aclassoc-'),
      NetworkAclId: acl?.NetworkAclId,
      SubnetId,
    },
  ]);
  assert.match(bench.refusal(CreateNetworkAcl, { VpcId }), /^UnsupportedOperation: .*Use security groups/);
});
