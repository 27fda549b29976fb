import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Peer, SecurityGroup, Vpc, VpcEndpointIpAddressType } from 'aws-cdk-lib/aws-ec2';
import { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { PrivateHostedZone } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { Endpoint, EndpointDns, type EndpointProps } from './endpoint.ts';
import { EndpointService } from './endpoint-service.ts';
import { consumer, isolatedVpc, makeApp, makeStack, provider, shop, web } from './testing/stacks.ts';

const zoneIds = { 'us-east-1a': 'use1-az1', 'us-east-1b': 'use1-az2' };

describe('Endpoint', () => {
  it('is in every shared zone, lets nobody in, and has the domain name of the service', () => {
    const { template, endpoint } = connect({});
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      VpcEndpointType: 'Interface',
      ServiceName: shop.serviceName,
      PrivateDnsEnabled: false,
      ServiceRegion: Match.absent(),
      PolicyDocument: Match.absent(),
      SubnetIds: [{ Ref: Match.stringLikeRegexp('Subnet1') }, { Ref: Match.stringLikeRegexp('Subnet2') }],
      SecurityGroupIds: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('SecurityGroup'), 'GroupId'] }],
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: Match.absent(),
      SecurityGroupEgress: [Match.objectLike({ CidrIp: '255.255.255.255/32' })],
    });
    template.hasResourceProperties('AWS::Route53::HostedZone', {
      Name: 'shop.example.com.',
      VPCs: [{ VPCId: { Ref: Match.stringLikeRegexp('^Vpc') }, VPCRegion: 'us-east-1' }],
    });
    assert.equal(endpoint.domainName, 'shop.example.com');
    assert.deepEqual(endpoint.zonalNames, {
      'us-east-1a': 'us-east-1a.shop.example.com',
      'us-east-1b': 'us-east-1b.shop.example.com',
    });
  });

  it('lets in those who are named, to the ports of the service alone', () => {
    const stack = makeStack(consumer);
    const vpc = isolatedVpc(stack);
    const clients = new SecurityGroup(stack, 'Clients', { vpc });
    new Endpoint(stack, 'Shop', {
      vpc,
      service: { ...shop, ports: [{ port: 80 }, { port: 53, protocol: 'UDP' }] },
      sources: [Peer.ipv4('10.0.0.0/24'), clients],
    });
    const template = Template.fromStack(stack);
    const inline = Object.values(template.findResources('AWS::EC2::SecurityGroup')).flatMap(
      ({ Properties }) => Properties.SecurityGroupIngress ?? [],
    );
    const rules = [
      ...inline,
      ...Object.values(template.findResources('AWS::EC2::SecurityGroupIngress')).map(
        (rule) => rule.Properties,
      ),
    ];
    const seen = rules.map((rule) => [
      rule.IpProtocol,
      rule.FromPort,
      rule.ToPort,
      rule.CidrIp ?? rule.SourceSecurityGroupId['Fn::GetAtt'][0].slice(0, 7),
    ]);
    assert.deepEqual(seen, [
      ['tcp', 80, 80, '10.0.0.0/24'],
      ['udp', 53, 53, '10.0.0.0/24'],
      ['tcp', 80, 80, 'Clients'],
      ['udp', 53, 53, 'Clients'],
    ]);
  });

  it('makes the names of zones of the regional one, not of the order of the entries', () => {
    const { template } = connect({});
    const entry = { 'Fn::Select': [0, { 'Fn::GetAtt': [Match.stringLikeRegexp('^Shop'), 'DnsEntries'] }] };
    const split = { 'Fn::Split': [':', entry] };
    const regional = { 'Fn::Select': [1, split] };
    const hostedZoneId = { 'Fn::Select': [0, split] };
    template.hasResourceProperties('AWS::Route53::RecordSet', {
      Name: 'shop.example.com.',
      Type: 'A',
      AliasTarget: { DNSName: regional, HostedZoneId: hostedZoneId },
    });
    const parts = { 'Fn::Split': ['.vpce-svc-', regional] };
    template.hasResourceProperties('AWS::Route53::RecordSet', {
      Name: 'us-east-1b.shop.example.com.',
      AliasTarget: {
        DNSName: {
          'Fn::Join': ['-us-east-1b.vpce-svc-', [{ 'Fn::Select': [0, parts] }, { 'Fn::Select': [1, parts] }]],
        },
        HostedZoneId: hostedZoneId,
      },
    });
    template.resourceCountIs('AWS::Route53::RecordSet', 3);
  });

  it('leaves out the zones that the service is not in', () => {
    const { template, endpoint } = connect({ zoneIds: { ...zoneIds, 'us-east-1b': 'use1-az5' } });
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      SubnetIds: [{ Ref: Match.stringLikeRegexp('Subnet1') }],
    });
    assert.deepEqual(Object.keys(endpoint.zonalNames), ['us-east-1a']);
  });

  it('compares names of zones within one account, and never across accounts', () => {
    const names = { ...shop, zones: [{ name: 'us-east-1b' }], account: consumer.account };
    assert.equal(connect({ service: names }).endpoint.subnets.length, 1);
    assert.equal(connect({ service: { ...names, account: provider.account } }).endpoint.subnets.length, 2);
  });

  it('takes all zones when nothing is known of them', () => {
    const { zones: _, ...unknown } = shop;
    assert.equal(connect({ service: unknown, zoneIds }).endpoint.subnets.length, 2);
    assert.equal(connect({}).endpoint.subnets.length, 2);
  });

  it('lets the CDK look up zones, which it makes up until then', () => {
    const stack = makeStack(consumer);
    const vpc = new Vpc(stack, 'Vpc', { natGateways: 0 });
    assert.match(vpc.availabilityZones.join(), /^dummy1a,/);
    new Endpoint(stack, 'Shop', { vpc, service: { ...shop, account: consumer.account }, zoneIds });
    assert.equal(stack.node.root.node.validate().length, 0);
  });

  it('puts several services into one zone', () => {
    const stack = makeStack(consumer);
    const vpc = isolatedVpc(stack);
    const hostedZone = new PrivateHostedZone(stack, 'Zone', { vpc, zoneName: 'example.com' });
    new Endpoint(stack, 'Shop', { vpc, service: shop, hostedZone });
    new Endpoint(stack, 'Pay', { vpc, service: shop, hostedZone, domainName: 'pay.example.com' });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::Route53::HostedZone', 1);
    const names = Object.values(template.findResources('AWS::Route53::RecordSet')).map(
      ({ Properties }) => Properties.Name,
    );
    assert.deepEqual(names.sort(), [
      'pay.example.com.',
      'shop.example.com.',
      'us-east-1a.pay.example.com.',
      'us-east-1a.shop.example.com.',
      'us-east-1b.pay.example.com.',
      'us-east-1b.shop.example.com.',
    ]);
  });

  it('has one name without a zone, and no zone without a name', () => {
    const { domainName: _, ...nameless } = shop;
    for (const props of [{ service: nameless }, { dns: EndpointDns.NONE }]) {
      const { template, endpoint } = connect(props);
      template.resourceCountIs('AWS::Route53::HostedZone', 0);
      assert.equal(endpoint.domainName, endpoint.dnsName);
    }
  });

  it('can leave the name to AWS', () => {
    const service = { ...shop, privateDnsName: 'api.example.com' };
    const { template, endpoint } = connect({ service, dns: EndpointDns.PRIVATE_DNS_NAME });
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', { PrivateDnsEnabled: true });
    template.resourceCountIs('AWS::Route53::HostedZone', 0);
    assert.equal(endpoint.domainName, 'api.example.com');
  });

  it('answers for every name of a wildcard, in the zone that is below it', () => {
    const { template } = connect({ domainName: '*.shop.example.com' });
    template.hasResourceProperties('AWS::Route53::HostedZone', { Name: 'shop.example.com.' });
    template.hasResourceProperties('AWS::Route53::RecordSet', { Name: '*.shop.example.com.' });
    template.resourceCountIs('AWS::Route53::RecordSet', 1);
  });

  it('reaches into another region, whose zones do not matter', () => {
    const service = { ...shop, region: 'eu-west-1', supportedRegions: ['us-east-1'] };
    const { template } = connect({
      service,
      zoneIds: { 'us-east-1a': 'use1-az6', 'us-east-1b': 'use1-az5' },
    });
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      ServiceRegion: 'eu-west-1',
      SubnetIds: [Match.anyValue(), Match.anyValue()],
    });
    template.resourceCountIs('AWS::Route53::RecordSet', 1);
  });

  it('has IPv6 records for IPv6 addresses', () => {
    const types = (ipAddressType: VpcEndpointIpAddressType) =>
      Object.values(
        connect({ ipAddressType, zonalNames: false }).template.findResources('AWS::Route53::RecordSet'),
      ).map(({ Properties }) => Properties.Type);
    assert.deepEqual(types(VpcEndpointIpAddressType.IPV4), ['A']);
    assert.deepEqual(types(VpcEndpointIpAddressType.DUALSTACK), ['A', 'AAAA']);
    assert.deepEqual(types(VpcEndpointIpAddressType.IPV6), ['AAAA']);
  });

  it('takes a policy and groups of others', () => {
    const stack = makeStack(consumer);
    const vpc = isolatedVpc(stack);
    const own = new SecurityGroup(stack, 'Own', { vpc });
    new Endpoint(stack, 'Shop', {
      vpc,
      service: shop,
      securityGroups: [own],
      sources: [Peer.ipv4('10.0.0.0/8')],
      policyDocument: new PolicyDocument({
        statements: [new PolicyStatement({ actions: ['*'], resources: ['*'] })],
      }),
    });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::EC2::SecurityGroup', 1);
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: [Match.objectLike({ CidrIp: '10.0.0.0/8', FromPort: 80 })],
    });
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      PolicyDocument: { Statement: [{ Action: '*', Effect: 'Allow', Resource: '*' }] },
    });
  });
});

describe('Endpoint and EndpointService in one app', () => {
  it('work in one stack and from stack to stack, with the same addresses on both sides', () => {
    const app = makeApp();
    const [one, other] = [makeStack(provider, 'Provider', app), makeStack(provider, 'Consumer', app)];
    const { details } = publish(one);
    for (const stack of [one, other]) {
      const vpc = isolatedVpc(new Construct(stack, 'Clients'));
      new Endpoint(stack, 'Endpoint', { vpc, service: details });
    }
    const exports = Object.values(Template.fromStack(one).findOutputs('*')).filter((output) => output.Export);
    assert.equal(exports.length, 1, 'the provider exports the id of the service, and nothing else');
    Template.fromStack(other).hasResourceProperties('AWS::EC2::VPCEndpoint', {
      ServiceName: {
        'Fn::Join': [
          '.',
          ['com.amazonaws.vpce', { Ref: 'AWS::Region' }, { 'Fn::ImportValue': exports[0]?.Export.Name }],
        ],
      },
    });
    for (const stack of [one, other]) {
      Template.fromStack(stack).hasResourceProperties('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' });
    }
  });

  it('work without an environment, of which nothing is known', () => {
    const stack = makeStack(undefined);
    const vpc = new Vpc(stack, 'Vpc', { natGateways: 0 });
    const { details } = new EndpointService(stack, 'Shop', { loadBalancer: { vpc, listeners: [web] } });
    new Endpoint(stack, 'Endpoint', { vpc, service: { ...details, domainName: 'shop.example.com' } });
    // The names of zones are not known, so only the regional one is there.
    Template.fromStack(stack).resourceCountIs('AWS::Route53::RecordSet', 1);
  });

  it('work from region to region', () => {
    const app = makeApp();
    const one = new Stack(app, 'Provider', { env: provider, crossRegionReferences: true });
    const other = new Stack(app, 'Consumer', {
      env: { ...provider, region: 'eu-west-1' },
      crossRegionReferences: true,
    });
    const { details } = new EndpointService(one, 'Shop', {
      loadBalancer: { vpc: isolatedVpc(one), listeners: [web] },
      supportedRegions: ['eu-west-1'],
    });
    new Endpoint(other, 'Endpoint', {
      vpc: isolatedVpc(other, ['eu-west-1a', 'eu-west-1b']),
      service: details,
    });
    Template.fromStack(other).hasResourceProperties('AWS::EC2::VPCEndpoint', { ServiceRegion: 'us-east-1' });
  });

  it('need a file from account to account', () => {
    const app = makeApp();
    const { details } = publish(makeStack(provider, 'Provider', app));
    const stack = makeStack(consumer, 'Consumer', app);
    assert.throws(
      () => new Endpoint(stack, 'Endpoint', { vpc: isolatedVpc(stack), service: details }),
      /made in account 111111111111 .* carries no value from there to 222222222222\.\nExpected readEndpointServiceDetails/,
    );
  });
});

describe('An Endpoint that cannot be', () => {
  it('is told of zones that do not fit, by id and subnet, and what would do', () => {
    assert.throws(
      () =>
        connect({
          zoneIds: { 'us-east-1a': 'use1-az4', 'us-east-1b': 'use1-az6', 'us-east-1e': 'use1-az2' },
        }),
      {
        message: [
          'Test/Shop: no subnet is in a zone of the service.',
          'The service is in use1-az1, use1-az2 (us-east-1e here).',
          '  Test/Vpc/IsolatedSubnet1 is in us-east-1a (use1-az4)',
          '  Test/Vpc/IsolatedSubnet2 is in us-east-1b (use1-az6)',
          'Expected a subnet in those zones: make one there, or ask the provider to add a zone of these to the load balancer.',
        ].join('\n'),
      },
    );
  });

  it('is told of a single subnet that was named and does not fit', () => {
    const stack = makeStack(consumer);
    const vpc = isolatedVpc(stack);
    assert.throws(
      () =>
        new Endpoint(stack, 'Shop', {
          vpc,
          service: shop,
          subnets: { subnets: vpc.isolatedSubnets },
          zoneIds: { ...zoneIds, 'us-east-1b': 'use1-az6' },
        }),
      /some of the subnets are in no zone of the service[\s\S]*Subnet1 is in us-east-1a \(use1-az1\), which is shared[\s\S]*Subnet2 is in us-east-1b \(use1-az6\)\nExpected only subnets/,
    );
  });

  it('is told of a VPC in which private zones are not looked into', () => {
    const stack = makeStack(consumer);
    const vpc = new Vpc(stack, 'Vpc', { natGateways: 0, enableDnsHostnames: false });
    assert.throws(
      () => new Endpoint(stack, 'Shop', { vpc, service: shop }),
      /enableDnsHostnames or enableDnsSupport/,
    );
  });

  it('is told of a zone that the name is not in', () => {
    const stack = makeStack(consumer);
    const vpc = isolatedVpc(stack);
    for (const zoneName of ['example.net', 'op.example.com']) {
      const hostedZone = new PrivateHostedZone(stack, zoneName, { vpc, zoneName });
      assert.throws(
        () => new Endpoint(stack, `Shop${zoneName}`, { vpc, service: shop, hostedZone }),
        /the domain name shop\.example\.com is not in the zone/,
      );
    }
  });

  const { domainName: _, ...nameless } = shop;
  const refused: Readonly<Record<string, Partial<EndpointProps>>> = {
    '"shop" is not the name of an endpoint service': { service: { ...shop, serviceName: 'shop' } },
    'no port is given': { service: { ...shop, ports: [] } },
    'the protocol "TLS" is not known': {
      // As a caller in plain JavaScript could.
      service: { ...shop, ports: [{ port: 443, protocol: 'TLS' as 'TCP' }] },
    },
    'neither the service nor the endpoint has a domainName': {
      service: nameless,
      dns: EndpointDns.PRIVATE_ZONE,
    },
    'the private DNS name is asked for, and the service has none': { dns: EndpointDns.PRIVATE_DNS_NAME },
    'zonalNames is given, and no private zone is made': { dns: EndpointDns.NONE, zonalNames: true },
    'the service is in eu-west-1, and this stack in us-east-1': { service: { ...shop, region: 'eu-west-1' } },
    'domainName "shop" is not a domain name': { domainName: 'shop' },
  };
  for (const [message, props] of Object.entries(refused)) {
    it(`is told: ${message}`, () => {
      assert.throws(
        () => connect(props),
        (error: Error) => {
          assert.ok(error.message.startsWith('Test/Shop: '), error.message);
          assert.ok(error.message.includes(message), error.message);
          assert.match(error.message, /\nExpected /);
          return true;
        },
      );
    });
  }
});

function connect(props: Partial<EndpointProps>): { template: Template; endpoint: Endpoint } {
  const stack = makeStack(consumer);
  const endpoint = new Endpoint(stack, 'Shop', { vpc: isolatedVpc(stack), service: shop, ...props });
  return { template: Template.fromStack(stack), endpoint };
}

function publish(stack: Stack): EndpointService {
  return new EndpointService(stack, 'Shop', { loadBalancer: { vpc: isolatedVpc(stack), listeners: [web] } });
}
