import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Duration } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Port, SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationLoadBalancer,
  ListenerAction,
  ListenerCertificate,
  NetworkLoadBalancer,
  NetworkTargetGroup,
  Protocol,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import {
  AlbListenerTarget,
  InstanceIdTarget,
  IpTarget,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2-targets';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { AllowedPrincipal } from './allowed-principal.ts';
import { EndpointService, type EndpointServiceProps } from './endpoint-service.ts';
import type { ServiceLoadBalancerProps } from './service-load-balancer.ts';
import { isolatedVpc, makeApp, makeStack, provider, web } from './testing/stacks.ts';

describe('EndpointService', () => {
  it('has the safe defaults: acceptance, nobody else, one internal load balancer in each zone, cross-zone', () => {
    const template = publish({});
    template.hasResourceProperties('AWS::EC2::VPCEndpointService', {
      AcceptanceRequired: true,
      SupportedIpAddressTypes: ['ipv4'],
      SupportedRegions: Match.absent(),
    });
    template.resourceCountIs('AWS::EC2::VPCEndpointServicePermissions', 0);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      Scheme: 'internal',
      Type: 'network',
      Subnets: [{ Ref: Match.stringLikeRegexp('Subnet1') }, { Ref: Match.stringLikeRegexp('Subnet2') }],
      SecurityGroups: Match.absent(),
      LoadBalancerAttributes: Match.arrayWith([{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }]),
    });
    for (const type of ['Custom::AWS', 'AWS::CloudWatch::Alarm', 'AWS::Lambda::Function']) {
      template.resourceCountIs(type, 0);
    }
  });

  it('waits for its listeners, so that nobody connects to a load balancer without any', () => {
    const [service] = Object.values(publish({}).findResources('AWS::EC2::VPCEndpointService'));
    assert.ok(service?.DependsOn.some((id: string) => /TCP80[^T]*$/.test(id)));
  });

  it('has no security group also where the CDK gives one to every load balancer', () => {
    const stack = makeStack(provider);
    stack.node.setContext(
      '@aws-cdk/aws-elasticloadbalancingv2:networkLoadBalancerWithSecurityGroupByDefault',
      true,
    );
    new EndpointService(stack, 'Shop', { loadBalancer: { vpc: isolatedVpc(stack), listeners: [web] } });
    Template.fromStack(stack).resourceCountIs('AWS::EC2::SecurityGroup', 0);
  });

  it('does not apply rules of security groups to consumers, whose addresses nobody knows', () => {
    const stack = makeStack(provider);
    const vpc = isolatedVpc(stack);
    const securityGroups = [new SecurityGroup(stack, 'Group', { vpc })];
    const targets = new SecurityGroup(stack, 'Targets', { vpc });
    const service = new EndpointService(stack, 'Shop', {
      loadBalancer: { vpc, listeners: [web], securityGroups },
    });
    service.allowTo(targets, Port.tcp(8080));
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'off',
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      FromPort: 8080,
      SourceSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Group'), 'GroupId'] },
    });
  });

  it('opens targets to the subnets of a load balancer without security groups', () => {
    const stack = makeStack(provider);
    const vpc = isolatedVpc(stack);
    const targets = new SecurityGroup(stack, 'Targets', { vpc });
    new EndpointService(stack, 'Shop', { loadBalancer: { vpc, listeners: [web] } }).allowTo(
      targets,
      Port.tcp(8080),
    );
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: ['10.0.0.0/17', '10.0.128.0/17'].map((block) =>
        Match.objectLike({ CidrIp: block, FromPort: 8080, ToPort: 8080, IpProtocol: 'tcp' }),
      ),
    });
  });

  it('allows accounts, roles, users and everyone', () => {
    const template = publish({
      allowedPrincipals: [
        ...AllowedPrincipal.accounts(['222222222222', '033333333333']),
        AllowedPrincipal.role('222222222222', 'Deploy'),
        AllowedPrincipal.user('222222222222', 'alice'),
        AllowedPrincipal.arn('arn:aws:iam::222222222222:root'),
        AllowedPrincipal.anyone(),
      ],
    });
    const iam = (rest: string) => ({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${rest}`]],
    });
    template.hasResourceProperties('AWS::EC2::VPCEndpointServicePermissions', {
      AllowedPrincipals: [
        iam('222222222222:root'),
        iam('033333333333:root'),
        iam('222222222222:role/Deploy'),
        iam('222222222222:user/alice'),
        'arn:aws:iam::222222222222:root',
        '*',
      ],
    });
  });

  it('balances what each protocol allows', () => {
    const certificates = [ListenerCertificate.fromArn('arn:aws:acm:us-east-1:111111111111:certificate/1')];
    const stack = makeStack(provider);
    const service = new EndpointService(stack, 'Shop', {
      loadBalancer: {
        vpc: isolatedVpc(stack),
        listeners: [
          { port: 443, certificates, targetPort: 8080, targets: [new InstanceIdTarget('i-1')] },
          { port: 53, protocol: Protocol.TCP_UDP, targets: [new IpTarget('10.0.0.10')] },
          {
            port: 80,
            targets: [new IpTarget('10.0.0.10', 8080), new IpTarget('10.0.0.11')],
            proxyProtocolV2: true,
            idleTimeout: Duration.minutes(10),
            deregistrationDelay: Duration.seconds(5),
            healthCheck: { interval: Duration.seconds(10) },
          },
        ],
      },
    });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      Port: 443,
      Protocol: 'TLS',
      Certificates: [{ CertificateArn: 'arn:aws:acm:us-east-1:111111111111:certificate/1' }],
    });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      Port: 8080,
      Protocol: 'TCP',
      TargetType: 'instance',
      Targets: [{ Id: 'i-1' }],
    });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      Port: 53,
      Protocol: 'TCP_UDP',
    });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      Targets: [{ Id: '10.0.0.10', Port: 8080 }, { Id: '10.0.0.11' }],
      HealthCheckIntervalSeconds: 10,
      TargetGroupAttributes: Match.arrayWith([
        { Key: 'deregistration_delay.timeout_seconds', Value: '5' },
        { Key: 'proxy_protocol_v2.enabled', Value: 'true' },
      ]),
    });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      Port: 80,
      ListenerAttributes: [{ Key: 'tcp.idle_timeout.seconds', Value: '600' }],
    });
    assert.deepEqual(service.details.ports, [
      { port: 443, protocol: 'TCP' },
      { port: 53, protocol: 'TCP' },
      { port: 53, protocol: 'UDP' },
      { port: 80, protocol: 'TCP' },
    ]);
  });

  it('publishes an application load balancer', () => {
    const stack = makeStack(provider);
    const vpc = isolatedVpc(stack);
    const alb = new ApplicationLoadBalancer(stack, 'Alb', { vpc });
    const listener = alb.addListener('Http', { port: 80, defaultAction: ListenerAction.fixedResponse(200) });
    new EndpointService(stack, 'Shop', {
      loadBalancer: { vpc, listeners: [{ port: 80, targets: [new AlbListenerTarget(listener)] }] },
    });
    Template.fromStack(stack).hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      TargetType: 'alb',
      Protocol: 'TCP',
      Port: 80,
    });
  });

  it('publishes load balancers that are there', () => {
    const stack = makeStack(provider);
    const loadBalancerArn = 'arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/net/web/1';
    const service = new EndpointService(stack, 'Shop', {
      existing: {
        loadBalancers: [
          NetworkLoadBalancer.fromNetworkLoadBalancerAttributes(stack, 'Lb', { loadBalancerArn }),
        ],
        ports: [{ port: 80 }],
        zones: [{ id: 'use1-az1' }],
      },
    });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::VPCEndpointService', {
      NetworkLoadBalancerArns: [loadBalancerArn],
    });
    assert.deepEqual(service.details.zones, [{ id: 'use1-az1' }]);
    assert.throws(
      () => service.allowTo(new SecurityGroup(stack, 'G', { vpc: isolatedVpc(stack) }), Port.tcp(1)),
      {
        message: /Test\/Shop: allowTo was called for load balancers that exist already/,
      },
    );
  });

  it('is dual-stack for IPv6, and lets datagrams through then', () => {
    const udp = { ...web, protocol: Protocol.UDP };
    const template = publish({ ipAddressTypes: ['ipv4', 'ipv6'] }, { listeners: [udp] });
    template.hasResourceProperties('AWS::EC2::VPCEndpointService', {
      SupportedIpAddressTypes: ['ipv4', 'ipv6'],
    });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      IpAddressType: 'dualstack',
      EnablePrefixForIpv6SourceNat: 'on',
    });
  });

  it('can be asked for from other regions', () => {
    publish({ supportedRegions: ['eu-west-1'] }).hasResourceProperties('AWS::EC2::VPCEndpointService', {
      SupportedRegions: ['eu-west-1'],
    });
  });

  it('hands over everything in one output', () => {
    const stack = makeStack(provider);
    new EndpointService(stack, 'Web-Shop', {
      loadBalancer: { vpc: isolatedVpc(stack), listeners: [web] },
      domainName: 'shop.example.com',
    });
    const output = stack.resolve(Template.fromStack(stack).findOutputs('WebShopEndpointService'));
    const parts: unknown[] = output.WebShopEndpointService.Value['Fn::Join'][1];
    const attributes = parts.filter((part) => typeof part !== 'string');
    assert.equal(attributes.length, 3, 'the name of the service and the ids of two zones');
    const text = parts.map((part) => (typeof part === 'string' ? part : 'x')).join('');
    assert.deepEqual(JSON.parse(text), {
      serviceName: 'x',
      ports: [{ port: 80, protocol: 'TCP' }],
      region: 'us-east-1',
      account: '111111111111',
      zones: [
        { id: 'x', name: 'us-east-1a' },
        { id: 'x', name: 'us-east-1b' },
      ],
      domainName: 'shop.example.com',
      ipAddressTypes: ['ipv4'],
      acceptanceRequired: true,
    });
  });

  it('says the ids of zones that it is given', () => {
    const stack = makeStack(provider);
    const { details } = new EndpointService(stack, 'Shop', {
      loadBalancer: { vpc: isolatedVpc(stack), listeners: [web] },
      zoneIds: { 'us-east-1a': 'use1-az4', 'us-east-1b': 'use1-az6' },
    });
    assert.deepEqual(details.zones, [
      { id: 'use1-az4', name: 'us-east-1a' },
      { id: 'use1-az6', name: 'us-east-1b' },
    ]);
  });

  it('tells consumers nothing of where it is that would mean something else in their stacks', () => {
    const stack = makeStack(undefined);
    const { details } = new EndpointService(stack, 'Shop', {
      loadBalancer: { vpc: new Vpc(stack, 'Vpc', { natGateways: 0 }), listeners: [web] },
    });
    assert.equal(details.region, undefined);
    assert.equal(details.account, undefined);
  });
});

describe('The private DNS name of a service', () => {
  it('is verified by a record in the public zone, in order', () => {
    const stack = makeStack(provider);
    new EndpointService(stack, 'Shop', {
      loadBalancer: { vpc: isolatedVpc(stack), listeners: [web] },
      domainName: 'shop.example.com',
      privateDnsName: { hostedZone: new PublicHostedZone(stack, 'Zone', { zoneName: 'example.com' }) },
    });
    const template = Template.fromStack(stack);
    const calls = Object.values(template.findResources('Custom::AWS')).map(
      ({ Properties }) => JSON.stringify(Properties.Update).match(/\\"action\\":\\"(\w+)/)?.[1],
    );
    assert.deepEqual(calls, [
      'modifyVpcEndpointServiceConfiguration',
      'describeVpcEndpointServiceConfigurations',
      'startVpcEndpointServicePrivateDnsVerification',
    ]);
    const [record] = Object.entries(template.findResources('AWS::Route53::RecordSet'));
    assert.equal(record?.[1].Properties.Type, 'TXT');
    assert.equal(record?.[1].Properties.Name['Fn::Join'][1].at(-1), '.shop.example.com.');
    assert.ok(
      Object.values(template.findResources('Custom::AWS')).some(({ DependsOn }) =>
        DependsOn.includes(record?.[0]),
      ),
      'the verification starts once the record is there',
    );
  });

  it('keeps one id for what takes the name off again, so that a new name is not taken off for the old one', () => {
    const [first, second] = ['a.example.com', 'b.example.com'].map((name) => {
      const resources = Object.values(publish({ privateDnsName: { name } }).findResources('Custom::AWS'));
      return resources.filter(({ Properties }) => Properties.Delete !== undefined).map(physicalId);
    });
    assert.equal(first?.length, 1);
    assert.deepEqual(first, second);
  });

  it('is an output for a zone of elsewhere; a wildcard is proved for what it is in', () => {
    const outputs = publish({ privateDnsName: { name: '*.shop.example.com' } }).findOutputs('*');
    const [name] = Object.entries(outputs).filter(([id]) => id.includes('RecordName'));
    assert.equal(name?.[1].Value['Fn::Join'][1].at(-1), '.shop.example.com');
  });

  function physicalId({
    Properties,
  }: {
    readonly [key: string]: { readonly Create?: unknown };
  }): string | undefined {
    return JSON.stringify(Properties?.Create).match(/physicalResourceId\\":\{\\"id\\":\\"([^\\]+)/)?.[1];
  }
});

describe('Notifications and alarms of a service', () => {
  it('tell a topic, which PrivateLink may publish to for this service alone', () => {
    const stack = makeStack(provider);
    new EndpointService(stack, 'Shop', {
      loadBalancer: { vpc: isolatedVpc(stack), listeners: [web] },
      notificationTopic: new Topic(stack, 'Topic'),
      notificationEvents: ['Connect'],
    });
    const template = Template.fromStack(stack);
    template.hasResource('AWS::EC2::VPCEndpointConnectionNotification', {
      Properties: { ConnectionEvents: ['Connect'], ServiceId: { Ref: Match.stringLikeRegexp('^Shop') } },
      DependsOn: [Match.stringLikeRegexp('^TopicPolicy')],
    });
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({
            Action: 'sns:Publish',
            Principal: { Service: 'vpce.amazonaws.com' },
            Condition: {
              StringEquals: { 'aws:SourceAccount': '111111111111' },
              ArnLike: { 'aws:SourceArn': Match.objectLike({}) },
            },
          }),
        ],
      },
    });
  });

  it('can tell a topic of another stack', () => {
    const app = makeApp();
    const topics = makeStack(provider, 'Topics', app);
    const stack = makeStack(provider, 'Test', app);
    new EndpointService(stack, 'Shop', {
      loadBalancer: { vpc: isolatedVpc(stack), listeners: [web] },
      notificationTopic: new Topic(topics, 'Topic'),
    });
    Template.fromStack(stack).resourceCountIs('AWS::EC2::VPCEndpointConnectionNotification', 1);
  });

  it('look at what consumers feel', () => {
    const template = publish({ alarms: { minutes: 5, resetsPerMinute: 7 } });
    const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => [
      Properties.Namespace,
      Properties.MetricName,
      Properties.ComparisonOperator,
      Properties.Threshold,
      Properties.EvaluationPeriods,
    ]);
    assert.deepEqual(alarms, [
      ['AWS/NetworkELB', 'UnHealthyHostCount', 'GreaterThanThreshold', 0, 5],
      ['AWS/NetworkELB', 'HealthyHostCount', 'LessThanThreshold', 1, 5],
      ['AWS/NetworkELB', 'PortAllocationErrorCount', 'GreaterThanThreshold', 0, 5],
      ['AWS/NetworkELB', 'RejectedFlowCount', 'GreaterThanThreshold', 0, 5],
      ['AWS/PrivateLinkServices', 'RstPacketsSent', 'GreaterThanThreshold', 7, 5],
    ]);
  });

  it('leave out the target groups of elsewhere, which have alarms of their own', () => {
    const stack = makeStack(provider);
    const targetGroup = NetworkTargetGroup.fromTargetGroupAttributes(stack, 'Group', {
      targetGroupArn: 'arn:aws:elasticloadbalancing:us-east-1:111111111111:targetgroup/web/1',
    });
    new EndpointService(stack, 'Shop', {
      loadBalancer: { vpc: isolatedVpc(stack), listeners: [{ port: 80, targetGroup }] },
      alarms: {},
    });
    Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::Alarm', 3);
  });
});

describe('An EndpointService that cannot be', () => {
  const targets = [new IpTarget('10.0.0.10')];
  const certificates = [ListenerCertificate.fromArn('arn:aws:acm:us-east-1:111111111111:certificate/1')];
  const refused: Readonly<
    Record<string, readonly [Partial<EndpointServiceProps>, Partial<ServiceLoadBalancerProps>]>
  > = {
    'no port is given': [{}, { listeners: [] }],
    '0 is not a port': [{}, { listeners: [{ port: 0, targets }] }],
    '65536 is not a port': [{}, { listeners: [{ port: 65536, targets }] }],
    '1.5 is not a port': [{}, { listeners: [{ port: 80, targets, targetPort: 1.5 }] }],
    'TCP 80 is given twice': [{}, { listeners: [web, { ...web, protocol: Protocol.TCP_UDP }] }],
    'there are 51 listeners': [
      {},
      { listeners: Array.from({ length: 51 }, (_, index) => ({ port: 1000 + index, targets })) },
    ],
    'there are no targets': [{}, { listeners: [{ port: 80 }] }],
    'the protocol HTTP cannot be published': [{}, { listeners: [{ ...web, protocol: Protocol.HTTP }] }],
    'a TLS listener has no certificate': [{}, { listeners: [{ ...web, protocol: Protocol.TLS }] }],
    'certificates are given for TCP': [{}, { listeners: [{ ...web, protocol: Protocol.TCP, certificates }] }],
    'is not a domain name': [{ domainName: 'Shop.example.com' }, {}],
    'privateDnsName has no name': [{ privateDnsName: {} }, {}],
    'ipAddressTypes is empty': [{ ipAddressTypes: [] }, {}],
    'ipAddressTypes names one twice': [{ ipAddressTypes: ['ipv4', 'ipv4'] }, {}],
    'port 80 has an idleTimeout, and the service has supportedRegions': [
      { supportedRegions: ['eu-west-1'] },
      { listeners: [{ ...web, idleTimeout: Duration.minutes(1) }] },
    ],
  };
  for (const [message, [props, loadBalancer]] of Object.entries(refused)) {
    it(`is told: ${message}`, () => {
      assert.throws(
        () => publish(props, loadBalancer),
        (error: Error) => {
          assert.match(error.message, /^Test\/Shop/, 'which construct');
          assert.ok(error.message.includes(message), error.message);
          assert.match(error.message, /\nExpected /, 'and what would be right');
          return true;
        },
      );
    });
  }

  it('is told of both or neither kind of load balancer', () => {
    const stack = makeStack(provider);
    assert.throws(() => new EndpointService(stack, 'Shop', {}), /neither loadBalancer and existing|neither/);
  });

  it('is told of an application load balancer behind anything but TCP, or beside others', () => {
    const stack = makeStack(provider);
    const vpc = isolatedVpc(stack);
    const alb = new ApplicationLoadBalancer(stack, 'Alb', { vpc });
    const target = new AlbListenerTarget(
      alb.addListener('Http', { port: 80, defaultAction: ListenerAction.fixedResponse(200) }),
    );
    const attempt = (id: string, listener: object) => () =>
      new EndpointService(stack, id, {
        loadBalancer: { vpc, listeners: [{ port: 80, targets: [target], ...listener }] },
      });
    assert.throws(attempt('A', { protocol: Protocol.UDP }), /target of a UDP listener/);
    assert.throws(attempt('B', { targets: [target, target] }), /one of 2 targets/);
    assert.throws(attempt('C', { proxyProtocolV2: true }), /does not understand it/);
  });

  it('is told of two subnets in one zone', () => {
    const stack = makeStack(provider);
    const vpc = new Vpc(stack, 'Vpc', {
      availabilityZones: ['us-east-1a'],
      natGateways: 0,
      restrictDefaultSecurityGroup: false,
    });
    const subnets = { subnets: [...vpc.isolatedSubnets, ...vpc.publicSubnets] };
    assert.equal(subnets.subnets.length, 2);
    assert.throws(
      () => new EndpointService(stack, 'Shop', { loadBalancer: { vpc, listeners: [web], subnets } }),
      /are both in us-east-1a/,
    );
  });

  it('is told of principals that PrivateLink does not know', () => {
    assert.throws(() => AllowedPrincipal.account('1111'), /is not the id of an account/);
    assert.throws(() => AllowedPrincipal.role('222222222222', 'team/Deploy'), /without a path/);
    assert.throws(
      () => AllowedPrincipal.arn('arn:aws:iam::222222222222:role/team/Deploy'),
      /cannot be allowed/,
    );
    assert.throws(() => AllowedPrincipal.arn('*'), /cannot be allowed/);
  });
});

function publish(
  props: Partial<EndpointServiceProps>,
  loadBalancer: Partial<ServiceLoadBalancerProps> = {},
): Template {
  const stack = makeStack(provider);
  new EndpointService(stack, 'Shop', {
    loadBalancer: { vpc: isolatedVpc(stack), listeners: [web], ...loadBalancer },
    ...props,
  });
  return Template.fromStack(stack);
}
