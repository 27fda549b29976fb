import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type {
  DescribeListenerAttributesOutput,
  DescribeLoadBalancerAttributesOutput,
  DescribeTargetGroupAttributesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { createWorld, type World } from '../endpoints/testing/world.ts';
import { DeleteLoadBalancer } from './DeleteLoadBalancer.ts';
import { DescribeListenerAttributes } from './DescribeListenerAttributes.ts';
import { DescribeLoadBalancerAttributes } from './DescribeLoadBalancerAttributes.ts';
import { DescribeTargetGroupAttributes } from './DescribeTargetGroupAttributes.ts';
import { ModifyListenerAttributes } from './ModifyListenerAttributes.ts';
import { ModifyLoadBalancerAttributes } from './ModifyLoadBalancerAttributes.ts';
import { ModifyTargetGroupAttributes } from './ModifyTargetGroupAttributes.ts';
import { addSecondaryAddresses } from './shared/load-balancer-nodes.ts';
import { balancingOf } from './testing/balancing.ts';

let world: World;
let groupArn: string;
let listenerArn: string;

beforeEach(() => {
  world = createWorld();
  const balancing = balancingOf(world);
  groupArn = balancing.group();
  listenerArn = balancing.listener(groupArn);
});

const given = (attributes: Readonly<Record<string, string>>) =>
  Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }));

type Attributes = DescribeTargetGroupAttributesOutput['Attributes'];
const valueIn = (list: Attributes, key: string) => list?.find(({ Key }) => Key === key)?.Value;

test('a change of attributes is answered, described and kept', () => {
  const { provider, loadBalancerArn } = world;
  const changes = [
    [
      { LoadBalancerArn: loadBalancerArn },
      ModifyLoadBalancerAttributes,
      DescribeLoadBalancerAttributes,
      'deletion_protection.enabled',
      'true',
    ],
    [
      { TargetGroupArn: groupArn },
      ModifyTargetGroupAttributes,
      DescribeTargetGroupAttributes,
      'deregistration_delay.timeout_seconds',
      '7',
    ],
    [
      { ListenerArn: listenerArn },
      ModifyListenerAttributes,
      DescribeListenerAttributes,
      'tcp.idle_timeout.seconds',
      '350',
    ],
  ] as const;
  for (const [target, modify, describe, key, value] of changes) {
    const answer = provider.call<DescribeLoadBalancerAttributesOutput>(modify, {
      ...target,
      Attributes: given({ [key]: value }),
    });
    assert.equal(valueIn(answer.Attributes, key), value);
    assert.deepEqual(
      provider.call<DescribeListenerAttributesOutput>(describe, target).Attributes,
      answer.Attributes,
    );
    provider.call(modify, { ...target, Attributes: [] });
    assert.deepEqual(provider.call(describe, target), { Attributes: answer.Attributes });
  }
});

test('a change with one bad attribute changes nothing, whoever asks', () => {
  const { provider, consumer, loadBalancerArn } = world;
  const before = world.bench.resources.snapshot();
  const refusals = [
    [
      ModifyLoadBalancerAttributes,
      { LoadBalancerArn: loadBalancerArn },
      { 'deletion_protection.enabled': 'true', 'access_logs.s3.enabled': 'true' },
      "InvalidConfigurationRequest: Postern does not offer 'true' for 'access_logs.s3.enabled'. Use 'false' or leave it out",
    ],
    [
      ModifyLoadBalancerAttributes,
      { LoadBalancerArn: loadBalancerArn },
      { 'idle_timeout.timeout_seconds': '60' },
      "InvalidConfigurationRequest: Load balancer attribute key 'idle_timeout.timeout_seconds' is not recognized",
    ],
    [
      ModifyTargetGroupAttributes,
      { TargetGroupArn: groupArn },
      { 'deregistration_delay.timeout_seconds': '7', 'stickiness.type': 'lb_cookie' },
      "ValidationError: The value of 'stickiness.type' must be 'source_ip', not 'lb_cookie'",
    ],
    [
      ModifyListenerAttributes,
      { ListenerArn: listenerArn },
      { 'tcp.idle_timeout.seconds': '59' },
      "ValidationError: The value of 'tcp.idle_timeout.seconds' must be between '60' and '6000' inclusive, not '59'",
    ],
  ] as const;
  for (const [modify, target, attributes, message] of refusals) {
    const input = { ...target, Attributes: given(attributes) };
    assert.equal(provider.refusal(modify, input), message);
    assert.match(consumer.refusal(modify, input), /^(LoadBalancer|TargetGroup|Listener)NotFound/);
  }
  assert.deepEqual(world.bench.resources.snapshot(), before);
});

test('a protected load balancer cannot be deleted until the protection is taken away', () => {
  const { provider, loadBalancerArn: LoadBalancerArn } = world;
  const protect = (value: string) =>
    provider.call(ModifyLoadBalancerAttributes, {
      LoadBalancerArn,
      Attributes: given({ 'deletion_protection.enabled': value }),
    });
  protect('true');
  assert.equal(
    provider.refusal(DeleteLoadBalancer, { LoadBalancerArn }),
    `OperationNotPermitted: Load balancer '${LoadBalancerArn}' cannot be deleted because deletion protection is enabled`,
  );
  protect('false');
  provider.call(DeleteLoadBalancer, { LoadBalancerArn });
});

test('secondary addresses are taken once and given back with the load balancer', () => {
  const { bench, provider, loadBalancerArn } = world;
  const loadBalancer = bench.resources.get('loadBalancer', loadBalancerArn);
  const [node] = loadBalancer?.nodes ?? [];
  assert.ok(loadBalancer && node);
  const context = { resources: bench.resources } as unknown as Parameters<typeof addSecondaryAddresses>[0];
  const two = addSecondaryAddresses(context, node, 2);
  const three = addSecondaryAddresses(context, two, 3);
  assert.equal(two.secondaryIps?.length, 2);
  assert.deepEqual(three.secondaryIps?.slice(0, 2), two.secondaryIps);
  assert.equal(new Set([node.privateIp, ...(three.secondaryIps ?? [])]).size, 4);
  assert.deepEqual(addSecondaryAddresses(context, three, 1), three);
  const networkInterface = bench.resources.get('networkInterface', node.networkInterfaceId);
  assert.deepEqual(networkInterface?.secondaryPrivateIps, three.secondaryIps);
  const pool = () => bench.resources.get('addressPool', node.subnetId)?.taken.flat().at(-3);
  assert.equal(pool(), 7);
  provider.call(DeleteLoadBalancer, { LoadBalancerArn: loadBalancerArn });
  assert.equal(pool(), 3);
});

test('groups of every protocol can have headers of the PROXY protocol, and thresholds for names', () => {
  const balancing = balancingOf(world);
  for (const Protocol of ['TCP', 'TLS', 'UDP', 'TCP_UDP']) {
    const Attributes = given({
      'proxy_protocol_v2.enabled': 'true',
      'target_group_health.dns_failover.minimum_healthy_targets.count': '2',
      'target_group_health.dns_failover.minimum_healthy_targets.percentage': '50',
    });
    const TargetGroupArn = balancing.group(`on-${Protocol.replace('_', '-')}`, { Protocol });
    world.provider.call(ModifyTargetGroupAttributes, { TargetGroupArn, Attributes });
    const seen = world.provider.call<{ Attributes: typeof Attributes }>(DescribeTargetGroupAttributes, {
      TargetGroupArn,
    });
    for (const each of Attributes)
      assert.deepEqual(
        seen.Attributes.find(({ Key }) => Key === each.Key),
        each,
      );
  }
});
