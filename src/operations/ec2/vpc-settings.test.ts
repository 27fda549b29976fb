import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  AssociateVpcCidrBlockResult,
  CreateDhcpOptionsResult,
  CreateSubnetResult,
  DescribeDhcpOptionsResult,
  DescribeRouteTablesResult,
  DescribeSubnetsResult,
  DescribeVpcAttributeResult,
  DescribeVpcsResult,
} from '@aws-sdk/client-ec2';
import { testBench } from '../testing/invoke.ts';
import { networkOf } from '../testing/network.ts';
import { AssociateDhcpOptions } from './AssociateDhcpOptions.ts';
import { AssociateVpcCidrBlock } from './AssociateVpcCidrBlock.ts';
import { CreateDhcpOptions } from './CreateDhcpOptions.ts';
import { CreateSubnet } from './CreateSubnet.ts';
import { DeleteDhcpOptions } from './DeleteDhcpOptions.ts';
import { DeleteSubnet } from './DeleteSubnet.ts';
import { DescribeDhcpOptions } from './DescribeDhcpOptions.ts';
import { DescribeRouteTables } from './DescribeRouteTables.ts';
import { DescribeSubnets } from './DescribeSubnets.ts';
import { DescribeVpcAttribute } from './DescribeVpcAttribute.ts';
import { DescribeVpcs } from './DescribeVpcs.ts';
import { DisassociateVpcCidrBlock } from './DisassociateVpcCidrBlock.ts';
import { ModifySubnetAttribute } from './ModifySubnetAttribute.ts';
import { ModifyVpcAttribute } from './ModifyVpcAttribute.ts';

test('a VPC gets further blocks, which have local routes and subnets, and loses them when they are empty', () => {
  const bench = testBench();
  const VpcId = networkOf(bench).vpc();
  const associate = (CidrBlock: string) => ({ VpcId, CidrBlock });
  const refuse = (block: string) => bench.refusal(AssociateVpcCidrBlock, associate(block));
  assert.match(refuse('10.0.128.0/20'), /^InvalidVpc.Conflict/);
  assert.match(refuse('192.168.0.0/24'), /^InvalidVpc.Range: .* is restricted/);
  assert.match(refuse('198.19.0.0/24'), /^InvalidVpc.Range/);
  assert.match(refuse('10.2.0.0/8'), /^InvalidVpc.Range/);
  const added = bench.invoke<AssociateVpcCidrBlockResult>(AssociateVpcCidrBlock, associate('10.7.0.0/16'));
  assert.equal(added.CidrBlockAssociation?.CidrBlockState?.State, 'associating');
  const AssociationId = added.CidrBlockAssociation?.AssociationId;
  const [vpc] = bench.invoke<DescribeVpcsResult>(DescribeVpcs, {
    Filters: [{ Name: 'cidr-block-association.cidr-block', Values: ['10.7.0.0/16'] }],
  }).Vpcs as [NonNullable<DescribeVpcsResult['Vpcs']>[number]];
  assert.deepEqual(
    vpc.CidrBlockAssociationSet?.map((one) => `${one.CidrBlock} ${one.CidrBlockState?.State}`),
    ['10.0.0.0/16 associated', '10.7.0.0/16 associated'],
  );
  const tables = bench.invoke<DescribeRouteTablesResult>(DescribeRouteTables, {}).RouteTables;
  assert.deepEqual(
    tables?.[0]?.Routes?.map((route) => `${route.DestinationCidrBlock} ${route.GatewayId}`),
    ['10.0.0.0/16 local', '10.7.0.0/16 local'],
  );
  const inside = { VpcId, CidrBlock: '10.7.1.0/24' };
  const SubnetId = bench.invoke<CreateSubnetResult>(CreateSubnet, inside).Subnet?.SubnetId;
  assert.match(bench.refusal(CreateSubnet, { VpcId, CidrBlock: '10.8.0.0/24' }), /10.0.0.0\/16 or 10.7.0.0/);
  assert.match(bench.refusal(DisassociateVpcCidrBlock, { AssociationId }), /^InvalidCidrBlock.InUse/);
  bench.invoke(DeleteSubnet, { SubnetId });
  bench.invoke(DisassociateVpcCidrBlock, { AssociationId });
  const gone = /^InvalidVpcCidrBlockAssociationID.NotFound/;
  assert.match(bench.refusal(DisassociateVpcCidrBlock, { AssociationId }), gone);
  const first = { AssociationId: VpcId.replace('vpc-', 'vpc-cidr-assoc-') };
  assert.match(bench.refusal(DisassociateVpcCidrBlock, first), /^OperationNotPermitted/);
  const stranger = { accountId: '222222222222' };
  assert.match(bench.refusal(DisassociateVpcCidrBlock, first, stranger), gone);
  for (const second of [1, 2, 3, 4]) bench.invoke(AssociateVpcCidrBlock, associate(`10.${second}.0.0/16`));
  assert.match(refuse('10.5.0.0/16'), /^CidrLimitExceeded/);
});

test('a set of DHCP options belongs to the VPCs that it is associated with', () => {
  const bench = testBench();
  const VpcId = networkOf(bench).vpc();
  const make = (...DhcpConfigurations: object[]) => ({ DhcpConfigurations });
  const refuse = (...given: object[]) => bench.refusal(CreateDhcpOptions, make(...given));
  assert.match(refuse(), /^MissingParameter/);
  assert.match(refuse({ Key: 'router', Values: ['1'] }), /^InvalidParameterValue/);
  assert.match(refuse({ Key: 'toString', Values: ['1'] }), /^InvalidParameterValue/);
  assert.match(refuse({ Key: 'domain-name', Values: [] }), /^InvalidParameterValue/);
  assert.match(refuse({ Key: 'netbios-node-type', Values: ['3'] }), /^InvalidParameterValue/);
  const name = { Key: 'domain-name', Values: ['example.com'] };
  assert.match(refuse(name, name), /^InvalidParameterCombination/);
  const made = bench.invoke<CreateDhcpOptionsResult>(CreateDhcpOptions, make(name)).DhcpOptions;
  const DhcpOptionsId = made?.DhcpOptionsId;
  const found = bench.invoke<DescribeDhcpOptionsResult>(DescribeDhcpOptions, {
    Filters: [{ Name: 'value', Values: ['example.*'] }],
  });
  assert.deepEqual(found.DhcpOptions, [made]);
  bench.invoke(AssociateDhcpOptions, { DhcpOptionsId, VpcId });
  const vpc = () => bench.invoke<DescribeVpcsResult>(DescribeVpcs, {}).Vpcs?.[0]?.DhcpOptionsId;
  assert.equal(vpc(), DhcpOptionsId);
  assert.match(bench.refusal(DeleteDhcpOptions, { DhcpOptionsId }), /^DependencyViolation/);
  bench.invoke(AssociateDhcpOptions, { DhcpOptionsId: 'default', VpcId });
  assert.equal(vpc(), 'default');
  bench.invoke(DeleteDhcpOptions, { DhcpOptionsId });
  assert.match(bench.refusal(DeleteDhcpOptions, { DhcpOptionsId }), /^InvalidDhcpOptionID.NotFound/);
});

test('attributes of subnets and VPCs change one by one, and what has no effect here is refused', () => {
  const bench = testBench();
  const network = networkOf(bench);
  const VpcId = network.vpc();
  const SubnetId = network.subnet(VpcId);
  const yes = { Value: true };
  const no = { Value: false };
  const refuse = (more: object) => bench.refusal(ModifySubnetAttribute, { SubnetId, ...more });
  bench.invoke(ModifySubnetAttribute, { SubnetId, MapPublicIpOnLaunch: yes });
  const shown = bench.invoke<DescribeSubnetsResult>(DescribeSubnets, {}).Subnets?.[0];
  assert.equal(shown?.MapPublicIpOnLaunch, true);
  bench.invoke(ModifySubnetAttribute, { SubnetId, AssignIpv6AddressOnCreation: no });
  bench.invoke(ModifySubnetAttribute, { SubnetId, PrivateDnsHostnameTypeOnLaunch: 'ip-name' });
  assert.match(refuse({}), /^MissingParameter/);
  assert.match(refuse({ MapPublicIpOnLaunch: yes, EnableDns64: no }), /^InvalidParameterCombination/);
  assert.match(refuse({ AssignIpv6AddressOnCreation: yes }), /^UnsupportedOperation/);
  assert.match(refuse({ PrivateDnsHostnameTypeOnLaunch: 'resource-name' }), /^UnsupportedOperation/);
  assert.match(refuse({ EnableResourceNameDnsARecordOnLaunch: yes }), /^UnsupportedOperation/);
  assert.match(refuse({ EnableLniAtDeviceIndex: 1 }), /^UnsupportedOperation/);
  bench.invoke(ModifyVpcAttribute, { VpcId, EnableNetworkAddressUsageMetrics: yes });
  const attribute = bench.invoke<DescribeVpcAttributeResult>(DescribeVpcAttribute, {
    VpcId,
    Attribute: 'enableNetworkAddressUsageMetrics',
  });
  assert.deepEqual(attribute.EnableNetworkAddressUsageMetrics, yes);
});
