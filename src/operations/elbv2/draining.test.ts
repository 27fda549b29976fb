import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { createWorld, type World } from '../endpoints/testing/world.ts';
import { DeleteTargetGroup } from './DeleteTargetGroup.ts';
import { DeregisterTargets } from './DeregisterTargets.ts';
import { DescribeTargetHealth } from './DescribeTargetHealth.ts';
import { ModifyTargetGroupAttributes } from './ModifyTargetGroupAttributes.ts';
import { balancingOf } from './testing/balancing.ts';

let world: World;
let balancing: ReturnType<typeof balancingOf>;
let arn: string;

beforeEach(() => {
  world = createWorld();
  balancing = balancingOf(world);
  arn = balancing.group();
  balancing.register(arn, '10.0.1.10', '10.0.2.10');
});

const at = (seconds: number) => new Date(Date.parse(world.bench.now) + seconds * 1000).toISOString();
const deregister = (id: string, seconds = 0) =>
  world.provider.call(
    DeregisterTargets,
    { TargetGroupArn: arn, Targets: [{ Id: id }] },
    { now: at(seconds) },
  );
const initial = 'initial Elb.InitialHealthChecking';
const draining = 'draining Target.DeregistrationInProgress';

test('a deregistered target drains for the delay and is gone then', () => {
  balancing.listener(arn);
  deregister('10.0.1.10');
  assert.deepEqual(balancing.health(arn, at(299)), [`10.0.1.10 ${draining}`, `10.0.2.10 ${initial}`]);
  assert.deepEqual(balancing.health(arn, at(300)), [`10.0.2.10 ${initial}`]);
});

test('deregistering again does not lengthen the delay, and registering ends it', () => {
  balancing.listener(arn);
  deregister('10.0.1.10');
  deregister('10.0.1.10', 200);
  assert.deepEqual(balancing.health(arn, at(301)), [`10.0.2.10 ${initial}`]);
  balancing.register(arn, '10.0.1.10');
  assert.deepEqual(balancing.health(arn, at(1000)), [`10.0.1.10 ${initial}`, `10.0.2.10 ${initial}`]);
});

test('without delay, or where no load balancer uses the group, a target is gone at once', () => {
  deregister('10.0.1.10');
  assert.deepEqual(balancing.health(arn), ['10.0.2.10 unused Target.NotInUse']);
  balancing.listener(arn);
  const Attributes = [{ Key: 'deregistration_delay.timeout_seconds', Value: '0' }];
  world.provider.call(ModifyTargetGroupAttributes, { TargetGroupArn: arn, Attributes });
  deregister('10.0.2.10');
  assert.deepEqual(balancing.health(arn), []);
});

test('what the delay was when the target was deregistered is what holds', () => {
  balancing.listener(arn);
  deregister('10.0.1.10');
  const Attributes = [{ Key: 'deregistration_delay.timeout_seconds', Value: '0' }];
  world.provider.call(ModifyTargetGroupAttributes, { TargetGroupArn: arn, Attributes });
  assert.deepEqual(balancing.health(arn, at(1)), [`10.0.1.10 ${draining}`, `10.0.2.10 ${initial}`]);
});

test('a group in use cannot be deleted, draining or not', () => {
  balancing.listener(arn);
  deregister('10.0.1.10');
  deregister('10.0.2.10');
  assert.equal(
    world.provider.refusal(DeleteTargetGroup, { TargetGroupArn: arn }),
    `ResourceInUse: Target group '${arn}' is currently in use by a listener or a rule`,
  );
});

test('health is what the health checks of the node have found', () => {
  balancing.listener(arn);
  const found = { '10.0.1.10': 'healthy', '10.0.2.10': 'unhealthy' } as const;
  const asked: string[] = [];
  const { TargetHealthDescriptions } = world.provider.call<{ TargetHealthDescriptions: unknown[] }>(
    DescribeTargetHealth,
    { TargetGroupArn: arn },
    {
      health: {
        healthOf(groupArn, { id, port }) {
          asked.push(`${groupArn} ${id}:${port}`);
          return found[id as keyof typeof found] === 'healthy'
            ? { state: 'healthy' }
            : { state: 'unhealthy', reason: 'Target.Timeout', description: 'Request timed out' };
        },
      },
    },
  );
  assert.deepEqual(asked, [`${arn} 10.0.1.10:8080`, `${arn} 10.0.2.10:8080`]);
  assert.deepEqual(TargetHealthDescriptions, [
    {
      Target: { Id: '10.0.1.10', Port: 8080, AvailabilityZone: 'us-east-1a' },
      HealthCheckPort: '8080',
      TargetHealth: { State: 'healthy' },
    },
    {
      Target: { Id: '10.0.2.10', Port: 8080, AvailabilityZone: 'us-east-1b' },
      HealthCheckPort: '8080',
      TargetHealth: { State: 'unhealthy', Reason: 'Target.Timeout', Description: 'Request timed out' },
    },
  ]);
});
