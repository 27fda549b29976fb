import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stackBench } from '../../../operations/testing/stack.ts';

const tag = (Key: string, Value: string) => ({ Key, Value });

test('a VPC has what its template says, changes what changed alone, and goes', () => {
  const stack = stackBench();
  const properties = {
    CidrBlock: '10.0.0.0/16',
    EnableDnsSupport: true,
    EnableDnsHostnames: 'true',
    InstanceTenancy: 'default',
    Tags: [tag('Name', 'a')],
  };
  const vpc = stack.create('AWS::EC2::VPC', properties, {
    team: 'net',
    'aws:cloudformation:stack-name': 's',
  });
  assert.match(vpc.id, /^vpc-/);
  assert.deepEqual(vpc.read(), properties);
  assert.deepEqual(stack.calls.splice(0), ['CreateVpc', 'ModifyVpcAttribute']);
  const { CidrBlock, DefaultSecurityGroup, DefaultNetworkAcl, CidrBlockAssociations } = vpc.attributes;
  assert.equal(CidrBlock, '10.0.0.0/16');
  assert.match(String(DefaultSecurityGroup), /^sg-/);
  assert.match(String(DefaultNetworkAcl), /^acl-/);
  assert.match(String(CidrBlockAssociations), /^vpc-cidr-assoc-/);

  const after = {
    ...properties,
    EnableDnsHostnames: 'false',
    EnableDnsSupport: false,
    Tags: [tag('b', 'c')],
  };
  vpc.update(after);
  assert.deepEqual(vpc.read(), after);
  const changes = ['ModifyVpcAttribute', 'ModifyVpcAttribute', 'DeleteTags', 'CreateTags'];
  assert.deepEqual(stack.calls.splice(0), changes);
  vpc.update({ CidrBlock: '10.0.0.0/16' });
  assert.deepEqual(vpc.read(), {
    CidrBlock: '10.0.0.0/16',
    EnableDnsSupport: true,
    EnableDnsHostnames: false,
    InstanceTenancy: 'default',
  });
  vpc.delete();
  vpc.delete();
  assert.equal(vpc.read(), undefined);
});

test('tags of the stack stand beside those of the resource, which win, and go when the stack loses them', () => {
  const stack = stackBench();
  const tags = () => {
    const answer = stack.call('ec2', 'DescribeVpcs', {}) as {
      Vpcs: { Tags: { Key: string; Value: string }[] }[];
    };
    return Object.fromEntries(answer.Vpcs[0]?.Tags.map(({ Key, Value }) => [Key, Value]) ?? []);
  };
  const vpc = stack.create(
    'AWS::EC2::VPC',
    { CidrBlock: '10.0.0.0/16', Tags: [tag('own', '1'), tag('both', '1')] },
    {
      both: 'stack',
      team: 'net',
    },
  );
  assert.deepEqual(tags(), { own: '1', both: '1', team: 'net' });
  stack.call('ec2', 'CreateTags', { Resources: [vpc.id], Tags: [tag('hand', 'made')] });
  vpc.retag({ both: 'other', more: 'x' });
  assert.deepEqual(tags(), { own: '1', both: '1', more: 'x', hand: 'made' });
  vpc.update({ CidrBlock: '10.0.0.0/16' });
  assert.deepEqual(tags(), { both: 'other', more: 'x', hand: 'made' });
  assert.deepEqual(vpc.read()?.Tags, [tag('hand', 'made')]);
  stack.calls.splice(0);
  vpc.update({ CidrBlock: '10.0.0.0/16' });
  assert.deepEqual(stack.calls, []);
});

test('the VPC of the CDK with its defaults is made and goes, and its routes lead nowhere', () => {
  const stack = stackBench();
  const before = stack.bench.resources.snapshot();
  const vpc = stack.create('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16', EnableDnsHostnames: true });
  const gateway = stack.create('AWS::EC2::InternetGateway', { Tags: [tag('Name', 'igw')] });
  const attachment = { VpcId: vpc.id, InternetGatewayId: gateway.id };
  const attached = stack.create('AWS::EC2::VPCGatewayAttachment', attachment);
  assert.equal(attached.id, `IGW|${vpc.id}`);
  const subnet = stack.create('AWS::EC2::Subnet', {
    VpcId: vpc.id,
    CidrBlock: '10.0.0.0/18',
    AvailabilityZone: 'us-east-1a',
    MapPublicIpOnLaunch: true,
    Tags: [tag('aws-cdk:subnet-name', 'Public')],
  });
  const table = stack.create('AWS::EC2::RouteTable', { VpcId: vpc.id });
  const link = { RouteTableId: table.id, SubnetId: subnet.id };
  const linked = stack.create('AWS::EC2::SubnetRouteTableAssociation', link);
  const way = { RouteTableId: table.id, DestinationCidrBlock: '0.0.0.0/0', GatewayId: gateway.id };
  const route = stack.create('AWS::EC2::Route', way);
  const address = stack.create('AWS::EC2::EIP', { Domain: 'vpc', Tags: [tag('Name', 'eip')] });
  const nat = stack.create('AWS::EC2::NatGateway', {
    SubnetId: subnet.id,
    AllocationId: address.attributes.AllocationId ?? '',
  });
  const more = stack.create('AWS::EC2::VPCCidrBlock', { VpcId: vpc.id, CidrBlock: '10.1.0.0/16' });

  assert.deepEqual(attached.read(), attachment);
  assert.deepEqual(linked.read(), link);
  assert.deepEqual(route.read(), way);
  assert.equal(route.id, `${table.id}|0.0.0.0/0`);
  assert.match(address.id, /^\d+\.\d+\.\d+\.\d+$/);
  assert.equal(nat.read()?.AllocationId, address.attributes.AllocationId);
  assert.match(String(nat.attributes.EniId), /^eni-/);
  assert.equal(subnet.attributes.AvailabilityZone, 'us-east-1a');
  assert.match(String(subnet.attributes.NetworkAclAssociationId), /^aclassoc-/);
  assert.equal(more.read()?.CidrBlock, '10.1.0.0/16');

  const throughNat = { RouteTableId: table.id, DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: nat.id };
  route.update(throughNat);
  assert.deepEqual(route.read(), throughNat);
  for (const resource of [more, route, nat, address, linked, table, subnet, attached, gateway, vpc]) {
    resource.delete();
    resource.delete();
    assert.equal(resource.read(), undefined);
  }
  assert.deepEqual(leftOvers(stack.bench.resources.snapshot()), leftOvers(before));
});

test('a subnet loses what its template does not say any more', () => {
  const stack = stackBench();
  const vpc = stack.create('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' });
  const plain = { VpcId: vpc.id, CidrBlock: '10.0.0.0/24' };
  const subnet = stack.create('AWS::EC2::Subnet', { ...plain, MapPublicIpOnLaunch: true });
  assert.equal(subnet.read()?.MapPublicIpOnLaunch, true);
  subnet.update(plain);
  assert.equal(subnet.read()?.MapPublicIpOnLaunch, false);
  assert.throws(() => subnet.update({ ...plain, EnableDns64: true }), { code: 'UnsupportedOperation' });
});

/** Counters of ids and of who needs whom may stay. */
function leftOvers(snapshot: Record<string, unknown>): readonly string[] {
  return Object.keys(snapshot).filter((key) => !key.startsWith('claim/'));
}

test('options of DHCP are associated, and taken away only while they are the ones', () => {
  const stack = stackBench();
  const VpcId = stack.create('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' }).id;
  const properties = {
    DomainName: 'corp.example',
    DomainNameServers: ['10.0.0.2', 'AmazonProvidedDNS'],
    NetbiosNodeType: '2',
    Tags: [tag('a', 'b')],
  };
  const options = stack.create('AWS::EC2::DHCPOptions', properties);
  assert.match(options.id, /^dopt-/);
  assert.deepEqual(options.read(), properties);
  const { Tags: _, ...untagged } = properties;
  options.update(untagged);
  assert.deepEqual(options.read(), untagged);
  const association = { DhcpOptionsId: options.id, VpcId };
  const associated = stack.create('AWS::EC2::VPCDHCPOptionsAssociation', association);
  assert.deepEqual(associated.read(), association);
  const others = stack.create('AWS::EC2::DHCPOptions', { NtpServers: ['10.0.0.3'] });
  stack.call('ec2', 'AssociateDhcpOptions', { DhcpOptionsId: others.id, VpcId });
  stack.calls.splice(0);
  associated.delete();
  assert.deepEqual(stack.calls, []);
  const again = stack.create('AWS::EC2::VPCDHCPOptionsAssociation', { DhcpOptionsId: others.id, VpcId });
  again.delete();
  assert.equal(again.read(), undefined);
  others.delete();
  options.delete();
  options.delete();
  assert.equal(options.read(), undefined);
});

test('an interface holds an address, and changes its groups and description in place', () => {
  const stack = stackBench();
  const VpcId = stack.create('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' }).id;
  const SubnetId = stack.create('AWS::EC2::Subnet', { VpcId, CidrBlock: '10.0.1.0/24' }).id;
  const group = stack.create('AWS::EC2::SecurityGroup', { GroupDescription: 'x', VpcId }).id;
  const properties = {
    SubnetId,
    PrivateIpAddress: '10.0.1.9',
    Description: 'one',
    GroupSet: [group],
    Tags: [tag('a', 'b')],
  };
  const fixed = { InterfaceType: 'interface', SourceDestCheck: 'true' };
  const made = stack.create('AWS::EC2::NetworkInterface', { ...properties, ...fixed });
  assert.deepEqual(made.read(), properties);
  assert.equal(made.attributes.PrimaryPrivateIpAddress, '10.0.1.9');
  made.update({ ...fixed, SubnetId, PrivateIpAddress: '10.0.1.9', Description: 'two' });
  const { GroupSet, ...after } = made.read() ?? {};
  assert.deepEqual(after, { SubnetId, PrivateIpAddress: '10.0.1.9', Description: 'two' });
  assert.notDeepEqual(GroupSet, [group]);
  assert.throws(() => stack.create('AWS::EC2::NetworkInterface', { SubnetId, SourceDestCheck: false }));
  made.delete();
  made.delete();
  assert.equal(made.read(), undefined);
});
