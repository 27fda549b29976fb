/** Names of endpoints and load balancers, with their health. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ListHostedZonesByVPCResponse } from '@aws-sdk/client-route-53';
import type { LoadBalancer } from '../model/load-balancing-resources.ts';
import type { Endpoint } from '../model/resources.ts';
import type { TargetState } from '../model/target-health.ts';
import { ListHostedZonesByVPC } from '../operations/route53/ListHostedZonesByVPC.ts';
import { dnsBench } from '../operations/route53/testing/dns-bench.ts';

const serviceId = 'vpce-svc-0123456789abcdef0';
const base = `${serviceId}.us-east-1.vpce.amazonaws.com`;
const owned = { accountId: '111111111111', region: 'us-east-1', tags: [] };
const now = '2026-01-02T03:04:05.000Z';

function setUp() {
  const targets = new Map<string, TargetState>();
  const clock = { ms: 0 };
  const bench = dnsBench({
    now: () => clock.ms,
    health: {
      targets: { healthOf: (_, { id }) => ({ state: targets.get(id) ?? 'healthy' }) },
      isHealthy: () => true,
    },
  });
  const vpcId = bench.vpc() as `vpc-${string}`;
  const subnets = ['a', 'b'].map(
    (letter, at) =>
      bench.network.subnet(vpcId, `10.0.${at + 1}.0/24`, `us-east-1${letter}`) as `subnet-${string}`,
  );
  const lb =
    'arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/net/shop/0123456789abcdef' as const;
  const group =
    'arn:aws:elasticloadbalancing:us-east-1:111111111111:targetgroup/shop/0123456789abcdef' as const;
  const zones = ['a', 'b'].map((letter, at) => ({ zone: `us-east-1${letter}`, zoneId: `use1-az${at + 1}` }));
  const { resources } = bench;
  const common = { ...owned, vpcId, createdAt: now, securityGroupIds: [] };
  zones.forEach((zone, at) => {
    resources.put('networkInterface', {
      ...common,
      ...zone,
      id: `eni-0000000000000000${at}`,
      subnetId: subnets[at] ?? 'subnet-0',
      privateIp: `10.0.${at + 1}.100`,
      mac: '02:00:00:00:00:01',
      description: '',
      attachment: { kind: 'endpoint', endpointId: 'vpce-0123456789abcdef0' },
    } as never);
  });
  resources.put('loadBalancer', {
    ...common,
    id: lb,
    name: 'Shop',
    token: '0123456789abcdef',
    scheme: 'internal',
    state: 'active',
    enforceInboundRulesOnPrivateLink: true,
    attributes: {},
    nodes: zones.map((zone, at) => ({
      ...zone,
      subnetId: subnets[at] ?? 'subnet-0',
      networkInterfaceId: 'eni-00000000000000009' as const,
      privateIp: `10.0.${at + 1}.50`,
    })),
  } satisfies LoadBalancer);
  resources.put('targetGroup', {
    ...owned,
    id: group,
    name: 'shop',
    vpcId,
    protocol: 'TCP',
    port: 80,
    targetType: 'ip',
    healthCheck: {
      enabled: true,
      protocol: 'TCP',
      port: 'traffic-port',
      intervalSeconds: 30,
      timeoutSeconds: 10,
      healthyThreshold: 5,
      unhealthyThreshold: 2,
    },
    targets: zones.map(({ zone }, at) => ({ id: `10.0.${at + 1}.10`, port: 80, zone })),
    attributes: {},
    createdAt: now,
  });
  resources.put('listener', {
    ...owned,
    id: 'arn:aws:elasticloadbalancing:us-east-1:111111111111:listener/net/shop/0123456789abcdef/0123456789abcdef',
    loadBalancerArn: lb,
    protocol: 'TCP',
    port: 80,
    targetGroups: [{ arn: group, weight: 1 }],
    attributes: {},
    createdAt: now,
  });
  resources.put('endpointService', {
    ...owned,
    id: serviceId,
    name: `com.amazonaws.vpce.us-east-1.${serviceId}`,
    state: 'Available',
    acceptanceRequired: false,
    loadBalancerArns: [lb],
    permissions: [],
    createdAt: now,
  });
  const endpoint = (more: Partial<Endpoint> = {}) => {
    resources.put('endpoint', {
      ...common,
      id: 'vpce-0123456789abcdef0',
      connectionId: 'vpce-con-0123456789abcdef0',
      serviceId,
      serviceName: `com.amazonaws.vpce.us-east-1.${serviceId}`,
      state: 'available',
      subnetIds: subnets,
      networkInterfaceIds: ['eni-00000000000000000', 'eni-00000000000000001'],
      privateDnsEnabled: false,
      policyDocument: '{}',
      dnsToken: 'abcdefgh',
      epoch: 0,
      ...more,
    });
    bench.changed();
  };
  endpoint();
  const setHealth = (address: string, state: TargetState) => {
    targets.set(address, state);
    bench.changed();
  };
  const addresses = (name: string, vpc: string = vpcId) => {
    const { code, answers } = bench.ask(vpc, name);
    return answers.length === 0 ? code : answers.map((line) => line.split(' ')[2]).sort();
  };
  return { ...bench, targets, clock, vpcId, endpoint, setHealth, addresses };
}

const regional = `vpce-0123456789abcdef0-abcdefgh.${base}`;

test('regional and zonal names, while the endpoint can be reached and from everywhere', () => {
  const { addresses, endpoint, vpc } = setUp();
  assert.deepEqual(addresses(regional), ['10.0.1.100', '10.0.2.100']);
  assert.deepEqual(addresses(`vpce-0123456789abcdef0-abcdefgh-us-east-1a.${base}`), ['10.0.1.100']);
  assert.deepEqual(addresses(`VPCE-0123456789abcdef0-abcdefgh-us-east-1b.${base}`), ['10.0.2.100']);
  assert.deepEqual(addresses(regional, vpc()), ['10.0.1.100', '10.0.2.100']);
  for (const name of [
    `vpce-0123456789abcdef0-abcdefgh-us-east-1c.${base}`,
    `vpce-0123456789abcdef0-hgfedcba.${base}`,
    `vpce-0123456789abcdef1-abcdefgh.${base}`,
    `x.${regional}`,
    base,
  ]) {
    assert.equal(addresses(name), 'NXDOMAIN', name);
  }
  for (const state of ['pending', 'pendingAcceptance', 'rejected', 'deleting', 'failed'] as const) {
    endpoint({ state });
    assert.equal(addresses(regional), 'NXDOMAIN', state);
  }
  endpoint({ state: 'pending', wasAvailable: true });
  assert.deepEqual(addresses(regional), ['10.0.1.100', '10.0.2.100'], 'a change under way');
});

test('zones without healthy targets are left out, and when all are, none is', () => {
  const { addresses, setHealth, ask, vpcId } = setUp();
  const shop = 'Shop-0123456789abcdef.elb.us-east-1.amazonaws.com';
  assert.deepEqual(addresses(shop), ['10.0.1.50', '10.0.2.50']);
  assert.deepEqual(addresses(`us-east-1b.${shop}`), ['10.0.2.50']);
  assert.equal(addresses(`us-east-1c.${shop}`), 'NXDOMAIN');
  assert.equal(ask(vpcId, shop, 'AAAA').code, 'NOERROR');
  setHealth('10.0.1.10', 'unhealthy');
  assert.deepEqual(addresses(shop), ['10.0.2.50']);
  assert.deepEqual(addresses(regional), ['10.0.2.100']);
  assert.deepEqual(addresses(`vpce-0123456789abcdef0-abcdefgh-us-east-1a.${base}`), ['10.0.1.100']);
  setHealth('10.0.2.10', 'unhealthy');
  assert.deepEqual(addresses(shop), ['10.0.1.50', '10.0.2.50']);
  assert.deepEqual(addresses(regional), ['10.0.1.100', '10.0.2.100']);
  setHealth('10.0.1.10', 'initial');
  assert.deepEqual(addresses(regional), ['10.0.1.100']);
});

test('nothing tells of a change of health, and yet it is answered a second later', () => {
  const { addresses, targets, clock } = setUp();
  assert.deepEqual(addresses(regional), ['10.0.1.100', '10.0.2.100']);
  targets.set('10.0.1.10', 'unhealthy');
  clock.ms += 1001;
  assert.deepEqual(addresses(regional), ['10.0.2.100']);
});

test('private names answer in the VPC of the endpoint, with a wildcard or without', () => {
  const { addresses, endpoint, vpc, vpcId, zone, add } = setUp();
  endpoint({ privateDnsEnabled: true, privateDnsName: 'api.example.com' });
  assert.deepEqual(addresses('API.example.com'), ['10.0.1.100', '10.0.2.100']);
  assert.equal(addresses('x.api.example.com'), 'NXDOMAIN');
  assert.equal(addresses('api.example.com', vpc()), 'NXDOMAIN');
  const parent = zone('example.com', vpcId);
  add(parent, 'x.api.example.com A 10.9.9.9', 'y.example.com A 10.9.9.8');
  assert.equal(addresses('x.api.example.com'), 'NXDOMAIN', 'the longer name answers');
  assert.deepEqual(addresses('y.example.com'), ['10.9.9.8']);
  endpoint({ privateDnsEnabled: true, privateDnsName: '*.api.example.com' });
  assert.deepEqual(addresses('a.b.api.example.com'), ['10.0.1.100', '10.0.2.100']);
  assert.equal(addresses('api.example.com'), 'NOERROR');
  endpoint({ privateDnsEnabled: true, privateDnsName: 'api.example.com', state: 'deleting' });
  assert.deepEqual(addresses('x.api.example.com'), ['10.9.9.9'], 'gone with the endpoint');
});

test('an alias resolves to the endpoint, and evaluates its health', () => {
  const { addresses, setHealth, zone, change, vpcId } = setUp();
  const zoneId = zone('example.internal', vpcId);
  const alias = (SetIdentifier: string, Failover: 'PRIMARY' | 'SECONDARY', more: object) => ({
    Action: 'CREATE' as const,
    ResourceRecordSet: { Name: 'f.example.internal', Type: 'A' as const, SetIdentifier, Failover, ...more },
  });
  change(zoneId, [
    alias('a', 'PRIMARY', {
      AliasTarget: { HostedZoneId: 'Z7HUB22UULQXV', DNSName: regional, EvaluateTargetHealth: true },
    }),
    alias('b', 'SECONDARY', { TTL: 60, ResourceRecords: [{ Value: '10.9.9.9' }] }),
  ]);
  assert.deepEqual(addresses('f.example.internal'), ['10.0.1.100', '10.0.2.100']);
  setHealth('10.0.1.10', 'unhealthy');
  assert.deepEqual(addresses('f.example.internal'), ['10.0.2.100']);
  setHealth('10.0.2.10', 'unhealthy');
  assert.deepEqual(addresses('f.example.internal'), ['10.9.9.9']);
});

test('a zone does not take the name of an endpoint in its VPC', () => {
  const { endpoint, zone, vpcId, vpc, invoke } = setUp();
  endpoint({ privateDnsEnabled: true, privateDnsName: '*.example.com' });
  assert.throws(() => zone('example.com', vpcId), { code: 'ConflictingDomainExists' });
  zone('sub.example.com', vpcId);
  const listed = invoke<ListHostedZonesByVPCResponse>(ListHostedZonesByVPC, {
    VPCId: vpcId,
    VPCRegion: 'us-east-1',
  });
  assert.deepEqual(
    new Map(listed.HostedZoneSummaries?.map(({ Name, Owner }) => [Name, Owner])),
    new Map<string | undefined, object>([
      ['sub.example.com.', { OwningAccount: '111111111111' }],
      ['example.com.', { OwningService: 'vpce.amazonaws.com' }],
    ]),
  );
  zone('example.com', vpc());
});
