import assert from 'node:assert/strict';
import { test } from 'node:test';
import { finishDeletion, markAvailable } from '../../../model/endpoint-lifecycle.ts';
import { stackBench } from '../../../operations/testing/stack.ts';

function world() {
  const stack = stackBench();
  const subnets = (vpcId: string) =>
    ['a', 'b'].map(
      (zone, at) =>
        stack.create('AWS::EC2::Subnet', {
          VpcId: vpcId,
          CidrBlock: `10.0.${at}.0/24`,
          AvailabilityZone: `us-east-1${zone}`,
        }).id,
    );
  const provider = stack.create('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' }).id;
  const consumer = stack.create('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16', EnableDnsHostnames: true }).id;
  const balancer = (Name: string) =>
    stack.create('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      ...{ Name, Type: 'network', Scheme: 'internal' },
      Subnets: subnetIds.provider,
    }).id;
  const subnetIds = { provider: subnets(provider), consumer: subnets(consumer) };
  const serviceName = (id: string) => `com.amazonaws.vpce.us-east-1.${id}`;
  /** What the controllers do once the kernel has followed. */
  const settle = () =>
    stack.bench.resources.transact((resources) => {
      for (const endpoint of [...resources.all('endpoint')]) {
        markAvailable(resources, endpoint);
        finishDeletion(resources, endpoint);
      }
    });
  return { stack, consumer, subnetIds, balancer, serviceName, settle };
}

test('a service is what its template says, before and after changes, and goes', () => {
  const { stack, balancer } = world();
  const [one, two] = [balancer('one'), balancer('two')];
  const properties = {
    AcceptanceRequired: 'false',
    NetworkLoadBalancerArns: [one],
    SupportedIpAddressTypes: ['ipv4'],
    PrivateDnsName: 'api.example.com',
    Tags: [{ Key: 'a', Value: 'b' }],
  };
  const made = stack.create('AWS::EC2::VPCEndpointService', properties);
  assert.match(made.id, /^vpce-svc-/);
  assert.deepEqual(made.read(), properties);
  assert.equal(made.attributes.ServiceId, made.id);
  assert.equal(made.attributes['PrivateDnsNameConfiguration.Type'], 'TXT');
  assert.match(String(made.attributes['PrivateDnsNameConfiguration.Name']), /^_/);
  assert.match(String(made.attributes['PrivateDnsNameConfiguration.Value']), /^vpce:/);

  const after = {
    NetworkLoadBalancerArns: [two],
    AcceptanceRequired: true,
    SupportedRegions: ['us-east-1', 'eu-west-1'],
    PayerResponsibility: 'ServiceOwner',
  };
  stack.calls.splice(0);
  made.update(after);
  assert.deepEqual(stack.calls.splice(0), [
    'ModifyVpcEndpointServiceConfiguration',
    'ModifyVpcEndpointServicePayerResponsibility',
    'DeleteTags',
  ]);
  assert.deepEqual({ ...made.read(), ...after }, made.read());
  assert.equal(made.read()?.PrivateDnsName, undefined);
  made.update({ NetworkLoadBalancerArns: [two], PayerResponsibility: 'ServiceOwner' });
  assert.equal(made.read()?.SupportedRegions, undefined);
  assert.equal(made.read()?.AcceptanceRequired, true);
  made.delete();
  made.delete();
  assert.equal(made.read(), undefined);
});

test('who may connect is what the template says, beside whom others allowed', () => {
  const { stack, balancer } = world();
  const service = stack.create('AWS::EC2::VPCEndpointService', {
    NetworkLoadBalancerArns: [balancer('nlb')],
  });
  const root = (id: number) => `arn:aws:iam::${String(id).repeat(12)}:root`;
  const properties = { ServiceId: service.id, AllowedPrincipals: [root(2), root(3)] };
  const made = stack.create('AWS::EC2::VPCEndpointServicePermissions', properties);
  assert.equal(made.id, service.id);
  assert.deepEqual(made.read(), properties);
  const byHand = { ServiceId: service.id, AddAllowedPrincipals: [root(9)] };
  stack.call('ec2', 'ModifyVpcEndpointServicePermissions', byHand);
  made.update({ ...properties, AllowedPrincipals: [root(4), root(3)] });
  assert.deepEqual(made.read()?.AllowedPrincipals, [root(4), root(3), root(9)]);
  made.delete();
  const left = stack.call('ec2', 'DescribeVpcEndpointServicePermissions', { ServiceId: service.id });
  assert.equal((left.AllowedPrincipals as unknown[]).length, 1);
  service.delete();
  made.delete();
  assert.equal(made.read(), undefined);
});

test('an endpoint waits until it is available, tells its names in order, changes and goes', () => {
  const { stack, balancer, consumer, subnetIds, serviceName, settle } = world();
  const service = stack.create('AWS::EC2::VPCEndpointService', {
    AcceptanceRequired: false,
    NetworkLoadBalancerArns: [balancer('nlb')],
  });
  const group = (name: string) =>
    stack.create('AWS::EC2::SecurityGroup', { GroupDescription: name, VpcId: consumer }).id;
  const groups = [group('one'), group('two')];
  const PolicyDocument = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
  };
  const properties = {
    VpcId: consumer,
    ServiceName: serviceName(service.id),
    VpcEndpointType: 'Interface',
    SubnetIds: [subnetIds.consumer[1] ?? '', subnetIds.consumer[0] ?? ''],
    SecurityGroupIds: [groups[0] ?? ''],
    PolicyDocument,
    PrivateDnsEnabled: 'false',
    IpAddressType: 'ipv4',
    DnsOptions: { DnsRecordIpType: 'ipv4' },
    Tags: [{ Key: 'a', Value: 'b' }],
  };
  const made = stack.create('AWS::EC2::VPCEndpoint', properties);
  assert.deepEqual(made.progress, { state: 'waiting' });
  settle();
  assert.deepEqual(made.progress, { state: 'done' });
  assert.deepEqual({ ...made.read(), ...properties }, made.read());
  const { DnsEntries, NetworkInterfaceIds, CreationTimestamp, Id } = made.attributes;
  assert.equal(Id, made.id);
  assert.equal(NetworkInterfaceIds?.length, 2);
  assert.equal(CreationTimestamp, '2026-01-02T03:04:05.000Z');
  assert.equal(DnsEntries?.length, 3);
  const base = `${service.id}\\.us-east-1\\.vpce\\.amazonaws\\.com`;
  assert.match(DnsEntries?.[0] ?? '', new RegExp(`^Z\\w+:${made.id}-\\w{8}\\.${base}$`));
  assert.match(DnsEntries?.[1] ?? '', new RegExp(`^Z\\w+:${made.id}-\\w{8}-us-east-1[ab]\\.${base}$`));

  const { PolicyDocument: _, IpAddressType: __, DnsOptions: ___, ...rest } = properties;
  const after = { ...rest, SubnetIds: [subnetIds.consumer[0] ?? ''], SecurityGroupIds: [groups[1] ?? ''] };
  stack.calls.splice(0);
  made.update({ ...after, Tags: [{ Key: 'c', Value: 'd' }] });
  assert.deepEqual(stack.calls.splice(0), ['ModifyVpcEndpoint', 'DeleteTags', 'CreateTags']);
  assert.deepEqual(made.progress, { state: 'waiting' });
  settle();
  assert.deepEqual(made.read()?.SubnetIds, after.SubnetIds);
  assert.deepEqual(made.read()?.SecurityGroupIds, after.SecurityGroupIds);
  const { SecurityGroupIds: ____, ...withoutGroups } = after;
  made.update(withoutGroups);
  const ofVpc = made.read()?.SecurityGroupIds;
  assert.match(String(ofVpc), /^sg-[0-9a-f]+$/);
  assert.ok(!groups.includes(String(ofVpc)), 'the default group of the VPC again');

  assert.equal(made.delete(), false);
  assert.equal(made.delete(), false);
  settle();
  assert.equal(made.isGone(), true);
  made.delete();
  assert.equal(made.read(), undefined);
});

test('an endpoint whose service wants to be asked is done, and one that was rejected is not', () => {
  const { stack, balancer, consumer, subnetIds, serviceName } = world();
  const service = stack.create('AWS::EC2::VPCEndpointService', {
    NetworkLoadBalancerArns: [balancer('nlb')],
  });
  const made = stack.create('AWS::EC2::VPCEndpoint', {
    VpcId: consumer,
    ServiceName: serviceName(service.id),
    VpcEndpointType: 'Interface',
    SubnetIds: subnetIds.consumer,
  });
  assert.deepEqual(made.progress, { state: 'done' });
  stack.call('ec2', 'RejectVpcEndpointConnections', { ServiceId: service.id, VpcEndpointIds: [made.id] });
  assert.deepEqual(made.progress, { state: 'failed', reason: 'The VPC endpoint is rejected' });
  assert.throws(() => stack.create('AWS::EC2::VPCEndpoint', { VpcId: consumer, ServiceName: 'no' }), {
    code: 'InvalidServiceName',
  });
});

test('a service that is in use is not deleted, and says so', () => {
  const { stack, balancer, consumer, subnetIds, serviceName } = world();
  const service = stack.create('AWS::EC2::VPCEndpointService', {
    NetworkLoadBalancerArns: [balancer('nlb')],
  });
  stack.create('AWS::EC2::VPCEndpoint', {
    VpcId: consumer,
    ServiceName: serviceName(service.id),
    VpcEndpointType: 'Interface',
    SubnetIds: subnetIds.consumer,
  });
  assert.throws(() => service.delete(), { code: 'ExistingVpcEndpointConnections' });
  assert.notEqual(service.read(), undefined);
});
