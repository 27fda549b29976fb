import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { DescribeAccountLimitsOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { createLoadBalancer, createWorld, type World } from '../endpoints/testing/world.ts';
import { CreateListener } from './CreateListener.ts';
import { CreateLoadBalancer } from './CreateLoadBalancer.ts';
import { DeregisterTargets } from './DeregisterTargets.ts';
import { DescribeAccountLimits } from './DescribeAccountLimits.ts';
import { RegisterTargets } from './RegisterTargets.ts';
import { balancingOf } from './testing/balancing.ts';

let world: World;
let balancing: ReturnType<typeof balancingOf>;

beforeEach(() => {
  world = createWorld();
  balancing = balancingOf(world);
});

/** Targets of one address: they differ in their ports. */
const targets = (count: number, Id = '10.0.1.10') =>
  Array.from({ length: count }, (_, at) => ({ Id, Port: at + 1 }));
const register = (arn: string, Targets: object[]) =>
  world.provider.call(RegisterTargets, { TargetGroupArn: arn, Targets });
const refusal = (arn: string, Targets: object[]) =>
  world.provider.refusal(RegisterTargets, { TargetGroupArn: arn, Targets });

test('the limits are told, page by page', () => {
  const all = world.provider.call<DescribeAccountLimitsOutput>(DescribeAccountLimits, {}).Limits;
  assert.ok(all?.some(({ Name, Max }) => Name === 'listeners-per-network-load-balancer' && Max === '50'));
  const first = world.provider.call<DescribeAccountLimitsOutput>(DescribeAccountLimits, { PageSize: 2 });
  const rest = world.provider.call<DescribeAccountLimitsOutput>(DescribeAccountLimits, {
    Marker: first.NextMarker,
  });
  assert.deepEqual([...(first.Limits ?? []), ...(rest.Limits ?? [])], all);
});

test('an account has at most fifty load balancers', () => {
  const { provider } = world;
  const names = Array.from({ length: 49 }, (_, at) => `lb-${at}`);
  for (const name of names) createLoadBalancer(provider, name, [provider.subnetIds[0]]);
  const kind = { Type: 'network', Scheme: 'internal', Subnets: [provider.subnetIds[0]] };
  assert.equal(
    provider.refusal(CreateLoadBalancer, { Name: 'more', ...kind }),
    'TooManyLoadBalancers: An account can have at most 50 network load balancers',
  );
  // What is there already is no further one.
  provider.call(CreateLoadBalancer, { Name: 'lb-0', ...kind });
});

test('a node serves at most five hundred targets of its zone', () => {
  const arn = balancing.group();
  balancing.listener(arn);
  const inZone = (zone: string) =>
    `TooManyTargets: The load balancer '${world.loadBalancerArn}' can have at most 500 targets in the zone ${zone}`;
  register(arn, targets(500));
  assert.equal(refusal(arn, [{ Id: '10.0.1.11' }]), inZone('us-east-1a'));
  register(arn, targets(499, '10.0.2.10'));
  const outside = { Id: '192.168.0.1', AvailabilityZone: 'all' };
  assert.equal(refusal(arn, [outside]), inZone('us-east-1a'));
  // Those that drain make room for others.
  const gone = { TargetGroupArn: arn, Targets: targets(1) };
  world.provider.call(DeregisterTargets, gone);
  register(arn, [outside]);
  assert.equal(refusal(arn, targets(1)), inZone('us-east-1a'));
});

test('the targets of all groups of a load balancer count, also when a listener comes', () => {
  const { provider, loadBalancerArn } = world;
  const [one, two] = [balancing.group('one'), balancing.group('two')];
  register(one, targets(300));
  register(two, targets(201));
  balancing.listener(one, 80);
  const before = world.bench.resources.snapshot();
  const DefaultActions = [{ Type: 'forward', TargetGroupArn: two }];
  const input = { LoadBalancerArn: loadBalancerArn, Protocol: 'TCP', Port: 81, DefaultActions };
  assert.match(provider.refusal(CreateListener, input), /^TooManyTargets: /);
  assert.deepEqual(world.bench.resources.snapshot(), before);
});

test('across zones all targets together are at most five hundred', () => {
  const { resources } = world.bench;
  const arn = balancing.group();
  balancing.listener(arn);
  register(arn, targets(250));
  register(arn, targets(250, '10.0.2.10'));
  const loadBalancer = resources.get('loadBalancer', world.loadBalancerArn);
  assert.ok(loadBalancer);
  resources.put('loadBalancer', {
    ...loadBalancer,
    attributes: { 'load_balancing.cross_zone.enabled': 'true' },
  });
  assert.match(refusal(arn, [{ Id: '10.0.3.10' }]), /^TooManyTargets: .* with cross-zone load balancing/);
});

test('the operator can raise and lower them', () => {
  const { provider } = world;
  const settings = { ...world.bench.settings, quotas: { listenersPerLoadBalancer: 1 } };
  const told = provider.call<DescribeAccountLimitsOutput>(DescribeAccountLimits, {}, { settings }).Limits;
  assert.ok(told?.some(({ Name, Max }) => Name === 'listeners-per-network-load-balancer' && Max === '1'));
  const arn = balancing.group();
  balancing.listener(arn);
  const DefaultActions = [{ Type: 'forward', TargetGroupArn: arn }];
  const input = { LoadBalancerArn: world.loadBalancerArn, Protocol: 'TCP', Port: 81, DefaultActions };
  assert.equal(
    provider.refusal(CreateListener, input, { settings }),
    'TooManyListeners: A load balancer can have at most 1 listeners',
  );
});
