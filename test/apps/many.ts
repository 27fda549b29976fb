/** A stack of 200 resources, for the benchmark. */
import { App, DefaultStackSynthesizer, Stack } from 'aws-cdk-lib';
import {
  CfnRouteTable,
  CfnSecurityGroup,
  CfnSubnet,
  CfnSubnetRouteTableAssociation,
  CfnVPC,
} from 'aws-cdk-lib/aws-ec2';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';

const stack = new Stack(new App(), 'Many', {
  // Without a rule about the version of the bootstrap stack: 200 resources and nothing else.
  synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }),
});
const { ref: vpcId } = new CfnVPC(stack, 'Vpc', { cidrBlock: '10.0.0.0/16' });
for (let number = 0; number < 33; number += 1) {
  const { ref: subnetId } = new CfnSubnet(stack, `Subnet${number}`, {
    vpcId,
    cidrBlock: `10.0.${number}.0/24`,
  });
  const { ref: routeTableId } = new CfnRouteTable(stack, `Table${number}`, { vpcId });
  new CfnSubnetRouteTableAssociation(stack, `Association${number}`, { subnetId, routeTableId });
}
for (let number = 0; number < 50; number += 1) {
  new CfnSecurityGroup(stack, `Group${number}`, {
    vpcId,
    groupDescription: `group ${number}`,
    securityGroupIngress: [
      { ipProtocol: 'tcp', fromPort: number + 1, toPort: number + 1, cidrIp: '10.0.0.0/8' },
    ],
  });
  new StringParameter(stack, `Parameter${number}`, { stringValue: `value ${number}` });
}
