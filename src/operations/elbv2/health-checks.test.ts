import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { ModifyTargetGroupOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { createWorld, type World } from '../endpoints/testing/world.ts';
import { ModifyTargetGroup } from './ModifyTargetGroup.ts';
import { balancingOf } from './testing/balancing.ts';

let world: World;
let arn: string;

beforeEach(() => {
  world = createWorld();
  arn = balancingOf(world).group();
});

function modify(input: object) {
  const { TargetGroups } = world.provider.call<ModifyTargetGroupOutput>(ModifyTargetGroup, {
    TargetGroupArn: arn,
    ...input,
  });
  const [group] = TargetGroups ?? [];
  return [
    group?.HealthCheckProtocol,
    group?.HealthCheckPort,
    group?.HealthCheckPath,
    group?.Matcher?.HttpCode,
    group?.HealthCheckIntervalSeconds,
    group?.HealthCheckTimeoutSeconds,
    group?.HealthyThresholdCount,
    group?.UnhealthyThresholdCount,
  ];
}

test('a change keeps what it does not name', () => {
  assert.deepEqual(modify({}), ['TCP', 'traffic-port', undefined, undefined, 30, 10, 5, 2]);
  assert.deepEqual(modify({ HealthCheckPort: '9000', HealthCheckIntervalSeconds: 12 }), [
    ...['TCP', '9000', undefined, undefined, 12, 10, 5, 2],
  ]);
  assert.deepEqual(modify({ HealthyThresholdCount: 2, UnhealthyThresholdCount: 10 }), [
    ...['TCP', '9000', undefined, undefined, 12, 10, 2, 10],
  ]);
});

test('another protocol brings its path and matcher, and TCP takes them away', () => {
  assert.deepEqual(modify({ HealthCheckProtocol: 'HTTP' }), [
    ...['HTTP', 'traffic-port', '/', '200-399', 30, 10, 5, 2],
  ]);
  assert.deepEqual(modify({ Matcher: { HttpCode: '' } }).slice(2, 4), ['/', '200-399']);
  const own = { HealthCheckPath: '/ping?deep=1', Matcher: { HttpCode: '200,204-206' } };
  modify(own);
  assert.deepEqual(modify({ HealthCheckProtocol: 'HTTPS', HealthCheckTimeoutSeconds: 2 }), [
    ...['HTTPS', 'traffic-port', '/ping?deep=1', '200,204-206', 30, 2, 5, 2],
  ]);
  assert.deepEqual(modify({ HealthCheckProtocol: 'TCP' }), [
    ...['TCP', 'traffic-port', undefined, undefined, 30, 2, 5, 2],
  ]);
});

test('the ends of each range are taken', () => {
  for (const input of [
    { HealthCheckIntervalSeconds: 300, HealthCheckTimeoutSeconds: 120 },
    { HealthCheckIntervalSeconds: 5, HealthCheckTimeoutSeconds: 2 },
    { HealthCheckPort: '1' },
    { HealthCheckPort: '65535' },
    { HealthyThresholdCount: 10, UnhealthyThresholdCount: 2 },
    {
      HealthCheckProtocol: 'HTTP',
      HealthCheckPath: `/${'a'.repeat(1023)}`,
      Matcher: { HttpCode: '200-599' },
    },
  ]) {
    modify(input);
  }
});

test('what cannot be is refused and changes nothing, whoever asks', () => {
  const range = (noun: string, value: number, min: number, max: number) =>
    `ValidationError: Health check ${noun} '${value}' must be between '${min}' and '${max}' inclusive`;
  const table: [object, string][] = [
    [{ HealthCheckIntervalSeconds: 4 }, range('interval', 4, 5, 300)],
    [{ HealthCheckIntervalSeconds: 301 }, range('interval', 301, 5, 300)],
    [{ HealthCheckTimeoutSeconds: 1 }, range('timeout', 1, 2, 120)],
    [{ HealthCheckTimeoutSeconds: 121 }, range('timeout', 121, 2, 120)],
    [{ HealthyThresholdCount: 1 }, range('healthy threshold', 1, 2, 10)],
    [{ UnhealthyThresholdCount: 11 }, range('unhealthy threshold', 11, 2, 10)],
    [
      { HealthCheckTimeoutSeconds: 31 },
      'ValidationError: Health check interval must be greater than the timeout.',
    ],
    [
      { HealthCheckEnabled: false },
      "ValidationError: Health check enabled must be true for target groups with target type 'ip'",
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
      { HealthCheckProtocol: 'UDP' },
      "ValidationError: Health check protocol 'UDP' not supported for target groups with the TCP protocol. Must be one of the following values '[HTTP, HTTPS, TCP]'.",
    ],
    [
      { HealthCheckProtocol: 'HTTP', HealthCheckPath: 'ping' },
      "ValidationError: Health check path 'ping' must begin with a '/' and have at most 1024 characters",
    ],
    [
      { HealthCheckProtocol: 'HTTP', Matcher: { HttpCode: '199' } },
      "ValidationError: Health check matcher HTTP code '199' must be within '200-599' inclusive",
    ],
    [
      { HealthCheckPort: '0' },
      "ValidationError: Health check port '0' must be 'traffic-port' or between '1' and '65535' inclusive",
    ],
    [
      { Matcher: { GrpcCode: '0' } },
      'UnsupportedOperation: The parameter Matcher.GrpcCode is not supported.',
    ],
  ];
  const before = world.bench.resources.snapshot();
  for (const [input, message] of table) {
    const asked = { TargetGroupArn: arn, HealthCheckPort: '9000', ...input };
    assert.equal(world.provider.refusal(ModifyTargetGroup, asked), message);
  }
  assert.match(world.consumer.refusal(ModifyTargetGroup, { TargetGroupArn: arn }), /^TargetGroupNotFound/);
  assert.deepEqual(world.bench.resources.snapshot(), before);
});
