/** The AWS services whose models are generated, and the SDK clients that the models come from. */
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
import type { SimpleType } from '../src/wire/model-format.ts';

export interface Source {
  /** The folder below `src/operations/` and the name of the file. */
  readonly name: string;
  readonly signingName: string;
  readonly packageName: string;
  readonly sdk: Readonly<Record<string, unknown>>;
  readonly client: { readonly config: object };
  /** Members whose number is no 32-bit integer. The schemas know only "a number". */
  readonly numbers: Readonly<Record<string, SimpleType>>;
}

const settings = { region: 'us-east-1', credentials: { accessKeyId: 'none', secretAccessKey: 'none' } };

/** A further service is a further entry. */
export const sources: readonly Source[] = [
  {
    name: 'acm',
    signingName: 'acm',
    packageName: '@aws-sdk/client-acm',
    sdk: acm,
    client: new acm.ACMClient(settings),
    numbers: {},
  },
  {
    name: 'cloudformation',
    signingName: 'cloudformation',
    packageName: '@aws-sdk/client-cloudformation',
    sdk: cloudformation,
    client: new cloudformation.CloudFormationClient(settings),
    numbers: {},
  },
  {
    name: 'cloudtrail',
    signingName: 'cloudtrail',
    packageName: '@aws-sdk/client-cloudtrail',
    sdk: cloudtrail,
    client: new cloudtrail.CloudTrailClient(settings),
    numbers: {},
  },
  {
    name: 'cloudwatch',
    signingName: 'monitoring',
    packageName: '@aws-sdk/client-cloudwatch',
    sdk: cloudwatch,
    client: new cloudwatch.CloudWatchClient(settings),
    numbers: {
      'Datapoint.Average': 'double',
      'Datapoint.Maximum': 'double',
      'Datapoint.Minimum': 'double',
      'Datapoint.SampleCount': 'double',
      'Datapoint.Sum': 'double',
      'Datapoint.ExtendedStatistics': 'double',
      'MetricAlarm.Threshold': 'double',
      'MetricDataResult.Values': 'double',
      'PutMetricAlarmInput.Threshold': 'double',
    },
  },
  {
    name: 'ec2',
    signingName: 'ec2',
    packageName: '@aws-sdk/client-ec2',
    sdk: ec2,
    client: new ec2.EC2Client(settings),
    numbers: {
      'GetManagedPrefixListEntriesRequest.TargetVersion': 'long',
      'MemoryGiBPerVCpuRequest.Max': 'double',
      'MemoryGiBPerVCpuRequest.Min': 'double',
      'ModifyManagedPrefixListRequest.CurrentVersion': 'long',
      'NetworkBandwidthGbpsRequest.Max': 'double',
      'NetworkBandwidthGbpsRequest.Min': 'double',
      'RestoreManagedPrefixListVersionRequest.CurrentVersion': 'long',
      'RestoreManagedPrefixListVersionRequest.PreviousVersion': 'long',
      'TotalLocalStorageGBRequest.Max': 'double',
      'TotalLocalStorageGBRequest.Min': 'double',
    },
  },
  {
    name: 'ecr',
    signingName: 'ecr',
    packageName: '@aws-sdk/client-ecr',
    sdk: ecr,
    client: new ecr.ECRClient(settings),
    numbers: {},
  },
  {
    name: 'elbv2',
    signingName: 'elasticloadbalancing',
    packageName: '@aws-sdk/client-elastic-load-balancing-v2',
    sdk: elbv2,
    client: new elbv2.ElasticLoadBalancingV2Client(settings),
    numbers: {
      'AuthenticateCognitoActionConfig.SessionTimeout': 'long',
      'AuthenticateOidcActionConfig.SessionTimeout': 'long',
    },
  },
  {
    name: 'iam',
    signingName: 'iam',
    packageName: '@aws-sdk/client-iam',
    sdk: iam,
    client: new iam.IAMClient(settings),
    numbers: {},
  },
  {
    name: 'logs',
    signingName: 'logs',
    packageName: '@aws-sdk/client-cloudwatch-logs',
    sdk: logs,
    client: new logs.CloudWatchLogsClient(settings),
    numbers: {
      'LogGroup.creationTime': 'long',
      'LogGroup.storedBytes': 'long',
    },
  },
  {
    name: 'route53',
    signingName: 'route53',
    packageName: '@aws-sdk/client-route-53',
    sdk: route53,
    client: new route53.Route53Client(settings),
    numbers: {
      'CidrCollection.Version': 'long',
      'CidrCollectionSummary.Version': 'long',
      'ChangeCidrCollectionRequest.CollectionVersion': 'long',
      'HealthCheck.HealthCheckVersion': 'long',
      'HostedZone.ResourceRecordSetCount': 'long',
      'GetAccountLimitResponse.Count': 'long',
      'GetHealthCheckCountResponse.HealthCheckCount': 'long',
      'GetHostedZoneCountResponse.HostedZoneCount': 'long',
      'GetHostedZoneLimitResponse.Count': 'long',
      'AccountLimit.Value': 'long',
      'HostedZoneLimit.Value': 'long',
      'ResourceRecordSet.TTL': 'long',
      'ResourceRecordSet.Weight': 'long',
      'UpdateHealthCheckRequest.HealthCheckVersion': 'long',
    },
  },
  {
    name: 's3',
    signingName: 's3',
    packageName: '@aws-sdk/client-s3',
    sdk: s3,
    client: new s3.S3Client(settings),
    numbers: {
      'CompleteMultipartUploadRequest.MpuObjectSize': 'long',
      'DeleteObjectRequest.IfMatchSize': 'long',
      'LifecycleRuleAndOperator.ObjectSizeGreaterThan': 'long',
      'LifecycleRuleAndOperator.ObjectSizeLessThan': 'long',
      'LifecycleRuleFilter.ObjectSizeGreaterThan': 'long',
      'LifecycleRuleFilter.ObjectSizeLessThan': 'long',
      'ObjectIdentifier.Size': 'long',
      'PutObjectRequest.WriteOffsetBytes': 'long',
      'GetObjectOutput.ContentLength': 'long',
      'HeadObjectOutput.ContentLength': 'long',
      'Object.Size': 'long',
      'ObjectVersion.Size': 'long',
      'Part.Size': 'long',
      'PutObjectOutput.Size': 'long',
      'PutObjectRequest.ContentLength': 'long',
      'UploadPartRequest.ContentLength': 'long',
    },
  },
  {
    name: 'sns',
    signingName: 'sns',
    packageName: '@aws-sdk/client-sns',
    sdk: sns,
    client: new sns.SNSClient(settings),
    numbers: {},
  },
  {
    name: 'ssm',
    signingName: 'ssm',
    packageName: '@aws-sdk/client-ssm',
    sdk: ssm,
    client: new ssm.SSMClient(settings),
    numbers: {
      'LabelParameterVersionRequest.ParameterVersion': 'long',
      'LabelParameterVersionResult.ParameterVersion': 'long',
      'Parameter.Version': 'long',
      'ParameterHistory.Version': 'long',
      'ParameterMetadata.Version': 'long',
      'PutParameterResult.Version': 'long',
      'UnlabelParameterVersionRequest.ParameterVersion': 'long',
    },
  },
  {
    name: 'sts',
    signingName: 'sts',
    packageName: '@aws-sdk/client-sts',
    sdk: sts,
    client: new sts.STSClient(settings),
    numbers: {},
  },
];
