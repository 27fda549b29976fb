import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeAttributes, withAttributes } from './attribute-definition.ts';
import { dataPlaneFeatures } from './data-plane-features.ts';
import {
  crossZone,
  deletionProtection,
  deregistrationDelaySeconds,
  dnsThreshold,
  idleTimeoutSeconds,
  isSticky,
  listenerAttributes,
  loadBalancerAttributes,
  preservesClientIp,
  routingThreshold,
  secondaryAddressesPerSubnet,
  sendsProxyProtocol,
  targetGroupAttributes,
  terminatesAfterDeregistration,
  terminatesUnhealthy,
  unhealthyDrainingSeconds,
} from './load-balancing-attributes.ts';
import type { AttributeValues, LoadBalancingProtocol } from './load-balancing-resources.ts';

const group = (protocol: LoadBalancingProtocol, attributes: AttributeValues = {}, targetType = 'ip') =>
  ({ protocol, attributes, targetType: targetType === 'ip' ? 'ip' : 'instance' }) as const;
const listener = (protocol: LoadBalancingProtocol, attributes: AttributeValues = {}) => ({
  protocol,
  attributes,
});
const shown = (list: readonly { readonly Key: string; readonly Value: string }[]) =>
  Object.fromEntries(list.map(({ Key, Value }) => [Key, Value]));

test("a load balancer has AWS's attributes and defaults", () => {
  assert.deepEqual(shown(describeAttributes(loadBalancerAttributes, { attributes: {} })), {
    'access_logs.s3.bucket': '',
    'access_logs.s3.enabled': 'false',
    'access_logs.s3.prefix': '',
    'deletion_protection.enabled': 'false',
    'dns_record.client_routing_policy': 'any_availability_zone',
    'ipv6.deny_all_igw_traffic': 'true',
    'load_balancing.cross_zone.enabled': 'false',
    'secondary_ips.auto_assigned.per_subnet': '0',
    'zonal_shift.config.enabled': 'false',
  });
});

test('a listener has an idle time-out when it is of TCP', () => {
  const of = (protocol: LoadBalancingProtocol) =>
    shown(describeAttributes(listenerAttributes, listener(protocol)));
  assert.deepEqual(of('TCP'), { 'tcp.idle_timeout.seconds': '350' });
  for (const protocol of ['UDP', 'TCP_UDP', 'TLS'] as const) assert.deepEqual(of(protocol), {});
});

test("a target group has AWS's attributes and defaults for its protocol", () => {
  const of = (protocol: LoadBalancingProtocol) =>
    shown(describeAttributes(targetGroupAttributes, group(protocol)));
  assert.deepEqual(of('TCP'), {
    'deregistration_delay.connection_termination.enabled': 'false',
    'deregistration_delay.timeout_seconds': '300',
    'load_balancing.cross_zone.enabled': 'use_load_balancer_configuration',
    'preserve_client_ip.enabled': 'false',
    'proxy_protocol_v2.enabled': 'false',
    'stickiness.enabled': 'false',
    'stickiness.type': 'source_ip',
    'target_group_health.dns_failover.minimum_healthy_targets.count': '1',
    'target_group_health.dns_failover.minimum_healthy_targets.percentage': 'off',
    'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count': '1',
    'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage': 'off',
    'target_health_state.unhealthy.connection_termination.enabled': 'true',
    'target_health_state.unhealthy.draining_interval_seconds': '0',
  });
  const atEnd = of('UDP')['deregistration_delay.connection_termination.enabled'];
  assert.equal(atEnd, String(dataPlaneFeatures.terminationAfterDeregistration));
  assert.equal(of('TCP_UDP')['target_health_state.unhealthy.connection_termination.enabled'], undefined);
  assert.equal(of('TLS')['stickiness.enabled'], undefined);
});

/** Values at and beyond the ends of each range. */
const ranges: Readonly<Record<string, readonly [allowed: readonly string[], refused: readonly string[]]>> = {
  'tcp.idle_timeout.seconds': [
    ['60', '6000'],
    ['59', '6001', 'off'],
  ],
  'secondary_ips.auto_assigned.per_subnet': [
    ['0', '7'],
    ['8', '-1', '1.5'],
  ],
  'dns_record.client_routing_policy': [
    ['any_availability_zone', 'availability_zone_affinity', 'partial_availability_zone_affinity'],
    ['all', 'true'],
  ],
  'deregistration_delay.timeout_seconds': [
    ['0', '3600'],
    ['3601', '-1'],
  ],
  'stickiness.type': [['source_ip'], ['lb_cookie', 'source_ip_dest_ip']],
  'target_group_health.dns_failover.minimum_healthy_targets.count': [
    ['1', '1000', 'off'],
    ['0', '1001'],
  ],
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count': [
    ['1', '1000'],
    ['0', 'off'],
  ],
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage': [
    ['1', '100', 'off'],
    ['0', '101'],
  ],
  'target_health_state.unhealthy.draining_interval_seconds': [
    ['0', '360000'],
    ['360001', '-1'],
  ],
};

test('the ends of each range are values and what lies beyond is none', () => {
  const definitions = [...loadBalancerAttributes, ...listenerAttributes, ...targetGroupAttributes];
  for (const [key, [allowed, refused]] of Object.entries(ranges)) {
    const definition = definitions.find((each) => each.key === key);
    for (const value of allowed) assert.ok(definition?.isValue(value), `${key}=${value}`);
    for (const value of refused) assert.ok(definition && !definition.isValue(value), `${key}=${value}`);
  }
});

test('every default is a value', () => {
  for (const protocol of ['TCP', 'UDP', 'TCP_UDP', 'TLS'] as const) {
    for (const each of targetGroupAttributes) assert.ok(each.isValue(each.defaultOf(group(protocol))));
    for (const each of listenerAttributes) assert.ok(each.isValue(each.defaultOf(listener(protocol))));
  }
  for (const each of loadBalancerAttributes) assert.ok(each.isValue(each.defaultOf({ attributes: {} })));
});

test('setting every attribute to its default is never refused', () => {
  const defaults = describeAttributes(targetGroupAttributes, group('TCP'));
  assert.deepEqual(
    withAttributes('target group', targetGroupAttributes, group('TCP'), defaults),
    shown(defaults),
  );
  const none = { attributes: {} };
  const ofLoadBalancer = describeAttributes(loadBalancerAttributes, none);
  assert.deepEqual(
    withAttributes('load balancer', loadBalancerAttributes, none, ofLoadBalancer),
    shown(ofLoadBalancer),
  );
});

test('what the attributes mean', () => {
  assert.equal(deletionProtection({ attributes: {} }), false);
  assert.equal(deletionProtection({ attributes: { 'deletion_protection.enabled': 'true' } }), true);
  assert.equal(
    secondaryAddressesPerSubnet({ attributes: { 'secondary_ips.auto_assigned.per_subnet': '7' } }),
    7,
  );
  assert.equal(idleTimeoutSeconds(listener('TCP')), 350);
  assert.equal(idleTimeoutSeconds(listener('TCP', { 'tcp.idle_timeout.seconds': '60' })), 60);
  assert.equal(deregistrationDelaySeconds(group('TCP')), 300);
  assert.equal(deregistrationDelaySeconds(group('TCP', { 'deregistration_delay.timeout_seconds': '0' })), 0);
  assert.equal(terminatesAfterDeregistration(group('TCP')), false);
  const atEnd = { 'deregistration_delay.connection_termination.enabled': 'true' };
  assert.equal(terminatesAfterDeregistration(group('TCP', atEnd)), true);
  assert.equal(sendsProxyProtocol(group('TCP', { 'proxy_protocol_v2.enabled': 'true' })), true);
  assert.equal(isSticky(group('TCP')), false);
  assert.equal(isSticky(group('TCP', { 'stickiness.enabled': 'true' })), true);
  assert.deepEqual(routingThreshold(group('TCP')), { count: 1, percentage: undefined });
  assert.deepEqual(
    dnsThreshold(
      group('TCP', {
        'target_group_health.dns_failover.minimum_healthy_targets.count': 'off',
        'target_group_health.dns_failover.minimum_healthy_targets.percentage': '50',
      }),
    ),
    { count: undefined, percentage: 50 },
  );
  assert.equal(terminatesUnhealthy(group('TCP')), true);
  assert.equal(terminatesUnhealthy(group('UDP')), false);
  assert.equal(unhealthyDrainingSeconds(group('TCP')), 0);
});

test('the group decides about zones before the load balancer does', () => {
  const key = 'load_balancing.cross_zone.enabled';
  const on = { attributes: { [key]: 'true' } };
  const off = { attributes: {} };
  const own = (value: string) => group('TCP', { [key]: value });
  const seen = [off, on].map((loadBalancer) => [
    crossZone(loadBalancer, group('TCP')),
    crossZone(loadBalancer, own('use_load_balancer_configuration')),
    crossZone(loadBalancer, own('true')),
    crossZone(loadBalancer, own('false')),
  ]);
  assert.deepEqual(seen, [
    [false, false, true, false],
    [true, true, true, false],
  ]);
});

test("the client's address is kept as AWS does by default, once the data plane can", () => {
  assert.equal(preservesClientIp(group('TCP', {}, 'ip')), false);
  for (const each of [group('TCP', {}, 'instance'), group('UDP'), group('TCP_UDP')]) {
    assert.equal(preservesClientIp(each), dataPlaneFeatures.preserveClientIp);
  }
});
