/** The consumer's app: `cdk deploy --profile consumer`, once the provider's is deployed. */
import { readEndpointServiceDetails } from '@postern/cdk-privatelink';
import { App } from 'aws-cdk-lib';
import { ConsumerStack } from './consumer-stack.ts';

const app = new App();
const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region = 'us-east-1' } = process.env;

new ConsumerStack(app, 'Consumer', {
  env: { region, ...(account === undefined ? {} : { account }) },
  service: readEndpointServiceDetails(app.node.tryGetContext('service') ?? '../service.json'),
  // `-c clients=RANGE,RANGE`
  clients: app.node.tryGetContext('clients')?.split(','),
  zoneIds: app.node.tryGetContext('zoneIds'),
  ami: app.node.tryGetContext('ami'),
});
