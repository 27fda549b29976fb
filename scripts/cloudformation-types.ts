/** Which resource types of CloudFormation there are: the files of `src/cloudformation/types/`. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What a folder of types is called in a template. */
const namespaces: Readonly<Record<string, string>> = {
  acm: 'AWS::CertificateManager',
  cdk: 'AWS::CDK',
  cloudformation: 'AWS::CloudFormation',
  cloudwatch: 'AWS::CloudWatch',
  custom: 'Custom',
  ec2: 'AWS::EC2',
  ecr: 'AWS::ECR',
  elbv2: 'AWS::ElasticLoadBalancingV2',
  iam: 'AWS::IAM',
  lambda: 'AWS::Lambda',
  logs: 'AWS::Logs',
  route53: 'AWS::Route53',
  s3: 'AWS::S3',
  sns: 'AWS::SNS',
  ssm: 'AWS::SSM',
};

export interface TypeFile {
  readonly folder: string;
  /** Of the file and of what it exports. */
  readonly name: string;
  /** As in a template: `AWS::EC2::VPC`. */
  readonly type: string;
}

const types = join(import.meta.dirname, '../src/cloudformation/types');

/** All types, ordered by folder and name. */
export function typeFiles(): readonly TypeFile[] {
  return Object.entries(namespaces).flatMap(([folder, namespace]) =>
    namesIn(folder).map((name) => ({ folder, name, type: `${namespace}::${name}` })),
  );
}

function namesIn(folder: string): readonly string[] {
  const entries = readdirSync(types, { withFileTypes: true });
  if (!entries.some((entry) => entry.isDirectory() && entry.name === folder)) return [];
  return readdirSync(join(types, folder))
    .flatMap((file) => /^([A-Z]\w*)\.ts$/.exec(file)?.[1] ?? [])
    .sort();
}
