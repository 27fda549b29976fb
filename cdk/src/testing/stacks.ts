/** Stacks for tests: isolated VPCs, all with the same addresses. */
import { App, Stack, type StackProps } from 'aws-cdk-lib';
import { SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { IpTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2-targets';
import type { Construct } from 'constructs';
import type { EndpointServiceDetails } from '../endpoint-service-details.ts';
import type { ServiceListener } from '../service-listener.ts';

export const provider = { account: '111111111111', region: 'us-east-1' };
export const consumer = { account: '222222222222', region: 'us-east-1' };

export function makeApp(): App {
  return new App({ analyticsReporting: false });
}

export function makeStack(env: StackProps['env'], id = 'Test', app: App = makeApp()): Stack {
  return new Stack(app, id, env === undefined ? {} : { env });
}

export function isolatedVpc(scope: Construct, zones = ['us-east-1a', 'us-east-1b']): Vpc {
  return new Vpc(scope, 'Vpc', {
    availabilityZones: zones,
    natGateways: 0,
    restrictDefaultSecurityGroup: false,
    subnetConfiguration: [{ name: 'Isolated', subnetType: SubnetType.PRIVATE_ISOLATED }],
  });
}

export const web: ServiceListener = { port: 80, targets: [new IpTarget('10.0.0.10', 8080)] };

export const shop: EndpointServiceDetails = {
  serviceName: 'com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0',
  ports: [{ port: 80 }],
  region: 'us-east-1',
  account: '111111111111',
  zones: [
    { id: 'use1-az1', name: 'us-east-1c' },
    { id: 'use1-az2', name: 'us-east-1d' },
  ],
  domainName: 'shop.example.com',
};
