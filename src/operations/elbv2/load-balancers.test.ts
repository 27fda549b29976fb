import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type {
  CreateListenerOutput,
  CreateLoadBalancerOutput,
  CreateTargetGroupOutput,
  DescribeLoadBalancerAttributesOutput,
  DescribeLoadBalancersOutput,
  DescribeTagsOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateVpcEndpointServiceConfiguration } from '../ec2/CreateVpcEndpointServiceConfiguration.ts';
import { DeleteSubnet } from '../ec2/DeleteSubnet.ts';
import {
  createLoadBalancer,
  createSubnet,
  createWorld,
  type Party,
  providerId,
  type World,
} from '../endpoints/testing/world.ts';
import { AddTags } from './AddTags.ts';
import { CreateListener } from './CreateListener.ts';
import { CreateLoadBalancer } from './CreateLoadBalancer.ts';
import { CreateTargetGroup } from './CreateTargetGroup.ts';
import { DeleteLoadBalancer } from './DeleteLoadBalancer.ts';
import { DescribeListeners } from './DescribeListeners.ts';
import { DescribeLoadBalancerAttributes } from './DescribeLoadBalancerAttributes.ts';
import { DescribeLoadBalancers } from './DescribeLoadBalancers.ts';
import { DescribeTags } from './DescribeTags.ts';
import { RemoveTags } from './RemoveTags.ts';

let world: World;
let provider: Party;
let consumer: Party;

beforeEach(() => {
  world = createWorld();
  ({ provider, consumer } = world);
});

const unknownArn = `arn:aws:elasticloadbalancing:us-east-1:${providerId}:loadbalancer/net/x/0123456789abcdef`;

function request(input: object = {}): object {
  const kind = { Name: 'lb', Type: 'network', Scheme: 'internal' };
  return { ...kind, Subnets: [provider.subnetIds[0]], ...input };
}

function create(input: object = {}) {
  const { LoadBalancers } = provider.call<CreateLoadBalancerOutput>(CreateLoadBalancer, request(input));
  return LoadBalancers?.[0];
}

function describe(party: Party, input: object = {}) {
  return party.call<DescribeLoadBalancersOutput>(DescribeLoadBalancers, input);
}

function names(party: Party, input: object = {}) {
  return describe(party, input).LoadBalancers?.map(({ LoadBalancerName }) => LoadBalancerName);
}

test('a new load balancer is active and has a node with an interface in each subnet', () => {
  const [a, b] = provider.subnetIds;
  const made = create({
    Name: 'Data-base-1',
    Subnets: undefined,
    SubnetMappings: [{ SubnetId: b, PrivateIPv4Address: '10.0.2.50' }, { SubnetId: a }],
    IpAddressType: 'ipv4',
    Tags: [{ Key: 'team', Value: 'db' }],
  });
  const arn = made?.LoadBalancerArn ?? '';
  const [, token] =
    /^arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer\/net\/Data-base-1\/([0-9a-f]{16})$/.exec(
      arn,
    ) ?? [];
  assert.ok(token, arn);
  assert.deepEqual(made, {
    LoadBalancerArn: arn,
    DNSName: `Data-base-1-${token}.elb.us-east-1.amazonaws.com`,
    CanonicalHostedZoneId: 'Z26RNL4JYFTOTI',
    CreatedTime: new Date('2026-01-02T03:04:05.000Z'),
    LoadBalancerName: 'Data-base-1',
    Scheme: 'internal',
    VpcId: provider.vpcId,
    State: { Code: 'active' },
    Type: 'network',
    AvailabilityZones: [
      {
        ZoneName: 'us-east-1b',
        SubnetId: b,
        LoadBalancerAddresses: [{ PrivateIPv4Address: '10.0.2.50' }],
      },
      { ZoneName: 'us-east-1a', SubnetId: a, LoadBalancerAddresses: [] },
    ],
    IpAddressType: 'ipv4',
  });
  assert.deepEqual(describe(provider, { LoadBalancerArns: [arn] }).LoadBalancers, [made]);
  const interfaces = world.bench.resources
    .find('networkInterface', 'subnet', b)
    .filter(({ privateIp }) => privateIp === '10.0.2.50');
  assert.deepEqual(
    interfaces.map(({ attachment, description, securityGroupIds }) => [
      attachment,
      description,
      securityGroupIds,
    ]),
    [[{ kind: 'loadBalancer', loadBalancerArn: arn }, `ELB net/Data-base-1/${token}`, []]],
  );
});

test('what a load balancer cannot be made of is refused and leaves nothing behind', () => {
  const [a, b] = provider.subnetIds;
  const second = createSubnet(provider.call, provider.vpcId, 'us-east-1a', '10.0.11.0/24');
  const theirs = consumer.subnetIds[0];
  const long = 'n'.repeat(33);
  const name = (given: string, rule: string) => `ValidationError: The load balancer name '${given}' ${rule}`;
  const characters = 'can only contain characters that are alphanumeric characters and hyphens(-)';
  const table: [object, string][] = [
    [
      { Type: undefined },
      "InvalidConfigurationRequest: Load balancers of type 'application' are not supported. Set Type to network; it is application when left out",
    ],
    [
      { Type: 'gateway' },
      "InvalidConfigurationRequest: Load balancers of type 'gateway' are not supported. Set Type to network; it is application when left out",
    ],
    [
      { Scheme: undefined },
      "InvalidScheme: The scheme 'internet-facing' is not supported: networks here have no way to the internet. Set Scheme to internal; it is internet-facing when left out",
    ],
    [
      { Scheme: 'internet-facing' },
      "InvalidScheme: The scheme 'internet-facing' is not supported: networks here have no way to the internet. Set Scheme to internal; it is internet-facing when left out",
    ],
    [
      { IpAddressType: 'dualstack' },
      "InvalidConfigurationRequest: The IP address type 'dualstack' is not supported. Use ipv4",
    ],
    [
      { SecurityGroups: [consumer.groupId] },
      `InvalidSecurityGroup: The security group '${consumer.groupId}' does not exist`,
    ],
    [{ Name: long }, name(long, "cannot be longer than '32' characters")],
    [{ Name: 'a_b' }, name('a_b', characters)],
    [{ Name: '' }, name('', characters)],
    [{ Name: '-a' }, name('-a', 'cannot begin or end with a hyphen(-)')],
    [{ Name: 'a-' }, name('a-', 'cannot begin or end with a hyphen(-)')],
    [{ Name: 'internal-a' }, name('internal-a', "cannot begin with 'internal-'")],
    [{ Subnets: [] }, 'ValidationError: At least one subnet must be specified'],
    [
      { SubnetMappings: [{ SubnetId: a }] },
      'ValidationError: You must specify either Subnets or SubnetMappings, not both',
    ],
    [
      { Subnets: [], SubnetMappings: [{ PrivateIPv4Address: '10.0.1.9' }] },
      'ValidationError: Every subnet mapping must have a subnet ID',
    ],
    [{ Subnets: [theirs] }, `SubnetNotFound: The subnet ID '${theirs}' does not exist`],
    [
      { Subnets: [a, second] },
      'InvalidConfigurationRequest: A load balancer cannot be attached to multiple subnets in the same Availability Zone',
    ],
    [
      { Subnets: [b, b] },
      'InvalidConfigurationRequest: A load balancer cannot be attached to multiple subnets in the same Availability Zone',
    ],
    [
      { Subnets: [], SubnetMappings: [{ SubnetId: a, PrivateIPv4Address: '10.0.2.9' }] },
      "InvalidConfigurationRequest: Address 10.0.2.9 does not fall within the subnet's address range",
    ],
    [
      { Subnets: [], SubnetMappings: [{ SubnetId: a, PrivateIPv4Address: '10.0.1.4' }] },
      'InvalidConfigurationRequest: Address 10.0.1.4 is in use.',
    ],
    [
      {
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'a', Value: '2' },
        ],
      },
      "DuplicateTagKeys: The tag key 'a' was specified more than once",
    ],
    [
      { Tags: Array.from({ length: 51 }, (_, at) => ({ Key: `k${at}`, Value: '' })) },
      'TooManyTags: A resource can have at most 50 tags; with these it would have 51',
    ],
    [
      { Tags: [{ Key: 'aws:x', Value: '' }] },
      "ValidationError: Tag keys starting with 'aws:' are reserved for internal use",
    ],
  ];
  const before = world.bench.resources.snapshot();
  for (const [input, message] of table) {
    assert.equal(provider.refusal(CreateLoadBalancer, request(input)), message);
  }
  assert.deepEqual(world.bench.resources.snapshot(), before);
});

test('subnets of two VPCs do not make one load balancer', () => {
  const { resources } = world.bench;
  const [subnet] = resources.find('subnet', 'vpc', consumer.vpcId);
  assert.ok(subnet);
  resources.put('subnet', { ...subnet, accountId: providerId, zone: 'us-east-1c', zoneId: 'use1-az3' });
  assert.match(
    provider.refusal(CreateLoadBalancer, request({ Subnets: [provider.subnetIds[0], subnet.id] })),
    /^InvalidConfigurationRequest: All subnets must belong to the same VPC: /,
  );
});

test('a full subnet is said to be full', () => {
  const small = createSubnet(provider.call, provider.vpcId, 'us-east-1c', '10.0.12.0/28');
  for (let at = 0; at < 11; at++) create({ Name: `lb-${at}`, Subnets: [small] });
  assert.equal(
    provider.refusal(CreateLoadBalancer, request({ Subnets: [small] })),
    `InvalidSubnet: Not enough IP space available in ${small}`,
  );
});

test('the same request again answers the same load balancer, another with its name is refused', () => {
  const [a, b] = provider.subnetIds;
  const tags = [
    { Key: 'a', Value: '1' },
    { Key: 'b', Value: '2' },
  ];
  const first = create({ Subnets: [a, b], Tags: tags });
  const before = world.bench.resources.snapshot();
  assert.deepEqual(create({ Subnets: [b, a], Tags: tags.toReversed() }), first);
  const different =
    "DuplicateLoadBalancerName: A load balancer with the same name 'lb' exists, but with different settings";
  for (const input of [
    { Subnets: [a], Tags: tags },
    { Subnets: [a, b] },
    {
      Subnets: [],
      SubnetMappings: [{ SubnetId: a, PrivateIPv4Address: '10.0.1.99' }, { SubnetId: b }],
      Tags: tags,
    },
  ]) {
    assert.equal(provider.refusal(CreateLoadBalancer, request(input)), different);
  }
  assert.deepEqual(world.bench.resources.snapshot(), before);
  const fixed = {
    Name: 'fixed',
    Subnets: [],
    SubnetMappings: [{ SubnetId: a, PrivateIPv4Address: '10.0.1.99' }],
  };
  assert.deepEqual(create(fixed), create(fixed));
  // Names are an account's and a region's own.
  createLoadBalancer(consumer, 'lb', [consumer.subnetIds[0]]);
  provider.call(DeleteLoadBalancer, { LoadBalancerArn: first?.LoadBalancerArn });
  assert.notEqual(create({ Subnets: [a] })?.LoadBalancerArn, first?.LoadBalancerArn);
});

test('load balancers are found by ARN, by name and in pages, by their owner only', () => {
  create({ Name: 'b' });
  create({ Name: 'c' });
  assert.deepEqual(names(provider, { Names: ['c', 'c', 'front'] }), ['c', 'front']);
  assert.deepEqual(names(consumer), []);
  const first = describe(provider, { PageSize: 2 });
  const second = describe(provider, { PageSize: 2, Marker: first.NextMarker });
  assert.equal(second.NextMarker, undefined);
  assert.deepEqual(
    [...(first.LoadBalancers ?? []), ...(second.LoadBalancers ?? [])].map(
      ({ LoadBalancerName }) => LoadBalancerName,
    ),
    ['b', 'c', 'front'],
  );
  const table: [object, string][] = [
    [{ LoadBalancerArns: [unknownArn] }, `LoadBalancerNotFound: Load balancers '[${unknownArn}]' not found`],
    [{ Names: ['x', 'b', 'y'] }, "LoadBalancerNotFound: Load balancers '[x, y]' not found"],
    [{ LoadBalancerArns: ['x'] }, "ValidationError: 'x' is not a valid load balancer ARN"],
    [
      { LoadBalancerArns: [world.loadBalancerArn], Names: ['b'] },
      'ValidationError: The load balancer names and the load balancer ARNs cannot be specified at the same time',
    ],
    [{ PageSize: 0 }, "ValidationError: The page size '0' must be between 1 and 400"],
    [{ PageSize: 401 }, "ValidationError: The page size '401' must be between 1 and 400"],
    [{ Marker: 'x' }, "ValidationError: The marker 'x' is invalid"],
    [
      { Names: Array.from({ length: 21 }, (_, at) => `n${at}`) },
      'ValidationError: A request can name at most 20 resources; this one names 21',
    ],
  ];
  for (const [input, message] of table) {
    assert.equal(provider.refusal(DescribeLoadBalancers, input), message);
  }
  const own = { LoadBalancerArns: [world.loadBalancerArn] };
  const hidden = `LoadBalancerNotFound: Load balancers '[${world.loadBalancerArn}]' not found`;
  assert.equal(consumer.refusal(DescribeLoadBalancers, own), hidden);
  assert.equal(provider.refusal(DescribeLoadBalancers, own, { region: 'eu-west-1' }), hidden);
});

test('deleting takes listeners and interfaces along, is refused while a service needs it, and is idempotent', () => {
  const LoadBalancerArn = world.loadBalancerArn;
  const { TargetGroups } = provider.call<CreateTargetGroupOutput>(CreateTargetGroup, {
    Name: 'tg',
    Protocol: 'TCP',
    Port: 80,
    VpcId: provider.vpcId,
    TargetType: 'ip',
  });
  const { Listeners } = provider.call<CreateListenerOutput>(CreateListener, {
    LoadBalancerArn,
    Protocol: 'TCP',
    Port: 80,
    DefaultActions: [{ Type: 'forward', TargetGroupArn: TargetGroups?.[0]?.TargetGroupArn }],
  });
  const [a] = provider.subnetIds;
  assert.match(provider.refusal(DeleteSubnet, { SubnetId: a }), /^DependencyViolation/);
  provider.call(DeleteLoadBalancer, { LoadBalancerArn: unknownArn });
  consumer.call(DeleteLoadBalancer, { LoadBalancerArn });
  provider.call(DeleteLoadBalancer, { LoadBalancerArn });
  provider.call(DeleteLoadBalancer, { LoadBalancerArn });
  assert.deepEqual(names(provider), []);
  assert.equal(
    provider.refusal(DescribeListeners, { ListenerArns: [Listeners?.[0]?.ListenerArn] }),
    'ListenerNotFound: One or more listeners not found',
  );
  provider.call(DeleteSubnet, { SubnetId: a });
  const held = createLoadBalancer(provider, 'held', [provider.subnetIds[1]]);
  provider.call(CreateVpcEndpointServiceConfiguration, { NetworkLoadBalancerArns: [held] });
  assert.equal(
    provider.refusal(DeleteLoadBalancer, { LoadBalancerArn: held }),
    `ResourceInUse: Load balancer '${held}' cannot be deleted because it is currently associated with another service`,
  );
  assert.deepEqual(names(provider), ['held']);
});

test('a deletion leaves as little as there was before the creation', () => {
  const before = world.bench.resources.snapshot();
  provider.call(DeleteLoadBalancer, { LoadBalancerArn: create()?.LoadBalancerArn });
  assert.deepEqual(world.bench.resources.snapshot(), before);
});

test('the attributes say that cross-zone load balancing is off and nothing protects from deletion', () => {
  const { Attributes } = provider.call<DescribeLoadBalancerAttributesOutput>(DescribeLoadBalancerAttributes, {
    LoadBalancerArn: world.loadBalancerArn,
  });
  const values = new Map(Attributes?.map(({ Key, Value }) => [Key, Value]));
  assert.equal(values.get('load_balancing.cross_zone.enabled'), 'false');
  assert.equal(values.get('deletion_protection.enabled'), 'false');
  assert.match(
    consumer.refusal(DescribeLoadBalancerAttributes, { LoadBalancerArn: world.loadBalancerArn }),
    /^LoadBalancerNotFound/,
  );
});

test('tags are set, replaced and removed on all resources named, or on none', () => {
  const [first, second] = [world.loadBalancerArn, create()?.LoadBalancerArn ?? ''];
  const tags = (...arns: string[]) =>
    provider.call<DescribeTagsOutput>(DescribeTags, { ResourceArns: arns }).TagDescriptions;
  provider.call(AddTags, {
    ResourceArns: [first, second],
    Tags: [{ Key: 'a', Value: '1' }, { Key: 'b' }],
  });
  provider.call(AddTags, { ResourceArns: [second], Tags: [{ Key: 'a', Value: '2' }] });
  provider.call(RemoveTags, { ResourceArns: [first], TagKeys: ['b', 'never'] });
  const expected = [
    { ResourceArn: first, Tags: [{ Key: 'a', Value: '1' }] },
    {
      ResourceArn: second,
      Tags: [
        { Key: 'a', Value: '2' },
        { Key: 'b', Value: '' },
      ],
    },
  ];
  assert.deepEqual(tags(first, second), expected);
  const more = { Tags: [{ Key: 'c', Value: '3' }] };
  const table: [Party, object, string][] = [
    [
      provider,
      { ...more, ResourceArns: [first, unknownArn] },
      `LoadBalancerNotFound: Load balancers '[${unknownArn}]' not found`,
    ],
    [
      consumer,
      { ...more, ResourceArns: [first] },
      `LoadBalancerNotFound: Load balancers '[${first}]' not found`,
    ],
    [provider, { ...more, ResourceArns: ['x'] }, "ValidationError: 'x' is not a valid resource ARN"],
    [provider, { ...more, ResourceArns: [] }, 'ValidationError: At least one resource ARN must be specified'],
    [
      provider,
      { ResourceArns: [first], Tags: Array.from({ length: 50 }, (_, at) => ({ Key: `k${at}`, Value: '' })) },
      'TooManyTags: A resource can have at most 50 tags; with these it would have 51',
    ],
  ];
  for (const [party, input, message] of table) assert.equal(party.refusal(AddTags, input), message);
  assert.deepEqual(tags(first, second), expected);
});
