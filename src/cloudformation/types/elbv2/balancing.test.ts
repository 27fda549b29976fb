import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dataPlaneFeatures } from '../../../model/data-plane-features.ts';
import { issue } from '../../../operations/acm/testing/issue.ts';
import { type StackBench, stackBench } from '../../../operations/testing/stack.ts';

const kind = 'AWS::ElasticLoadBalancingV2::';

function network(stack: StackBench = stackBench()) {
  const vpc = stack.create('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' });
  const subnet = (zone: string, third: number) =>
    stack.create('AWS::EC2::Subnet', {
      VpcId: vpc.id,
      CidrBlock: `10.0.${third}.0/24`,
      AvailabilityZone: `us-east-1${zone}`,
    });
  return { stack, vpc, a: subnet('a', 0), b: subnet('b', 1) };
}

test('a load balancer is what its template says, before and after changes', () => {
  const { stack, vpc, a, b } = network();
  const offered = dataPlaneFeatures.loadBalancerSecurityGroups;
  const group = (n: string) =>
    stack.create('AWS::EC2::SecurityGroup', { GroupDescription: n, VpcId: vpc.id }).id;
  const first = group('first');
  const second = group('second');
  const properties = {
    Name: 'nlb',
    Type: 'network',
    Scheme: 'internal',
    Subnets: [a.id],
    IpAddressType: 'ipv4',
    ...(offered && {
      SecurityGroups: [first],
      EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'off',
    }),
    LoadBalancerAttributes: [
      { Key: 'deletion_protection.enabled', Value: 'false' },
      { Key: 'load_balancing.cross_zone.enabled', Value: 'true' },
    ],
    Tags: [{ Key: 'a', Value: 'b' }],
  };
  const made = stack.create(`${kind}LoadBalancer`, properties, { stack: 'tag' });
  assert.deepEqual(made.read(), properties);
  assert.deepEqual(made.progress, { state: 'done' });
  const { LoadBalancerFullName, DNSName, CanonicalHostedZoneID, LoadBalancerName } = made.attributes;
  assert.match(String(LoadBalancerFullName), /^net\/nlb\/[0-9a-f]{16}$/);
  assert.match(String(DNSName), /^nlb-[0-9a-f]+\.elb\.us-east-1\.amazonaws\.com$/);
  assert.equal(CanonicalHostedZoneID, 'Z26RNL4JYFTOTI');
  assert.equal(LoadBalancerName, 'nlb');
  assert.deepEqual(made.attributes.SecurityGroups, offered ? [first] : []);

  const after = {
    ...properties,
    Subnets: [b.id, a.id],
    ...(offered && { SecurityGroups: [second] }),
    LoadBalancerAttributes: [{ Key: 'deletion_protection.enabled', Value: 'true' }],
    Tags: [],
  };
  stack.calls.splice(0);
  made.update(after);
  assert.deepEqual(made.read(), after);
  assert.deepEqual(stack.calls.splice(0), [
    'SetSubnets',
    ...(offered ? ['SetSecurityGroups'] : []),
    'ModifyLoadBalancerAttributes',
    'RemoveTags',
  ]);
  const attributes = stack.call('elasticloadbalancing', 'DescribeLoadBalancerAttributes', {
    LoadBalancerArn: made.id,
  }) as { Attributes: { Key: string; Value: string }[] };
  const crossZone = attributes.Attributes.find(({ Key }) => Key === 'load_balancing.cross_zone.enabled');
  assert.equal(crossZone?.Value, 'false', 'what is not stated any more is the default again');
  assert.throws(() => made.delete(), { code: 'OperationNotPermitted' });
  made.update({ ...after, LoadBalancerAttributes: [{ Key: 'deletion_protection.enabled', Value: 'false' }] });
  assert.equal(made.delete(), true);
  assert.equal(made.delete(), true);
  assert.equal(made.read(), undefined);
});

test('a load balancer has the addresses that its template gives it', () => {
  const { stack, a, b } = network();
  const SubnetMappings = [{ SubnetId: a.id, PrivateIPv4Address: '10.0.0.77' }, { SubnetId: b.id }];
  const plain = { Type: 'network', Scheme: 'internal' };
  const made = stack.create(`${kind}LoadBalancer`, { ...plain, SubnetMappings });
  assert.deepEqual(made.read()?.SubnetMappings, SubnetMappings);
  assert.match(String(made.read()?.Name), /^.{1,32}$/);
});

test('what has the name of something else is not taken for it', () => {
  const { stack, a, vpc } = network();
  const balancer = { Name: 'one', Type: 'network', Scheme: 'internal', Subnets: [a.id] };
  const made = stack.create(`${kind}LoadBalancer`, balancer);
  assert.throws(() => stack.create(`${kind}LoadBalancer`, balancer), { code: 'AlreadyExists' });
  const group = { Name: 'one', Protocol: 'TCP', Port: 80, VpcId: vpc.id, TargetType: 'ip' };
  const groupMade = stack.create(`${kind}TargetGroup`, group);
  assert.throws(() => stack.create(`${kind}TargetGroup`, group), { code: 'AlreadyExists' });
  const DefaultActions = [{ Type: 'forward', TargetGroupArn: groupMade.id }];
  const listener = { LoadBalancerArn: made.id, Port: 80, Protocol: 'TCP', DefaultActions };
  stack.create(`${kind}Listener`, listener);
  assert.throws(() => stack.create(`${kind}Listener`, listener), { code: 'DuplicateListener' });
});

test('a target group has the targets, the health check and the attributes that its template says', () => {
  const { stack, vpc } = network();
  const properties = {
    Port: '8080',
    Protocol: 'TCP',
    TargetType: 'ip',
    VpcId: vpc.id,
    Targets: [{ Id: '10.0.0.10' }, { Id: '10.0.0.11', Port: 81, AvailabilityZone: 'us-east-1a' }],
    HealthCheckProtocol: 'HTTP',
    HealthCheckPath: '/health',
    HealthCheckIntervalSeconds: 10,
    HealthCheckTimeoutSeconds: 5,
    HealthyThresholdCount: 3,
    UnhealthyThresholdCount: '3',
    HealthCheckPort: '81',
    HealthCheckEnabled: true,
    Matcher: { HttpCode: '200' },
    TargetGroupAttributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '7' }],
  };
  const made = stack.create(`${kind}TargetGroup`, properties);
  assert.deepEqual({ ...made.read(), ...properties }, made.read());
  assert.match(String(made.attributes.TargetGroupFullName), /^targetgroup\/.+\/[0-9a-f]{16}$/);
  assert.deepEqual(made.attributes.LoadBalancerArns, []);

  const plain = { Port: '8080', Protocol: 'TCP', TargetType: 'ip', VpcId: vpc.id };
  const after = { ...plain, Targets: [{ Id: '10.0.0.10', Port: 8080 }, { Id: '10.0.0.12' }] };
  stack.calls.splice(0);
  made.update(after);
  assert.deepEqual(stack.calls.splice(0), [
    'ModifyTargetGroup',
    'ModifyTargetGroupAttributes',
    'DeregisterTargets',
    'RegisterTargets',
  ]);
  const fresh = stack.create(`${kind}TargetGroup`, after).read();
  assert.deepEqual({ ...made.read(), Name: '' }, { ...fresh, Name: '' }, 'as if it had been made so');
  made.update(plain);
  assert.equal(made.read()?.Targets, undefined);
  made.delete();
  made.delete();
  assert.equal(made.read(), undefined);
});

test('a listener forwards to what its template says, in its words', () => {
  const { stack, vpc, a } = network();
  const balancer = stack.create(`${kind}LoadBalancer`, {
    Type: 'network',
    Scheme: 'internal',
    Subnets: [a.id],
  });
  const group = () =>
    stack.create(`${kind}TargetGroup`, { Protocol: 'TCP', Port: 80, VpcId: vpc.id, TargetType: 'ip' }).id;
  const [one, two] = [group(), group()];
  const plain = {
    LoadBalancerArn: balancer.id,
    Port: 80,
    Protocol: 'TCP',
    DefaultActions: [{ Type: 'forward', TargetGroupArn: one }],
  };
  const made = stack.create(`${kind}Listener`, plain);
  assert.deepEqual(made.read(), plain);
  const weighted = {
    ...plain,
    Port: 81,
    DefaultActions: [
      {
        Type: 'forward',
        ForwardConfig: {
          TargetGroups: [
            { TargetGroupArn: one, Weight: 3 },
            { TargetGroupArn: two, Weight: 1 },
          ],
        },
      },
    ],
    ListenerAttributes: [{ Key: 'tcp.idle_timeout.seconds', Value: '60' }],
    Tags: [{ Key: 'a', Value: 'b' }],
  };
  made.update(weighted);
  assert.deepEqual(made.read(), weighted);
  made.update(plain);
  assert.deepEqual(made.read(), plain);
  made.delete();
  made.delete();
  assert.equal(made.read(), undefined);
});

test('a TLS listener has its certificate, policies and further certificates, and loses them with TLS', () => {
  const { stack, vpc, a } = network();
  const certificate = (commonName: string) => {
    const { pem, keyPem } = issue({ commonName, dnsNames: [commonName] });
    const input = { Certificate: Buffer.from(pem), PrivateKey: Buffer.from(keyPem) };
    return String(stack.call('acm', 'ImportCertificate', input).CertificateArn);
  };
  const [main, other] = [certificate('a.example.com'), certificate('b.example.com')];
  const LoadBalancerArn = stack.create(`${kind}LoadBalancer`, {
    Type: 'network',
    Scheme: 'internal',
    Subnets: [a.id],
  }).id;
  const group = { Protocol: 'TCP', Port: 80, VpcId: vpc.id, TargetType: 'ip' };
  const TargetGroupArn = stack.create(`${kind}TargetGroup`, group).id;
  const DefaultActions = [{ Type: 'forward', TargetGroupArn }];
  const tls = {
    LoadBalancerArn,
    Port: 443,
    Protocol: 'TLS',
    DefaultActions,
    Certificates: [{ CertificateArn: main }],
    SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
    AlpnPolicy: ['HTTP2Preferred'],
  };
  const made = stack.create(`${kind}Listener`, tls);
  assert.deepEqual(made.read(), tls);
  const { SslPolicy: _, AlpnPolicy: __, ...plain } = tls;
  made.update(plain);
  assert.equal(made.read()?.SslPolicy, 'ELBSecurityPolicy-2016-08');
  assert.deepEqual(made.read()?.AlpnPolicy, ['None']);

  const more = { ListenerArn: made.id, Certificates: [{ CertificateArn: other }] };
  const further = stack.create(`${kind}ListenerCertificate`, more);
  assert.deepEqual(further.read(), more);
  further.delete();
  further.delete();
  assert.equal(further.read(), undefined);
  const tcp = { LoadBalancerArn, Port: 443, Protocol: 'TCP', DefaultActions };
  made.update(tcp);
  assert.deepEqual(made.read(), tcp);
});
