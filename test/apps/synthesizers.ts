/** Stacks with each synthesizer of the CDK; those that can have an asset have one. What is in them is small. */
import { join } from 'node:path';
import {
  App,
  BootstraplessSynthesizer,
  CfnOutput,
  CliCredentialsStackSynthesizer,
  DefaultStackSynthesizer,
  type IStackSynthesizer,
  LegacyStackSynthesizer,
  Stack,
} from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';

const app = new App();

declare('Default', new DefaultStackSynthesizer(), true);
declare('CliCredentials', new CliCredentialsStackSynthesizer(), true);
declare('Legacy', new LegacyStackSynthesizer(), true);
declare('Bootstrapless', new BootstraplessSynthesizer(), false);

function declare(name: string, synthesizer: IStackSynthesizer, hasAsset: boolean): void {
  const stack = new Stack(app, name, { synthesizer });
  new StringParameter(stack, 'Parameter', { parameterName: `/synthesizers/${name}`, stringValue: name });
  if (!hasAsset) return;
  const asset = new Asset(stack, 'Asset', { path: join(import.meta.dirname, '../../LICENSE') });
  new CfnOutput(stack, 'Key', { value: asset.s3ObjectKey });
}
