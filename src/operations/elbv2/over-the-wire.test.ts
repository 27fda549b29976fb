/** Load balancing with the AWS SDK's client, over HTTP, with all operations and a real store. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CreateSubnetCommand, CreateVpcCommand, type EC2Client } from '@aws-sdk/client-ec2';
import {
  AddTagsCommand,
  CreateListenerCommand,
  type CreateListenerCommandInput,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DeleteListenerCommand,
  DeleteLoadBalancerCommand,
  DeleteTargetGroupCommand,
  DeregisterTargetsCommand,
  DescribeAccountLimitsCommand,
  DescribeCapacityReservationCommand,
  DescribeListenerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeSSLPoliciesCommand,
  DescribeTagsCommand,
  DescribeTargetHealthCommand,
  DuplicateListenerException,
  ElasticLoadBalancingV2ServiceException,
  InvalidConfigurationRequestException,
  ModifyListenerAttributesCommand,
  ModifyLoadBalancerAttributesCommand,
  ModifyTargetGroupAttributesCommand,
  ModifyTargetGroupCommand,
  OperationNotPermittedException,
  RegisterTargetsCommand,
  RemoveTagsCommand,
  SetSubnetsCommand,
  TargetGroupNotFoundException,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { startTestServer } from '../../server/testing/server.ts';
import { operations } from '../generated/registry.ts';

async function network(ec2: EC2Client) {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const VpcId = Vpc?.VpcId ?? '';
  const subnet = async (letter: string, at: number) => {
    const place = { VpcId, CidrBlock: `10.0.${at}.0/24`, AvailabilityZone: `us-east-1${letter}` };
    return (await ec2.send(new CreateSubnetCommand(place))).Subnet?.SubnetId ?? '';
  };
  return { VpcId, a: await subnet('a', 1), b: await subnet('b', 2) };
}

test('a load balancer from its making to its end, every change in between', {
  timeout: 120_000,
}, async () => {
  await using server = await startTestServer(operations);
  const client = server.elbv2();
  const { VpcId, a, b } = await network(server.ec2());
  const kind = { Name: 'lb', Type: 'network', Scheme: 'internal' } as const;
  const made = await client.send(new CreateLoadBalancerCommand({ ...kind, Subnets: [a] }));
  const LoadBalancerArn = made.LoadBalancers?.[0]?.LoadBalancerArn ?? '';
  const group = { Name: 'tg', Protocol: 'TCP', Port: 80, VpcId, TargetType: 'ip' } as const;
  const groups = await client.send(new CreateTargetGroupCommand(group));
  const TargetGroupArn = groups.TargetGroups?.[0]?.TargetGroupArn ?? '';
  const listener: CreateListenerCommandInput = {
    LoadBalancerArn,
    Protocol: 'TCP',
    Port: 80,
    DefaultActions: [{ Type: 'forward', TargetGroupArn }],
  };
  const listeners = await client.send(new CreateListenerCommand(listener));
  const ListenerArn = listeners.Listeners?.[0]?.ListenerArn ?? '';
  const Tags = [{ Key: 'team', Value: 'db' }];
  await assert.rejects(
    client.send(new CreateListenerCommand({ ...listener, Tags })),
    DuplicateListenerException,
  );

  const zones = await client.send(new SetSubnetsCommand({ LoadBalancerArn, Subnets: [a, b] }));
  assert.equal(zones.AvailabilityZones?.length, 2);
  const checked = await client.send(
    new ModifyTargetGroupCommand({ TargetGroupArn, HealthCheckProtocol: 'HTTP', HealthCheckPath: '/up' }),
  );
  assert.equal(checked.TargetGroups?.[0]?.HealthCheckPath, '/up');

  const Targets = [{ Id: '10.0.1.10' }, { Id: '10.0.2.10' }];
  await client.send(new RegisterTargetsCommand({ TargetGroupArn, Targets }));
  await client.send(new DeregisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: '10.0.1.10' }] }));
  const health = await client.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
  assert.deepEqual(
    health.TargetHealthDescriptions?.map(({ TargetHealth }) => TargetHealth?.State),
    ['draining', 'initial'],
  );

  const protect = (Value: string) =>
    client.send(
      new ModifyLoadBalancerAttributesCommand({
        LoadBalancerArn,
        Attributes: [{ Key: 'deletion_protection.enabled', Value }],
      }),
    );
  await protect('true');
  const remove = new DeleteLoadBalancerCommand({ LoadBalancerArn });
  await assert.rejects(client.send(remove), OperationNotPermittedException);
  await protect('false');
  const delay = { Key: 'deregistration_delay.timeout_seconds', Value: '5' };
  const attributes = await client.send(
    new ModifyTargetGroupAttributesCommand({ TargetGroupArn, Attributes: [delay] }),
  );
  assert.ok(attributes.Attributes?.some(({ Key, Value }) => Key === delay.Key && Value === '5'));
  const wrong = new ModifyListenerAttributesCommand({
    ListenerArn,
    Attributes: [{ Key: 'x', Value: 'y' }],
  });
  await assert.rejects(client.send(wrong), InvalidConfigurationRequestException);
  assert.deepEqual((await client.send(new DescribeListenerAttributesCommand({ ListenerArn }))).Attributes, [
    { Key: 'tcp.idle_timeout.seconds', Value: '350' },
  ]);

  const ResourceArns = [LoadBalancerArn, TargetGroupArn, ListenerArn];
  await client.send(new AddTagsCommand({ ResourceArns, Tags }));
  const tagged = await client.send(new DescribeTagsCommand({ ResourceArns }));
  assert.deepEqual(
    tagged.TagDescriptions?.map((each) => [each.ResourceArn, each.Tags]),
    ResourceArns.map((arn) => [arn, Tags]),
  );
  await client.send(new RemoveTagsCommand({ ResourceArns, TagKeys: ['team'] }));
  const untagged = await client.send(new DescribeTagsCommand({ ResourceArns }));
  assert.ok(untagged.TagDescriptions?.every((each) => each.Tags?.length === 0));

  const reservation = await client.send(new DescribeCapacityReservationCommand({ LoadBalancerArn }));
  assert.deepEqual(reservation.CapacityReservationState, []);
  assert.ok((await client.send(new DescribeSSLPoliciesCommand({}))).SslPolicies?.[0]?.Ciphers?.length);
  assert.ok((await client.send(new DescribeAccountLimitsCommand({}))).Limits?.length);

  await client.send(new DeleteListenerCommand({ ListenerArn }));
  await client.send(remove);
  await client.send(new DeleteTargetGroupCommand({ TargetGroupArn }));
  const gone = client.send(new RegisterTargetsCommand({ TargetGroupArn, Targets }));
  await assert.rejects(gone, TargetGroupNotFoundException);
  assert.deepEqual((await client.send(new DescribeLoadBalancersCommand({}))).LoadBalancers, []);
  for (const kind of ['loadBalancer', 'targetGroup', 'listener', 'networkInterface'] as const) {
    assert.deepEqual([...server.state.all(kind)], []);
  }
});

test('a certificate that is said to be the default one is refused, as it is where it stands', {
  timeout: 120_000,
}, async () => {
  await using server = await startTestServer(operations);
  const arn = 'arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/net/x/0123456789abcdef';
  const create = new CreateListenerCommand({
    LoadBalancerArn: arn,
    Protocol: 'TLS',
    Port: 443,
    Certificates: [{ CertificateArn: arn, IsDefault: true }],
    DefaultActions: [{ Type: 'forward', TargetGroupArn: arn }],
  });
  await assert.rejects(server.elbv2().send(create), (error: unknown) => {
    assert.ok(error instanceof ElasticLoadBalancingV2ServiceException);
    assert.equal(error.name, 'UnsupportedOperation');
    return true;
  });
});
