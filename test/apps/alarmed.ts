/** A service with its alarms, and an endpoint of it in a VPC with the same addresses, in one stack. */
import { AllowedPrincipal, Endpoint, EndpointService } from '@postern/cdk-privatelink';
import { App, CfnOutput, Duration, Fn, LegacyStackSynthesizer, Stack } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { CfnInstance, IpAddresses, Peer, Port, SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { InstanceIdTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2-targets';
import { Topic } from 'aws-cdk-lib/aws-sns';

const stack = new Stack(new App(), 'Alarmed', { synthesizer: new LegacyStackSynthesizer() });
const [here, there] = [vpc('Provider'), vpc('Consumer')];

const group = new SecurityGroup(stack, 'Servers', { vpc: here });
const server = instance('Server', here, {
  securityGroupIds: [group.securityGroupId],
  // It ends when it is asked for /end.
  userData: Fn.base64(`#!/bin/sh
exec node -e '
require("http").createServer(({ url }, answer) => {
  answer.end("hello\\n");
  if (url === "/end") answer.once("close", () => process.exit());
}).listen(8080, "0.0.0.0")'
`),
});
const topic = new Topic(stack, 'Operators');
const service = new EndpointService(stack, 'Shop', {
  loadBalancer: {
    vpc: here,
    listeners: [
      {
        port: 80,
        targetPort: 8080,
        targets: [new InstanceIdTarget(server.ref)],
        healthCheck: {
          interval: Duration.seconds(5),
          timeout: Duration.seconds(2),
          healthyThresholdCount: 2,
          unhealthyThresholdCount: 2,
        },
      },
    ],
  },
  acceptanceRequired: false,
  allowedPrincipals: AllowedPrincipal.accounts([stack.account]),
  domainName: 'shop.example.com',
  alarms: { minutes: 1, actions: [new SnsAction(topic)] },
});
service.allowTo(group, Port.tcp(8080));

const client = instance('Client', there);
new Endpoint(stack, 'Endpoint', {
  vpc: there,
  service: service.details,
  sources: [Peer.ipv4(there.vpcCidrBlock)],
});

const outputs = {
  ClientId: client.ref,
  ServerId: server.ref,
  ServiceId: service.serviceId,
  LoadBalancer: service.loadBalancer?.loadBalancerFullName ?? '',
  TargetGroup: service.targetGroups[0]?.targetGroupArn ?? '',
  Topic: topic.topicArn,
};
for (const [name, value] of Object.entries(outputs)) new CfnOutput(stack, name, { value });

function vpc(id: string): Vpc {
  return new Vpc(stack, id, {
    ipAddresses: IpAddresses.cidr('10.0.0.0/16'),
    maxAzs: 1,
    natGateways: 0,
    restrictDefaultSecurityGroup: false,
    subnetConfiguration: [{ name: 'Isolated', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 24 }],
  });
}

function instance(
  id: string,
  { isolatedSubnets: [subnet] }: Vpc,
  more: { readonly securityGroupIds?: string[]; readonly userData?: string } = {},
): CfnInstance {
  return new CfnInstance(stack, id, {
    imageId: 'ami-00000000000000001',
    instanceType: 't3.micro',
    subnetId: subnet?.subnetId ?? '',
    privateIpAddress: '10.0.0.10',
    ...more,
  });
}
