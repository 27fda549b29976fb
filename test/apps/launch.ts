/** Instances as apps have them that insist on IMDSv2: each with a launch template, from images that are looked up. */
import { App, CfnOutput, LegacyStackSynthesizer, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';

const app = new App();
const env = { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION };
const stack = new Stack(app, 'Launch', { env, synthesizer: new LegacyStackSynthesizer() });
const subnetConfiguration = [{ name: 'inside', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }];
const vpc = new ec2.Vpc(stack, 'Vpc', { availabilityZones: ['us-east-1a'], subnetConfiguration });
const instanceType = ec2.InstanceType.of(ec2.InstanceClass.T3, ec2.InstanceSize.MICRO);
const vpcSubnets = { subnetType: ec2.SubnetType.PRIVATE_ISOLATED };

const server = new ec2.Instance(stack, 'Server', {
  ...{ vpc, vpcSubnets, instanceType, requireImdsv2: true },
  machineImage: ec2.MachineImage.latestAmazonLinux2023(),
});
server.userData.addCommands(
  'cd "$(mktemp -d)"',
  'echo hello > index.html',
  'exec python3 -m http.server --bind 0.0.0.0 8080',
);
const client = new ec2.Instance(stack, 'Client', {
  ...{ vpc, vpcSubnets, instanceType, requireImdsv2: true, detailedMonitoring: true },
  machineImage: ec2.MachineImage.lookup({ name: 'al2023-ami-2023.*-x86_64', owners: ['amazon'] }),
});
const template = new ec2.LaunchTemplate(stack, 'Template', {
  ...{ instanceType, requireImdsv2: true, detailedMonitoring: true },
  machineImage: ec2.MachineImage.latestAmazonLinux2023(),
  userData: ec2.UserData.forLinux(),
  securityGroup: new ec2.SecurityGroup(stack, 'Group', { vpc }),
  launchTemplateName: 'web',
  httpPutResponseHopLimit: Number(app.node.tryGetContext('hops') ?? 1),
});
for (const [name, value] of Object.entries({
  ServerAddress: server.instancePrivateIp,
  ServerId: server.instanceId,
  ClientId: client.instanceId,
  SubnetId: vpc.isolatedSubnets[0]?.subnetId ?? '',
  Latest: template.latestVersionNumber,
})) {
  new CfnOutput(stack, name, { value });
}
