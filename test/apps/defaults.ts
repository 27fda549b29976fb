/** An app as `cdk init` and the guides of the CDK lead to: constructs with what they have without being asked. */
import { App, CfnOutput, Duration, LegacyStackSynthesizer, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { InstanceTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';

const app = new App();
defaults('Defaults', 8080);
defaults('Moved', 8081);

/** @param port where the server listens */
function defaults(id: string, port: number): void {
  const stack = new Stack(app, id, { synthesizer: new LegacyStackSynthesizer() });
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2 });

  const machine = {
    vpc,
    instanceType: ec2.InstanceType.of(ec2.InstanceClass.T3, ec2.InstanceSize.MICRO),
    machineImage: ec2.MachineImage.latestAmazonLinux2023(),
  };
  const server = new ec2.Instance(stack, 'Server', { ...machine, ssmSessionPermissions: true });
  server.userData.addCommands(
    'cd "$(mktemp -d)"',
    'echo hello > index.html',
    `exec python3 -m http.server --bind 0.0.0.0 ${port}`,
  );
  const client = new ec2.BastionHostLinux(stack, 'Client', { ...machine });
  const open = new ec2.Instance(stack, 'Open', {
    ...machine,
    vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC },
  });

  const nlb = new elbv2.NetworkLoadBalancer(stack, 'Nlb', { vpc, crossZoneEnabled: true });
  nlb.addListener('Web', { port: 80 }).addTargets('Servers', {
    port,
    targets: [new InstanceTarget(server)],
    healthCheck: { interval: Duration.seconds(5), timeout: Duration.seconds(2), healthyThresholdCount: 2 },
  });
  server.connections.allowFrom(ec2.Peer.ipv4(vpc.vpcCidrBlock), ec2.Port.tcp(port));

  const zone = new route53.PrivateHostedZone(stack, 'Zone', { vpc, zoneName: 'corp.example' });
  const target = route53.RecordTarget.fromAlias(new LoadBalancerTarget(nlb));
  new route53.ARecord(stack, 'Name', { zone, recordName: 'web', target });
  new route53.CnameRecord(stack, 'Alias', { zone, recordName: 'www', domainName: 'web.corp.example' });
  new route53.TxtRecord(stack, 'Text', { zone, values: ['kept'] });
  new route53.PublicHostedZone(stack, 'Public', { zoneName: 'example.net' });

  const user = new iam.User(stack, 'User');
  new iam.Group(stack, 'Group').addUser(user);
  const statements = [new iam.PolicyStatement({ actions: ['ec2:Describe*'], resources: ['*'] })];
  new iam.ManagedPolicy(stack, 'Reading', { users: [user], statements });
  new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }).addToPolicy(
    new iam.PolicyStatement({ actions: ['iam:List*'], resources: ['*'] }),
  );

  new CfnOutput(stack, 'ClientId', { value: client.instanceId });
  new CfnOutput(stack, 'OpenId', { value: open.instanceId });
  new CfnOutput(stack, 'VpcId', { value: vpc.vpcId });
}
