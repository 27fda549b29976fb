/** What the official SDK sends for an operation, caught before it is signed. */
import * as acm from '@aws-sdk/client-acm';
import * as cloudformation from '@aws-sdk/client-cloudformation';
import * as cloudtrail from '@aws-sdk/client-cloudtrail';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as ec2 from '@aws-sdk/client-ec2';
import * as ecr from '@aws-sdk/client-ecr';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import * as iam from '@aws-sdk/client-iam';
import * as route53 from '@aws-sdk/client-route-53';
import * as s3 from '@aws-sdk/client-s3';
import * as sns from '@aws-sdk/client-sns';
import * as ssm from '@aws-sdk/client-ssm';
import * as sts from '@aws-sdk/client-sts';
import type { Draft } from './damage.ts';

interface Caught {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

type Command = new (input: object) => object;
type Client = new (settings: object) => { send(command: object): Promise<object> };

const clients: Readonly<Record<string, readonly [Readonly<Record<string, unknown>>, unknown]>> = {
  acm: [acm, acm.ACMClient],
  cloudformation: [cloudformation, cloudformation.CloudFormationClient],
  cloudtrail: [cloudtrail, cloudtrail.CloudTrailClient],
  ec2: [ec2, ec2.EC2Client],
  ecr: [ecr, ecr.ECRClient],
  elasticloadbalancing: [elbv2, elbv2.ElasticLoadBalancingV2Client],
  iam: [iam, iam.IAMClient],
  logs: [logs, logs.CloudWatchLogsClient],
  monitoring: [cloudwatch, cloudwatch.CloudWatchClient],
  route53: [route53, route53.Route53Client],
  s3: [s3, s3.S3Client],
  sns: [sns, sns.SNSClient],
  ssm: [ssm, ssm.SSMClient],
  sts: [sts, sts.STSClient],
};

/** Headers that the signer makes anew, or that say nothing about the operation. */
const kept =
  /^(content-type|x-amz-(?!date$|content-sha256$|user-agent$|security-token$|decoded-content-length$).*|if-.*|range)$/i;

/**
 * The request that says `input`.
 * @returns undefined when the SDK itself refuses the input
 */
export async function draftOf(service: string, operation: string, input: object): Promise<Draft | undefined> {
  const [exports, client] = clients[service] ?? [];
  if (!exports) throw new Error(`no client is known for ${service}`);
  let caught: Caught | undefined;
  const handle = async (request: Caught) => {
    caught = request;
    throw new Error('caught');
  };
  // Each package has a command class for each of its operations, and one client for all of them.
  const sender = new (client as Client)({
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' },
    requestHandler: { handle },
    // Of S3: the bucket is in the path, as it is at an address.
    forcePathStyle: true,
    maxAttempts: 1,
  });
  await sender.send(new (exports[`${operation}Command`] as Command)(input)).catch(() => undefined);
  return caught && draft(caught);
}

function draft({ method, path, query = {}, headers, body = '' }: Caught): Draft {
  return {
    method,
    path,
    query: Object.fromEntries(Object.entries(query).map(([name, value]) => [name, value ?? ''])),
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => kept.test(name))),
    body: typeof body === 'string' ? body : Buffer.from(body).toString(),
  };
}
