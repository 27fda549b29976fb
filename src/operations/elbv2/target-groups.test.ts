import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { CreateVpcResult, Reservation } from '@aws-sdk/client-ec2';
import type {
  CreateTargetGroupOutput,
  DescribeTargetGroupAttributesOutput,
  DescribeTargetGroupsOutput,
  DescribeTargetHealthOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { finishTermination, markRunning } from '../../model/instance-lifecycle.ts';
import { CreateVpc } from '../ec2/CreateVpc.ts';
import { RunInstances } from '../ec2/RunInstances.ts';
import { createSubnet, createWorld, type Party, providerId, type World } from '../endpoints/testing/world.ts';
import { CreateListener } from './CreateListener.ts';
import { CreateTargetGroup } from './CreateTargetGroup.ts';
import { DeleteTargetGroup } from './DeleteTargetGroup.ts';
import { DeregisterTargets } from './DeregisterTargets.ts';
import { DescribeTargetGroupAttributes } from './DescribeTargetGroupAttributes.ts';
import { DescribeTargetGroups } from './DescribeTargetGroups.ts';
import { DescribeTargetHealth } from './DescribeTargetHealth.ts';
import { RegisterTargets } from './RegisterTargets.ts';

let world: World;
let provider: Party;
let consumer: Party;

beforeEach(() => {
  world = createWorld();
  ({ provider, consumer } = world);
});

const unknownArn = `arn:aws:elasticloadbalancing:us-east-1:${providerId}:targetgroup/x/0123456789abcdef`;
const groupNotFound = 'TargetGroupNotFound: One or more target groups not found';

function request(input: object = {}): object {
  return { Name: 'tg', Protocol: 'TCP', Port: 8080, VpcId: provider.vpcId, TargetType: 'ip', ...input };
}

function create(input: object = {}) {
  const { TargetGroups } = provider.call<CreateTargetGroupOutput>(CreateTargetGroup, request(input));
  const [group] = TargetGroups ?? [];
  return { ...group, TargetGroupArn: group?.TargetGroupArn ?? '' };
}

function describe(party: Party, input: object = {}) {
  return party.call<DescribeTargetGroupsOutput>(DescribeTargetGroups, input).TargetGroups ?? [];
}

function register(arn: string, ...targets: object[]): void {
  provider.call(RegisterTargets, { TargetGroupArn: arn, Targets: targets });
}

/** `id:port zone` of each registered target. */
function registered(arn: string): string[] {
  const group = world.bench.resources.get('targetGroup', arn);
  return (group?.targets ?? []).map(({ id, port, zone }) => `${id}:${port} ${zone}`);
}

function health(arn: string, input: object = {}) {
  const result = provider.call<DescribeTargetHealthOutput>(DescribeTargetHealth, {
    TargetGroupArn: arn,
    ...input,
  });
  return (result.TargetHealthDescriptions ?? []).map(({ Target, TargetHealth }) => [
    `${Target?.Id}:${Target?.Port}`,
    TargetHealth?.State,
    TargetHealth?.Reason,
  ]);
}

function listen(arn: string, port = 80): void {
  provider.call(CreateListener, {
    LoadBalancerArn: world.loadBalancerArn,
    Protocol: 'TCP',
    Port: port,
    DefaultActions: [{ Type: 'forward', TargetGroupArn: arn }],
  });
}

/** A running instance of the provider in its zone a. */
function runInstance(subnetId: string = provider.subnetIds[0]): string {
  const input = { ImageId: 'ami-00000000000000001', MinCount: 1, MaxCount: 1, SubnetId: subnetId };
  const { Instances } = provider.call<Reservation>(RunInstances, input);
  const id = Instances?.[0]?.InstanceId ?? '';
  const instance = world.bench.resources.get('instance', id);
  assert.ok(instance);
  markRunning(world.bench.resources, instance);
  return id;
}

test('a new target group has the health check of AWS unless told otherwise', () => {
  const made = create({ TargetType: undefined });
  assert.match(
    made.TargetGroupArn,
    /^arn:aws:elasticloadbalancing:us-east-1:111111111111:targetgroup\/tg\/[0-9a-f]{16}$/,
  );
  assert.deepEqual(made, {
    TargetGroupArn: made.TargetGroupArn,
    TargetGroupName: 'tg',
    Protocol: 'TCP',
    Port: 8080,
    VpcId: provider.vpcId,
    HealthCheckProtocol: 'TCP',
    HealthCheckPort: 'traffic-port',
    HealthCheckEnabled: true,
    HealthCheckIntervalSeconds: 30,
    HealthCheckTimeoutSeconds: 10,
    HealthyThresholdCount: 5,
    UnhealthyThresholdCount: 2,
    LoadBalancerArns: [],
    TargetType: 'instance',
    IpAddressType: 'ipv4',
  });
  assert.deepEqual(describe(provider), [made]);
});

test('health checks over HTTP have a path and a matcher', () => {
  const http = create({ Name: 'http', HealthCheckProtocol: 'HTTP' });
  assert.deepEqual(
    [http.HealthCheckPath, http.Matcher, http.HealthCheckTimeoutSeconds],
    ['/', { HttpCode: '200-399' }, 6],
  );
  const https = create({
    Name: 'https',
    HealthCheckEnabled: true,
    HealthCheckProtocol: 'HTTPS',
    HealthCheckPort: '9000',
    HealthCheckPath: '/up?x=1',
    Matcher: { HttpCode: '200,204,300-302' },
    HealthCheckIntervalSeconds: 5,
    HealthCheckTimeoutSeconds: 5,
    HealthyThresholdCount: 10,
    UnhealthyThresholdCount: 10,
    IpAddressType: 'ipv4',
  });
  assert.deepEqual(
    [https.HealthCheckPort, https.HealthCheckPath, https.Matcher, https.HealthCheckTimeoutSeconds],
    ['9000', '/up?x=1', { HttpCode: '200,204,300-302' }, 5],
  );
});

test('what a target group cannot be made of is refused', () => {
  const long = 'n'.repeat(33);
  const http = { HealthCheckProtocol: 'HTTP' };
  const port = (given: number) =>
    `ValidationError: The target group port '${given}' is not valid. It must be between 1 and 65535`;
  const table: [object, string][] = [
    [
      { Name: long },
      `ValidationError: The target group name '${long}' cannot be longer than '32' characters`,
    ],
    [
      { Name: 'a.b' },
      "ValidationError: The target group name 'a.b' can only contain characters that are alphanumeric characters and hyphens(-)",
    ],
    [{ Name: '-a' }, "ValidationError: The target group name '-a' cannot begin or end with a hyphen(-)"],
    [{ Protocol: undefined }, 'ValidationError: A target group protocol must be specified'],
    [
      { Protocol: 'QUIC' },
      "InvalidConfigurationRequest: The target group protocol 'QUIC' is not supported. Use TCP, UDP, TCP_UDP, TLS",
    ],
    [{ Port: undefined }, 'ValidationError: A target group port must be specified'],
    [{ Port: 0 }, port(0)],
    [{ Port: 65_536 }, port(65_536)],
    [{ VpcId: undefined }, 'ValidationError: A VPC ID must be specified'],
    [{ VpcId: consumer.vpcId }, `ValidationError: The VPC ID '${consumer.vpcId}' is not found`],
    [
      { TargetType: 'lambda' },
      "InvalidConfigurationRequest: The target type 'lambda' is not supported. Use ip or instance",
    ],
    [
      { IpAddressType: 'ipv6' },
      "InvalidConfigurationRequest: The IP address type 'ipv6' is not supported. Use ipv4",
    ],
    [{ ProtocolVersion: 'HTTP2' }, 'UnsupportedOperation: The parameter ProtocolVersion is not supported.'],
    [
      { HealthCheckEnabled: false },
      "ValidationError: Health check enabled must be true for target groups with target type 'ip'",
    ],
    [
      { HealthCheckProtocol: 'UDP' },
      "ValidationError: Health check protocol 'UDP' not supported for target groups with the TCP protocol. Must be one of the following values '[HTTP, HTTPS, TCP]'.",
    ],
    [
      { HealthCheckPort: '0' },
      "ValidationError: Health check port '0' must be 'traffic-port' or between '1' and '65535' inclusive",
    ],
    [
      { HealthCheckPort: 'http' },
      "ValidationError: Health check port 'http' must be 'traffic-port' or between '1' and '65535' inclusive",
    ],
    [
      { HealthCheckPath: '/' },
      'ValidationError: A health check path is not supported for health checks with the TCP protocol',
    ],
    [
      { Matcher: { HttpCode: '200' } },
      'ValidationError: A health check matcher is not supported for health checks with the TCP protocol',
    ],
    [
      { ...http, HealthCheckPath: 'up' },
      "ValidationError: Health check path 'up' must begin with a '/' and have at most 1024 characters",
    ],
    ...['199', '600', '299-200', '200-', 'ok', ','].map((code): [object, string] => [
      { ...http, Matcher: { HttpCode: code } },
      `ValidationError: Health check matcher HTTP code '${code}' must be within '200-599' inclusive`,
    ]),
    ...[4, 301].map((seconds): [object, string] => [
      { HealthCheckIntervalSeconds: seconds },
      `ValidationError: Health check interval '${seconds}' must be between '5' and '300' inclusive`,
    ]),
    ...[1, 121].map((seconds): [object, string] => [
      { HealthCheckTimeoutSeconds: seconds },
      `ValidationError: Health check timeout '${seconds}' must be between '2' and '120' inclusive`,
    ]),
    ...[1, 11].map((count): [object, string] => [
      { HealthyThresholdCount: count },
      `ValidationError: Health check healthy threshold '${count}' must be between '2' and '10' inclusive`,
    ]),
    ...[1, 11].map((count): [object, string] => [
      { UnhealthyThresholdCount: count },
      `ValidationError: Health check unhealthy threshold '${count}' must be between '2' and '10' inclusive`,
    ]),
    [
      { HealthCheckIntervalSeconds: 9, HealthCheckTimeoutSeconds: 10 },
      'ValidationError: Health check interval must be greater than the timeout.',
    ],
  ];
  const before = world.bench.resources.snapshot();
  for (const [input, message] of table) {
    assert.equal(provider.refusal(CreateTargetGroup, request(input)), message);
  }
  assert.deepEqual(world.bench.resources.snapshot(), before);
});

test('the same request again answers the same group, another with its name is refused', () => {
  const first = create();
  register(first.TargetGroupArn, { Id: '10.0.1.10' });
  assert.deepEqual(create({ HealthCheckProtocol: 'TCP', HealthCheckIntervalSeconds: 30 }), first);
  const different =
    "DuplicateTargetGroupName: A target group with the same name 'tg' exists, but with different settings";
  for (const input of [
    { Port: 8081 },
    { TargetType: 'instance' },
    { HealthyThresholdCount: 4 },
    { Tags: [{ Key: 'a', Value: 'b' }] },
  ]) {
    assert.equal(provider.refusal(CreateTargetGroup, request(input)), different);
  }
  assert.deepEqual(registered(first.TargetGroupArn), ['10.0.1.10:8080 us-east-1a']);
});

test('target groups are found by ARN, name and load balancer, by their owner only', () => {
  const used = create({ Name: 'used' }).TargetGroupArn;
  const idle = create({ Name: 'idle' }).TargetGroupArn;
  listen(used);
  listen(used, 81);
  const found = (input: object) => describe(provider, input).map(({ TargetGroupName }) => TargetGroupName);
  assert.deepEqual(found({}), ['idle', 'used']);
  assert.deepEqual(found({ TargetGroupArns: [idle] }), ['idle']);
  assert.deepEqual(found({ Names: ['used'] }), ['used']);
  assert.deepEqual(found({ LoadBalancerArn: world.loadBalancerArn }), ['used']);
  assert.deepEqual(describe(provider, { Names: ['used'] })[0]?.LoadBalancerArns, [world.loadBalancerArn]);
  assert.deepEqual(describe(consumer), []);
  const table: [Party, object, string][] = [
    [provider, { TargetGroupArns: [unknownArn] }, groupNotFound],
    [consumer, { TargetGroupArns: [used] }, groupNotFound],
    [provider, { Names: ['x'] }, groupNotFound],
    [provider, { TargetGroupArns: ['x'] }, "ValidationError: 'x' is not a valid target group ARN"],
    [
      provider,
      { LoadBalancerArn: world.loadBalancerArn, Names: ['used'] },
      'ValidationError: A load balancer ARN cannot be specified together with target group ARNs or names',
    ],
    [
      consumer,
      { LoadBalancerArn: world.loadBalancerArn },
      `LoadBalancerNotFound: Load balancers '[${world.loadBalancerArn}]' not found`,
    ],
  ];
  for (const [party, input, message] of table)
    assert.equal(party.refusal(DescribeTargetGroups, input), message);
});

test('a group is not deleted while a listener needs it; deleting one that is not there is no error', () => {
  const before = world.bench.resources.snapshot();
  const { TargetGroupArn } = create();
  consumer.call(DeleteTargetGroup, { TargetGroupArn });
  assert.equal(describe(provider).length, 1);
  provider.call(DeleteTargetGroup, { TargetGroupArn });
  provider.call(DeleteTargetGroup, { TargetGroupArn });
  assert.deepEqual(world.bench.resources.snapshot(), before);
  const used = create().TargetGroupArn;
  listen(used);
  assert.equal(
    provider.refusal(DeleteTargetGroup, { TargetGroupArn: used }),
    `ResourceInUse: Target group '${used}' is currently in use by a listener or a rule`,
  );
});

test('addresses are registered once for each port, in the zone of their subnet', () => {
  const { TargetGroupArn: arn } = create();
  register(arn, { Id: '10.0.1.10' }, { Id: '10.0.2.10', AvailabilityZone: 'us-east-1b' });
  register(arn, { Id: '10.0.1.10', Port: 8080 }, { Id: '10.0.1.10', Port: 9090 });
  register(arn, { Id: '192.168.7.7', AvailabilityZone: 'all' });
  register(arn, { Id: '10.0.200.1', AvailabilityZone: 'us-east-1c' });
  assert.deepEqual(registered(arn), [
    '10.0.1.10:8080 us-east-1a',
    '10.0.2.10:8080 us-east-1b',
    '10.0.1.10:9090 us-east-1a',
    '192.168.7.7:8080 all',
    '10.0.200.1:8080 us-east-1c',
  ]);
  provider.call(DeregisterTargets, {
    TargetGroupArn: arn,
    Targets: [{ Id: '10.0.1.10' }, { Id: '10.0.2.10', Port: 1 }, { Id: '192.168.7.7', Port: 8080 }],
  });
  assert.deepEqual(registered(arn), [
    '10.0.2.10:8080 us-east-1b',
    '10.0.1.10:9090 us-east-1a',
    '10.0.200.1:8080 us-east-1c',
  ]);
});

test('addresses that cannot be targets are refused, with all that come with them', () => {
  const { TargetGroupArn: arn } = create();
  const inside = (zone: string) =>
    `ValidationError: The IP address '10.0.1.9' is within the VPC, and cannot have its Availability Zone overridden to '${zone}' from 'us-east-1a'`;
  const ranges = '10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10';
  const unreachable = (address: string) =>
    `ValidationError: The IP address '${address}' is neither in a subnet of the target group's VPC nor in ${ranges}`;
  const table: [object, string][] = [
    [{ Id: 'ten' }, "ValidationError: The IP address 'ten' is not a valid IPv4 address"],
    [{ Id: '10.0.1.256' }, "ValidationError: The IP address '10.0.1.256' is not a valid IPv4 address"],
    [{ Id: '::1' }, "ValidationError: The IP address '::1' is not a valid IPv4 address"],
    [
      { Id: '10.0.1.9', Port: 0 },
      "ValidationError: The target port '0' is not valid. It must be between 1 and 65535",
    ],
    [{ Id: '10.0.1.9', AvailabilityZone: 'all' }, inside('all')],
    [{ Id: '10.0.1.9', AvailabilityZone: 'us-east-1b' }, inside('us-east-1b')],
    [{ Id: '8.8.8.8' }, unreachable('8.8.8.8')],
    [{ Id: '172.32.0.1', AvailabilityZone: 'all' }, unreachable('172.32.0.1')],
    [{ Id: '127.0.0.1', AvailabilityZone: 'all' }, unreachable('127.0.0.1')],
    [
      { Id: '10.0.200.1' },
      "ValidationError: The Availability Zone is required for IP address '10.0.200.1' because it is not in the VPC",
    ],
    [
      { Id: '10.9.0.1', AvailabilityZone: 'eu-west-1a' },
      "ValidationError: You must specify a valid Availability Zone or select 'all' for all enabled Availability zones, since the IP address '10.9.0.1' is outside the VPC",
    ],
  ];
  for (const [target, message] of table) {
    const input = { TargetGroupArn: arn, Targets: [{ Id: '10.0.1.10' }, target] };
    assert.equal(provider.refusal(RegisterTargets, input), message);
  }
  assert.deepEqual(registered(arn), []);
});

test('instances are registered when they run in the VPC', () => {
  const { TargetGroupArn: arn } = create({ TargetType: 'instance' });
  const id = runInstance(provider.subnetIds[1]);
  register(arn, { Id: id }, { Id: id, Port: 9090 });
  assert.deepEqual(registered(arn), [`${id}:8080 us-east-1b`, `${id}:9090 us-east-1b`]);
  const other = provider.call<CreateVpcResult>(CreateVpc, { CidrBlock: '10.0.0.0/16' }).Vpc?.VpcId ?? '';
  const elsewhere = runInstance(createSubnet(provider.call, other, 'us-east-1a', '10.0.1.0/24'));
  const pending = runInstance();
  const { resources } = world.bench;
  const record = resources.get('instance', pending);
  assert.ok(record);
  resources.put('instance', { ...record, state: 'pending' });
  const notRunning = (each: string) =>
    `InvalidTarget: The following targets are not in a running state and cannot be registered: '${each}'`;
  const table: [object, string][] = [
    [{ Id: '10.0.1.9' }, "ValidationError: Instance ID '10.0.1.9' is not valid"],
    [{ Id: 'i-00000000000000000' }, notRunning('i-00000000000000000')],
    [{ Id: pending }, notRunning(pending)],
    [
      { Id: elsewhere },
      `InvalidTarget: The following targets are not in the target group VPC '${provider.vpcId}': '${elsewhere}'`,
    ],
    [
      { Id: id, AvailabilityZone: 'us-east-1b' },
      `ValidationError: You cannot specify an Availability Zone for the target '${id}': that of an instance is known`,
    ],
  ];
  for (const [target, message] of table) {
    assert.equal(provider.refusal(RegisterTargets, { TargetGroupArn: arn, Targets: [target] }), message);
  }
});

test('a group takes a thousand targets and no more', () => {
  const { TargetGroupArn: arn } = create();
  const targets = Array.from({ length: 1000 }, (_, at) => ({ Id: '10.0.1.10', Port: at + 1 }));
  register(arn, ...targets);
  register(arn, ...targets.slice(0, 5));
  assert.equal(
    provider.refusal(RegisterTargets, { TargetGroupArn: arn, Targets: [{ Id: '10.0.1.11' }] }),
    'TooManyTargets: A target group can have at most 1000 targets; with these it would have 1001',
  );
});

test('others cannot touch a group', () => {
  const { TargetGroupArn } = create();
  const Targets = [{ Id: '10.0.1.10' }];
  for (const operation of [RegisterTargets, DeregisterTargets, DescribeTargetHealth]) {
    assert.equal(consumer.refusal(operation, { TargetGroupArn, Targets }), groupNotFound);
    assert.equal(provider.refusal(operation, { TargetGroupArn: unknownArn, Targets }), groupNotFound);
  }
});

test('health says plainly that nothing is checked, and what is not used and why', () => {
  const { TargetGroupArn: arn } = create();
  register(
    arn,
    { Id: '10.0.1.10' },
    { Id: '10.0.3.10', Port: 9090 },
    { Id: '192.168.7.7', AvailabilityZone: 'all' },
  );
  const unusedEach = ['10.0.1.10:8080', '10.0.3.10:9090', '192.168.7.7:8080'];
  assert.deepEqual(
    health(arn),
    unusedEach.map((target) => [target, 'unused', 'Target.NotInUse']),
  );
  listen(arn);
  assert.deepEqual(health(arn), [
    ['10.0.1.10:8080', 'initial', 'Elb.InitialHealthChecking'],
    // The load balancer has no node in the zone c.
    ['10.0.3.10:9090', 'unused', 'Target.NotInUse'],
    ['192.168.7.7:8080', 'initial', 'Elb.InitialHealthChecking'],
  ]);
  assert.deepEqual(health(arn, { Targets: [{ Id: '10.0.1.10' }, { Id: '10.0.1.10', Port: 1 }] }), [
    ['10.0.1.10:8080', 'initial', 'Elb.InitialHealthChecking'],
    ['10.0.1.10:1', 'unused', 'Target.NotRegistered'],
  ]);
  const [first] =
    provider.call<DescribeTargetHealthOutput>(DescribeTargetHealth, { TargetGroupArn: arn })
      .TargetHealthDescriptions ?? [];
  assert.deepEqual(first, {
    Target: { Id: '10.0.1.10', Port: 8080, AvailabilityZone: 'us-east-1a' },
    HealthCheckPort: '8080',
    TargetHealth: {
      State: 'initial',
      Reason: 'Elb.InitialHealthChecking',
      Description: 'Postern does not check health yet and sends traffic to every registered target',
    },
  });
});

test('an instance that no longer runs is an unused target', () => {
  const { TargetGroupArn: arn } = create({ TargetType: 'instance', HealthCheckPort: '9000' });
  const id = runInstance();
  register(arn, { Id: id });
  listen(arn);
  assert.deepEqual(health(arn), [[`${id}:8080`, 'initial', 'Elb.InitialHealthChecking']]);
  const instance = world.bench.resources.get('instance', id);
  assert.ok(instance);
  finishTermination(world.bench.resources, { ...instance, state: 'shutting-down' }, world.bench.now);
  assert.deepEqual(health(arn), [[`${id}:8080`, 'unused', 'Target.InvalidState']]);
});

test('the attributes say what Postern does', () => {
  const { TargetGroupArn } = create();
  const { Attributes } = provider.call<DescribeTargetGroupAttributesOutput>(DescribeTargetGroupAttributes, {
    TargetGroupArn,
  });
  const values = new Map(Attributes?.map(({ Key, Value }) => [Key, Value]));
  assert.equal(values.get('preserve_client_ip.enabled'), 'false');
  assert.equal(values.get('proxy_protocol_v2.enabled'), 'false');
  assert.equal(values.get('deregistration_delay.timeout_seconds'), '300');
  assert.equal(consumer.refusal(DescribeTargetGroupAttributes, { TargetGroupArn }), groupNotFound);
});
