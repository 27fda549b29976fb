/** The provider's app: `cdk deploy --profile provider --outputs-file ../service.json`. */
import { App } from 'aws-cdk-lib';
import { ProviderStack } from './provider-stack.ts';

const app = new App();
const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region = 'us-east-1' } = process.env;

new ProviderStack(app, 'Provider', {
  env: { region, ...(account === undefined ? {} : { account }) },
  consumers: list('consumers'),
  accepted: list('accept'),
  ami: app.node.tryGetContext('ami'),
});

/** `-c name=one,two` */
function list(name: string): string[] {
  const text: string = app.node.tryGetContext(name) ?? '';
  return text.split(',').filter((part) => part !== '');
}
