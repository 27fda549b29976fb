import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  endpointDnsEntries,
  endpointHostedZoneId,
  endpointServiceName,
  loadBalancerDnsName,
  loadBalancerHostedZoneId,
  serviceBaseName,
} from './dns-names.ts';
import type { LoadBalancer } from './load-balancing-resources.ts';
import type { Endpoint } from './resources.ts';
import { regionNames } from './zones.ts';

const region = 'eu-west-1';
const serviceId = 'vpce-svc-0123456789abcdef0';

test('names of services', () => {
  assert.equal(
    endpointServiceName(region, serviceId),
    'com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0',
  );
  assert.equal(serviceBaseName(region, serviceId), 'vpce-svc-0123456789abcdef0.eu-west-1.vpce.amazonaws.com');
});

test('an endpoint has its regional name first, then one a zone in order, all with one token and zone id', () => {
  const endpoint = { id: 'vpce-0fe5b17a0707d6abc', dnsToken: '29p5708s', region, serviceId };
  const base = 'vpce-svc-0123456789abcdef0.eu-west-1.vpce.amazonaws.com';
  // The rest of an endpoint is not in its names.
  const entries = endpointDnsEntries(endpoint as unknown as Endpoint, ['eu-west-1b', 'eu-west-1a']);
  assert.deepEqual(
    entries.map(({ dnsName }) => dnsName),
    [
      `vpce-0fe5b17a0707d6abc-29p5708s.${base}`,
      `vpce-0fe5b17a0707d6abc-29p5708s-eu-west-1b.${base}`,
      `vpce-0fe5b17a0707d6abc-29p5708s-eu-west-1a.${base}`,
    ],
  );
  assert.deepEqual(new Set(entries.map(({ hostedZoneId }) => hostedZoneId)), new Set(['Z38GZ743OKFT7T']));
});

test('the name of a load balancer', () => {
  const loadBalancer = { name: 'front', token: '0123456789abcdef', region };
  assert.equal(
    loadBalancerDnsName(loadBalancer as LoadBalancer),
    'front-0123456789abcdef.elb.eu-west-1.amazonaws.com',
  );
});

test('every region has hosted zones of its own, those of AWS', () => {
  const regions = regionNames();
  const ids = regions.flatMap((name) => [endpointHostedZoneId(name), loadBalancerHostedZoneId(name)]);
  assert.equal(new Set(ids).size, regions.length * 2);
  for (const id of ids) assert.match(id, /^Z[A-Z0-9]{10,31}$/);
  assert.equal(endpointHostedZoneId('us-east-1'), 'Z7HUB22UULQXV');
  assert.equal(loadBalancerHostedZoneId('us-east-1'), 'Z26RNL4JYFTOTI');
  assert.throws(() => endpointHostedZoneId('mars-north-1'), /mars-north-1/);
});
