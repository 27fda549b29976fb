import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { CreateVpcResult } from '@aws-sdk/client-ec2';
import type {
  CreateListenerOutput,
  CreateTargetGroupOutput,
  DescribeListenerAttributesOutput,
  DescribeListenersOutput,
  DescribeTagsOutput,
  ModifyListenerOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateVpc } from '../ec2/CreateVpc.ts';
import {
  createLoadBalancer,
  createWorld,
  type Party,
  providerId,
  type World,
} from '../endpoints/testing/world.ts';
import { AddTags } from './AddTags.ts';
import { CreateListener } from './CreateListener.ts';
import { CreateTargetGroup } from './CreateTargetGroup.ts';
import { DeleteListener } from './DeleteListener.ts';
import { DescribeListenerAttributes } from './DescribeListenerAttributes.ts';
import { DescribeListeners } from './DescribeListeners.ts';
import { DescribeTags } from './DescribeTags.ts';
import { ModifyListener } from './ModifyListener.ts';

let world: World;
let provider: Party;
let consumer: Party;
let groupArn: string;

beforeEach(() => {
  world = createWorld();
  ({ provider, consumer } = world);
  groupArn = createGroup('tg');
});

const place = `arn:aws:elasticloadbalancing:us-east-1:${providerId}`;
const unknownArn = `${place}:listener/net/x/0123456789abcdef/0123456789abcdef`;
const notFound = 'ListenerNotFound: One or more listeners not found';

function createGroup(name: string, vpcId: string = provider.vpcId): string {
  const input = { Name: name, Protocol: 'TCP', Port: 8080, VpcId: vpcId, TargetType: 'ip' };
  const { TargetGroups } = provider.call<CreateTargetGroupOutput>(CreateTargetGroup, input);
  return TargetGroups?.[0]?.TargetGroupArn ?? '';
}

function request(input: object = {}): object {
  const forward = { Type: 'forward', TargetGroupArn: groupArn };
  return {
    LoadBalancerArn: world.loadBalancerArn,
    Protocol: 'TCP',
    Port: 80,
    DefaultActions: [forward],
    ...input,
  };
}

function create(input: object = {}) {
  const { Listeners } = provider.call<CreateListenerOutput>(CreateListener, request(input));
  const [listener] = Listeners ?? [];
  return { ...listener, ListenerArn: listener?.ListenerArn ?? '' };
}

function describe(party: Party, input: object) {
  return party.call<DescribeListenersOutput>(DescribeListeners, input).Listeners ?? [];
}

/** How a forward to one group is answered. */
function answered(arn: string, Weight = 1) {
  const ForwardConfig = {
    TargetGroups: [{ TargetGroupArn: arn, Weight }],
    TargetGroupStickinessConfig: { Enabled: false },
  };
  return { Type: 'forward', TargetGroupArn: arn, Order: 1, ForwardConfig };
}

/** Actions that are no forward to one group, with the refusal of each; the same for creation and change. */
function badActions(): [unknown, string][] {
  const others = [1, 2, 3, 4, 5].map((at) => ({ TargetGroupArn: createGroup(`other${at}`) }));
  const elsewhere = provider.call<CreateVpcResult>(CreateVpc, { CidrBlock: '10.0.0.0/16' }).Vpc?.VpcId ?? '';
  const outside = createGroup('outside', elsewhere);
  const busy = createGroup('busy');
  const second = createLoadBalancer(provider, 'second', [provider.subnetIds[0]]);
  create({ LoadBalancerArn: second, DefaultActions: [{ Type: 'forward', TargetGroupArn: busy }] });
  const forward = { Type: 'forward', TargetGroupArn: groupArn };
  const unknown = `${place}:targetgroup/x/0123456789abcdef`;
  return [
    [[forward, forward], 'TooManyActions: A listener must have one default action, not several'],
    [
      [{ Type: 'redirect' }],
      "InvalidLoadBalancerAction: A network load balancer supports the action type 'forward' only, not 'redirect'",
    ],
    [[{ Type: 'forward' }], 'InvalidLoadBalancerAction: A forward action must name a target group'],
    [
      [{ ...forward, ForwardConfig: { TargetGroups: others } }],
      'InvalidLoadBalancerAction: A forward action can name at most 5 target groups',
    ],
    [
      [{ Type: 'forward', ForwardConfig: { TargetGroups: [{ TargetGroupArn: groupArn, Weight: 0 }] } }],
      'InvalidLoadBalancerAction: At least one target group of a forward action must have a weight above 0',
    ],
    [[{ ...forward, Order: 0 }], "ValidationError: The action order '0' must be between 1 and 50000"],
    [[{ ...forward, TargetGroupArn: unknown }], 'TargetGroupNotFound: One or more target groups not found'],
    [[{ ...forward, TargetGroupArn: 'x' }], "ValidationError: 'x' is not a valid target group ARN"],
    [
      [{ ...forward, TargetGroupArn: outside }],
      `InvalidConfigurationRequest: The target group ${outside} is in ${elsewhere}, the load balancer in ${provider.vpcId}. They must be in the same VPC`,
    ],
    [
      [{ ...forward, TargetGroupArn: busy }],
      `TargetGroupAssociationLimit: The following target groups cannot be associated with more than one load balancer: ${busy}`,
    ],
    [
      [{ ...forward, RedirectConfig: { StatusCode: 'HTTP_301' } }],
      'UnsupportedOperation: The parameter DefaultActions.RedirectConfig.StatusCode is not supported.',
    ],
  ];
}

test('a new listener forwards to its group', () => {
  const made = create();
  const token = world.loadBalancerArn.split('/').at(-1);
  assert.match(made.ListenerArn, new RegExp(`^${place}:listener/net/front/${token}/[0-9a-f]{16}$`));
  assert.deepEqual(made, {
    ListenerArn: made.ListenerArn,
    LoadBalancerArn: world.loadBalancerArn,
    Port: 80,
    Protocol: 'TCP',
    DefaultActions: [answered(groupArn)],
  });
  assert.deepEqual(describe(provider, { LoadBalancerArn: world.loadBalancerArn }), [made]);
  assert.deepEqual(describe(provider, { ListenerArns: [made.ListenerArn] }), [made]);
});

test('the group can be named in the forward configuration too', () => {
  const ForwardConfig = { TargetGroups: [{ TargetGroupArn: groupArn, Weight: 5 }] };
  const forms = [
    { Type: 'forward', ForwardConfig },
    { Type: 'forward', TargetGroupArn: groupArn, ForwardConfig, Order: 1 },
  ];
  forms.forEach((action, at) => {
    const { DefaultActions } = create({ Port: 100 + at, DefaultActions: [action] });
    assert.deepEqual(DefaultActions, [answered(groupArn, 5)]);
  });
});

test('several groups share the connections by weight', () => {
  const second = { TargetGroupArn: createGroup('second'), Weight: 999 };
  const TargetGroups = [{ TargetGroupArn: groupArn, Weight: 0 }, second];
  const { DefaultActions } = create({
    DefaultActions: [{ Type: 'forward', ForwardConfig: { TargetGroups } }],
  });
  assert.deepEqual(DefaultActions?.[0]?.ForwardConfig?.TargetGroups, TargetGroups);
});

test('what a listener cannot be made of is refused and leaves nothing behind', () => {
  const theirs = createLoadBalancer(consumer, 'theirs', [consumer.subnetIds[0]]);
  const table: [object, string][] = [
    [{ LoadBalancerArn: theirs }, `LoadBalancerNotFound: Load balancers '[${theirs}]' not found`],
    [{ LoadBalancerArn: 'x' }, "ValidationError: 'x' is not a valid load balancer ARN"],
    [{ Protocol: undefined }, 'ValidationError: A listener protocol must be specified'],
    [
      { Protocol: 'QUIC' },
      "UnsupportedProtocol: The listener protocol 'QUIC' is not supported. Use TCP, UDP, TCP_UDP, TLS",
    ],
    [{ Port: undefined }, 'ValidationError: A listener port must be specified'],
    [{ Port: 0 }, "ValidationError: The listener port '0' is not valid. It must be between 1 and 65535"],
    [
      { Port: 65_536 },
      "ValidationError: The listener port '65536' is not valid. It must be between 1 and 65535",
    ],
    [{ DefaultActions: [] }, 'ValidationError: A listener must have one default action'],
    [{ SslPolicy: 'x' }, 'ValidationError: An SslPolicy cannot be specified for TCP listeners'],
    ...badActions().map(([DefaultActions, message]): [object, string] => [{ DefaultActions }, message]),
  ];
  const before = world.bench.resources.snapshot();
  for (const [input, message] of table) {
    assert.equal(provider.refusal(CreateListener, request(input)), message);
  }
  assert.deepEqual(world.bench.resources.snapshot(), before);
});

test('a port has one listener: the same again is that one, another is refused', () => {
  const first = create({ Tags: [{ Key: 'a', Value: 'b' }] });
  assert.deepEqual(create({ Tags: [{ Key: 'a', Value: 'b' }] }), first);
  const other = { DefaultActions: [{ Type: 'forward', TargetGroupArn: createGroup('other') }] };
  const duplicate = `DuplicateListener: A listener already exists on this port for this load balancer '${world.loadBalancerArn}'`;
  assert.equal(
    provider.refusal(CreateListener, request({ ...other, Tags: [{ Key: 'a', Value: 'b' }] })),
    duplicate,
  );
  assert.equal(provider.refusal(CreateListener, request()), duplicate);
  const second = create({ Port: 81 });
  const modify = { ListenerArn: second.ListenerArn, Port: 80 };
  assert.equal(provider.refusal(ModifyListener, modify), duplicate);
  provider.call(DeleteListener, { ListenerArn: first.ListenerArn });
  provider.call(ModifyListener, modify);
  assert.deepEqual(
    describe(provider, { LoadBalancerArn: world.loadBalancerArn }).map(({ Port }) => Port),
    [80],
  );
});

test('a load balancer has at most fifty listeners', () => {
  for (let port = 1; port <= 50; port++) create({ Port: port });
  assert.equal(
    provider.refusal(CreateListener, request({ Port: 51 })),
    'TooManyListeners: A load balancer can have at most 50 listeners',
  );
  create({ Port: 50 });
});

test('a change keeps what it does not name', () => {
  const { ListenerArn } = create({ Tags: [{ Key: 'a', Value: 'b' }] });
  const other = createGroup('other');
  const modify = (input: object) =>
    provider.call<ModifyListenerOutput>(ModifyListener, { ListenerArn, ...input }).Listeners?.[0];
  const seen = (input: object) => {
    const listener = modify(input);
    return [listener?.Port, listener?.DefaultActions?.[0]?.TargetGroupArn];
  };
  assert.deepEqual(seen({ Port: 90, Protocol: 'TCP' }), [90, groupArn]);
  assert.deepEqual(seen({ DefaultActions: [{ Type: 'forward', TargetGroupArn: other }] }), [90, other]);
  assert.deepEqual(seen({}), [90, other]);
  const { TagDescriptions } = provider.call<DescribeTagsOutput>(DescribeTags, {
    ResourceArns: [ListenerArn],
  });
  assert.deepEqual(TagDescriptions?.[0]?.Tags, [{ Key: 'a', Value: 'b' }]);
});

test('changes that cannot be are refused and change nothing', () => {
  const { ListenerArn } = create();
  const table: [object, string][] = [
    [
      { Port: 70_000 },
      "ValidationError: The listener port '70000' is not valid. It must be between 1 and 65535",
    ],
    [
      { Protocol: 'QUIC' },
      "UnsupportedProtocol: The listener protocol 'QUIC' is not supported. Use TCP, UDP, TCP_UDP, TLS",
    ],
    [{ ListenerArn: unknownArn }, notFound],
    [{ ListenerArn: 'x' }, "ValidationError: 'x' is not a valid listener ARN"],
    ...badActions().map(([DefaultActions, message]): [object, string] => [{ DefaultActions }, message]),
  ];
  const before = world.bench.resources.snapshot();
  for (const [input, message] of table) {
    assert.equal(provider.refusal(ModifyListener, { ListenerArn, ...input }), message);
  }
  assert.deepEqual(world.bench.resources.snapshot(), before);
});

test('listeners are for their owner, who must say which', () => {
  const { ListenerArn } = create();
  const neither = 'ValidationError: You must specify either a load balancer ARN or listener ARNs';
  assert.equal(provider.refusal(DescribeListeners, {}), neither);
  const both = { LoadBalancerArn: world.loadBalancerArn, ListenerArns: [ListenerArn] };
  assert.equal(provider.refusal(DescribeListeners, both), neither);
  assert.equal(provider.refusal(DescribeListeners, { ListenerArns: [ListenerArn, unknownArn] }), notFound);
  assert.equal(consumer.refusal(DescribeListeners, { ListenerArns: [ListenerArn] }), notFound);
  for (const operation of [DeleteListener, ModifyListener, DescribeListenerAttributes]) {
    assert.equal(consumer.refusal(operation, { ListenerArn }), notFound);
  }
  assert.equal(consumer.refusal(AddTags, { ResourceArns: [ListenerArn], Tags: [{ Key: 'a' }] }), notFound);
  provider.call(DeleteListener, { ListenerArn });
  assert.equal(provider.refusal(DeleteListener, { ListenerArn }), notFound);
});

test('a listener forgets silent connections after 350 seconds', () => {
  const { ListenerArn } = create();
  const { Attributes } = provider.call<DescribeListenerAttributesOutput>(DescribeListenerAttributes, {
    ListenerArn,
  });
  assert.deepEqual(Attributes, [{ Key: 'tcp.idle_timeout.seconds', Value: '350' }]);
});
