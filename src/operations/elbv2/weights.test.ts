import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type {
  DescribeTargetGroupsOutput,
  ModifyListenerOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { createLoadBalancer, createWorld, type World } from '../endpoints/testing/world.ts';
import { DeleteTargetGroup } from './DeleteTargetGroup.ts';
import { DescribeTargetGroups } from './DescribeTargetGroups.ts';
import { ModifyListener } from './ModifyListener.ts';
import { ModifyLoadBalancerAttributes } from './ModifyLoadBalancerAttributes.ts';
import { balancingOf } from './testing/balancing.ts';

let world: World;
let balancing: ReturnType<typeof balancingOf>;
let groups: readonly string[];
let ListenerArn: string;

beforeEach(() => {
  world = createWorld();
  balancing = balancingOf(world);
  groups = Array.from({ length: 6 }, (_, at) => balancing.group(`tg-${at}`));
  ListenerArn = balancing.listener(groups[0] ?? '');
});

const forward = (...weights: readonly (number | undefined)[]) => ({
  ListenerArn,
  DefaultActions: [
    {
      Type: 'forward',
      ForwardConfig: {
        TargetGroups: weights.map((Weight, at) => ({ TargetGroupArn: groups[at], Weight })),
      },
    },
  ],
});
const modify = (input: object) =>
  world.provider.call<ModifyListenerOutput>(ModifyListener, input).Listeners?.[0]?.DefaultActions?.[0];

test('five groups share by weight, which is one unless stated', () => {
  const action = modify(forward(0, 999, undefined, 5, 1));
  assert.equal(action?.TargetGroupArn, undefined);
  assert.deepEqual(
    action?.ForwardConfig?.TargetGroups?.map(({ Weight }) => Weight),
    [0, 999, 1, 5, 1],
  );
  const { TargetGroups } = world.provider.call<DescribeTargetGroupsOutput>(DescribeTargetGroups, {
    LoadBalancerArn: world.loadBalancerArn,
  });
  assert.deepEqual(TargetGroups?.map((each) => each.TargetGroupArn).sort(), groups.slice(0, 5).toSorted());
  // One with weight 0 is in use all the same.
  const inUse = world.provider.refusal(DeleteTargetGroup, { TargetGroupArn: groups[0] });
  assert.match(inUse, /^ResourceInUse: /);
  assert.equal(modify(forward(1))?.TargetGroupArn, groups[0]);
  world.provider.call(DeleteTargetGroup, { TargetGroupArn: groups[1] });
});

test('weights and groups that cannot be are refused and change nothing', () => {
  const [, second = ''] = groups;
  const other = createLoadBalancer(world.provider, 'other', [world.provider.subnetIds[0]]);
  balancing.listener(second, 80, { LoadBalancerArn: other });
  const udp = balancing.group('udp', { Protocol: 'UDP' });
  const named = (...arns: readonly (string | undefined)[]) => {
    const TargetGroups = arns.map((TargetGroupArn) => ({ TargetGroupArn }));
    return { ListenerArn, DefaultActions: [{ Type: 'forward', ForwardConfig: { TargetGroups } }] };
  };
  const sticky = { TargetGroups: [{ TargetGroupArn: groups[0] }], TargetGroupStickinessConfig: {} };
  const table: readonly [object, RegExp][] = [
    [
      forward(1, 1, 1, 1, 1, 1),
      /^InvalidLoadBalancerAction: A forward action can name at most 5 target groups$/,
    ],
    [forward(1000), /^InvalidLoadBalancerAction: The weight '1000' must be between 0 and 999$/],
    [forward(-1), /^InvalidLoadBalancerAction: The weight '-1' must be/],
    [forward(0), /^InvalidLoadBalancerAction: At least one target group/],
    [
      named(groups[0], groups[0]),
      /^InvalidLoadBalancerAction: A forward action can name a target group only once$/,
    ],
    [named(groups[0], second), /^TargetGroupAssociationLimit: /],
    [named(groups[0], udp), /^IncompatibleProtocols: /],
    [
      {
        ListenerArn,
        DefaultActions: [
          {
            Type: 'forward',
            ForwardConfig: {
              ...sticky,
              TargetGroupStickinessConfig: { Enabled: false, DurationSeconds: 60 },
            },
          },
        ],
      },
      /^UnsupportedOperation: The parameter DefaultActions.ForwardConfig.TargetGroupStickinessConfig.DurationSeconds/,
    ],
    [{ ListenerArn, Protocol: 'UDP' }, /^IncompatibleProtocols: A listener with the protocol UDP cannot/],
  ];
  const before = world.bench.resources.snapshot();
  for (const [input, message] of table) {
    assert.match(world.provider.refusal(ModifyListener, input), message);
  }
  assert.deepEqual(world.bench.resources.snapshot(), before);
});

test('secondary addresses only grow in number', () => {
  const set = (Value: string) => ({
    LoadBalancerArn: world.loadBalancerArn,
    Attributes: [{ Key: 'secondary_ips.auto_assigned.per_subnet', Value }],
  });
  const counts = () =>
    world.bench.resources
      .get('loadBalancer', world.loadBalancerArn)
      ?.nodes.map(({ secondaryIps = [] }) => secondaryIps.length);
  world.provider.call(ModifyLoadBalancerAttributes, set('7'));
  assert.deepEqual(counts(), [7, 7]);
  assert.match(
    world.provider.refusal(ModifyLoadBalancerAttributes, set('3')),
    /^InvalidConfigurationRequest: The number of secondary addresses of a subnet can only grow; it is 7$/,
  );
  assert.deepEqual(counts(), [7, 7]);
});
