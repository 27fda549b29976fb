/** Providers and consumers with the AWS SDK's clients, over HTTP, with all operations and a real store. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AcceptVpcEndpointConnectionsCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  CreateVpcEndpointServiceConfigurationCommand,
  DeleteVpcEndpointServiceConfigurationsCommand,
  DeleteVpcEndpointsCommand,
  DescribeVpcEndpointConnectionsCommand,
  DescribeVpcEndpointServicesCommand,
  DescribeVpcEndpointsCommand,
  type EC2Client,
  ModifyVpcEndpointServicePermissionsCommand,
  RejectVpcEndpointConnectionsCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DeleteLoadBalancerCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
  LoadBalancerNotFoundException,
  RegisterTargetsCommand,
  ResourceInUseException,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { startTestServer, type TestServer } from '../../server/testing/server.ts';
import { operations } from '../generated/registry.ts';

async function network(ec2: EC2Client) {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const VpcId = Vpc?.VpcId ?? '';
  const place = { VpcId, CidrBlock: '10.0.1.0/24', AvailabilityZoneId: 'use1-az1' };
  const { Subnet } = await ec2.send(new CreateSubnetCommand(place));
  return { vpcId: VpcId, subnetId: Subnet?.SubnetId ?? '' };
}

async function loadBalancer(elbv2: ElasticLoadBalancingV2Client, subnetId: string): Promise<string> {
  const kind = { Name: 'front', Type: 'network', Scheme: 'internal' } as const;
  const { LoadBalancers } = await elbv2.send(new CreateLoadBalancerCommand({ ...kind, Subnets: [subnetId] }));
  return LoadBalancers?.[0]?.LoadBalancerArn ?? '';
}

async function targets(elbv2: ElasticLoadBalancingV2Client, arn: string, vpcId: string): Promise<string> {
  const group = { Name: 'tg', Protocol: 'TCP', Port: 8080, VpcId: vpcId, TargetType: 'ip' } as const;
  const { TargetGroups } = await elbv2.send(new CreateTargetGroupCommand(group));
  const TargetGroupArn = TargetGroups?.[0]?.TargetGroupArn ?? '';
  const Targets = [{ Id: '10.0.1.10' }, { Id: '10.0.1.11', Port: 9090 }];
  await elbv2.send(new RegisterTargetsCommand({ TargetGroupArn, Targets }));
  const DefaultActions = [{ Type: 'forward', TargetGroupArn } as const];
  const listener = { LoadBalancerArn: arn, Protocol: 'TCP', Port: 80, DefaultActions } as const;
  await elbv2.send(new CreateListenerCommand(listener));
  return TargetGroupArn;
}

async function service(ec2: EC2Client, arn: string, principal: string) {
  const input = { NetworkLoadBalancerArns: [arn], ClientToken: 'one' };
  const create = () => ec2.send(new CreateVpcEndpointServiceConfigurationCommand(input));
  const { ServiceConfiguration: made } = await create();
  assert.deepEqual((await create()).ServiceConfiguration?.ServiceId, made?.ServiceId);
  const permission = { ServiceId: made?.ServiceId, AddAllowedPrincipals: [principal] };
  const { AddedPrincipals } = await ec2.send(new ModifyVpcEndpointServicePermissionsCommand(permission));
  assert.equal(AddedPrincipals?.[0]?.PrincipalType, 'Account');
  return { id: made?.ServiceId ?? '', name: made?.ServiceName ?? '' };
}

async function accounts(server: TestServer) {
  const provider = { ec2: server.ec2('AKIAEXAMPLE'), elbv2: server.elbv2('AKIAEXAMPLE') };
  const consumer = { ec2: server.ec2('AKIAOTHER'), elbv2: server.elbv2('AKIAOTHER') };
  const [theirs, ours] = [await network(provider.ec2), await network(consumer.ec2)];
  const arn = await loadBalancer(provider.elbv2, theirs.subnetId);
  return { provider, consumer, theirs, ours, arn };
}

test('a service is published, found, connected to, accepted and rejected', async () => {
  await using server = await startTestServer(operations);
  const { provider, consumer, theirs, ours, arn } = await accounts(server);
  const groupArn = await targets(provider.elbv2, arn, theirs.vpcId);
  const { TargetHealthDescriptions: health } = await provider.elbv2.send(
    new DescribeTargetHealthCommand({ TargetGroupArn: groupArn }),
  );
  assert.deepEqual(
    health?.map(({ Target, TargetHealth }) => [Target?.Id, Target?.Port, TargetHealth?.State]),
    [
      ['10.0.1.10', 8080, 'initial'],
      ['10.0.1.11', 9090, 'initial'],
    ],
  );
  const { id, name } = await service(provider.ec2, arn, '222222222222');
  const found = await consumer.ec2.send(new DescribeVpcEndpointServicesCommand({ ServiceNames: [name] }));
  assert.deepEqual(found.ServiceDetails?.[0]?.AvailabilityZoneIds, ['use1-az1']);

  const { VpcEndpoint: made } = await consumer.ec2.send(
    new CreateVpcEndpointCommand({
      VpcEndpointType: 'Interface',
      VpcId: ours.vpcId,
      ServiceName: name,
      SubnetIds: [ours.subnetId],
      PrivateDnsEnabled: false,
    }),
  );
  const ids = { ServiceId: id, VpcEndpointIds: [made?.VpcEndpointId ?? ''] };
  const state = async () => {
    const { VpcEndpointIds } = ids;
    const described = await consumer.ec2.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds }));
    // The wire has states in lower camel case where the SDK's type has them in Pascal case.
    return described.VpcEndpoints?.[0]?.State as string | undefined;
  };
  assert.equal(await state(), 'pendingAcceptance');
  assert.ok(made?.CreationTimestamp instanceof Date);
  assert.match(made?.DnsEntries?.[1]?.DnsName ?? '', /-us-east-1a\.vpce-svc-/);
  const { VpcEndpointConnections } = await provider.ec2.send(new DescribeVpcEndpointConnectionsCommand({}));
  assert.equal(VpcEndpointConnections?.[0]?.VpcEndpointOwner, '222222222222');
  const accepted = await provider.ec2.send(new AcceptVpcEndpointConnectionsCommand(ids));
  assert.deepEqual(accepted.Unsuccessful ?? [], []);
  assert.equal(await state(), 'pending');
  const refused = await provider.ec2.send(
    new DeleteVpcEndpointServiceConfigurationsCommand({ ServiceIds: [id] }),
  );
  assert.equal(refused.Unsuccessful?.[0]?.Error?.Code, 'ExistingVpcEndpointConnections');
  await provider.ec2.send(new RejectVpcEndpointConnectionsCommand(ids));
  assert.equal(await state(), 'rejected');
  const { VpcEndpointIds } = ids;
  await consumer.ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds }));
  assert.equal(await state(), 'deleting');
});

test('errors arrive as the classes of the SDK', async () => {
  await using server = await startTestServer(operations);
  const { provider, arn } = await accounts(server);
  await service(provider.ec2, arn, '222222222222');
  await assert.rejects(
    provider.elbv2.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: arn })),
    ResourceInUseException,
  );
  await assert.rejects(
    provider.elbv2.send(new DescribeLoadBalancersCommand({ Names: ['none'] })),
    LoadBalancerNotFoundException,
  );
});

test('of requests at the same moment that exclude each other one wins, and nothing dangles', async () => {
  await using server = await startTestServer(operations);
  const { provider, consumer, ours, arn } = await accounts(server);
  const publish = () =>
    provider.ec2.send(new CreateVpcEndpointServiceConfigurationCommand({ NetworkLoadBalancerArns: [arn] }));
  const published = await Promise.allSettled([publish(), publish(), publish()]);
  assert.equal(published.filter(({ status }) => status === 'fulfilled').length, 1);
  const [made] = server.state.read((resources) => [...resources.all('endpointService')]);
  const permission = { ServiceId: made?.id, AddAllowedPrincipals: ['*'] };
  await provider.ec2.send(new ModifyVpcEndpointServicePermissionsCommand(permission));
  const connect = () =>
    consumer.ec2.send(
      new CreateVpcEndpointCommand({
        VpcEndpointType: 'Interface',
        VpcId: ours.vpcId,
        ServiceName: made?.name,
        SubnetIds: [ours.subnetId],
      }),
    );
  const remove = provider.ec2.send(
    new DeleteVpcEndpointServiceConfigurationsCommand({ ServiceIds: [made?.id ?? ''] }),
  );
  await Promise.allSettled([connect(), connect(), remove, connect(), connect()]);
  const [services, endpoints, interfaces] = server.state.read((resources) => [
    [...resources.all('endpointService')],
    [...resources.all('endpoint')],
    resources.find('networkInterface', 'subnet', ours.subnetId),
  ]);
  assert.ok(services.length === 1 || endpoints.length === 0);
  assert.equal(new Set(interfaces.map(({ privateIp }) => privateIp)).size, endpoints.length);
});
