/** The AWS SDK's clients with the network cut off: what they would send, and what they make of an answer. */
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
import * as sns from '@aws-sdk/client-sns';
import * as ssm from '@aws-sdk/client-ssm';
import * as sts from '@aws-sdk/client-sts';
import type { SignedRequest } from '../sigv4/signed-request.ts';

export interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined when there is none. */
  readonly body: string | undefined;
}

export interface SdkAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface Sdk {
  /** Everything that the package exports. */
  readonly exports: Readonly<Record<string, unknown>>;
  /** Sends a command to `answer` instead of the network. */
  send(operation: string, input: object, answer: (request: SdkRequest) => SdkAnswer): Promise<object>;
}

type Command = new (input: object) => object;
type Client = new (settings: object) => { send(command: object): Promise<object> };

/** By signing name. */
export const sdks: Readonly<Record<string, Sdk>> = {
  acm: sdk(acm, acm.ACMClient),
  cloudformation: sdk(cloudformation, cloudformation.CloudFormationClient),
  cloudtrail: sdk(cloudtrail, cloudtrail.CloudTrailClient),
  ec2: sdk(ec2, ec2.EC2Client),
  ecr: sdk(ecr, ecr.ECRClient),
  elasticloadbalancing: sdk(elbv2, elbv2.ElasticLoadBalancingV2Client),
  iam: sdk(iam, iam.IAMClient),
  logs: sdk(logs, logs.CloudWatchLogsClient),
  monitoring: sdk(cloudwatch, cloudwatch.CloudWatchClient),
  route53: sdk(route53, route53.Route53Client),
  sns: sdk(sns, sns.SNSClient),
  ssm: sdk(ssm, ssm.SSMClient),
  sts: sdk(sts, sts.STSClient),
};

function sdk(exports: Readonly<Record<string, unknown>>, client: unknown): Sdk {
  return {
    exports,
    send: (operation, input, answer) => {
      // The packages have a command class for each operation; the one client is made for all of them.
      const Command = exports[`${operation}Command`] as Command;
      const handler = { handle: async (request: SdkRequest) => ({ response: answer(request) }) };
      const created = new (client as Client)({
        region: 'us-east-1',
        credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' },
        requestHandler: handler,
        maxAttempts: 1,
      });
      return created.send(new Command(input));
    },
  };
}

/** A request of the SDK as it comes over the wire. */
export function signedRequest({ method, path, query = {}, headers, body = '' }: SdkRequest): SignedRequest {
  const parts = Object.entries(query).flatMap(([name, value]) =>
    [value ?? ''].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one)}`),
  );
  return {
    method,
    path,
    query: parts.join('&'),
    headers: Object.entries(headers),
    body: Buffer.from(body ?? ''),
  };
}
