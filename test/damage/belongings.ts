/**
 * What accounts have besides networks: objects, parameters, repositories, alarms, log groups, certificates. Their names
 * can be guessed, and so stand in requests of strangers; what nobody else may see holds the account's word.
 */
import * as acm from '@aws-sdk/client-acm';
import * as cw from '@aws-sdk/client-cloudwatch';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as ec2 from '@aws-sdk/client-ec2';
import * as ecr from '@aws-sdk/client-ecr';
import * as s3 from '@aws-sdk/client-s3';
import * as sns from '@aws-sdk/client-sns';
import * as ssm from '@aws-sdk/client-ssm';
import { issue } from '../../src/operations/acm/testing/issue.ts';
import type { TestServer } from '../../src/server/testing/server.ts';

/** Whose they are. */
export interface Owner {
  readonly accountId: string;
  readonly keyId: string;
  readonly secret: string;
}

/**
 * Gives the account one of everything.
 * @param name begins the names, in small letters
 * @param word in tags, values, descriptions and content
 */
export async function furnish(server: TestServer, owner: Owner, name: string, word: string): Promise<void> {
  const settings = {
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: owner.keyId, secretAccessKey: owner.secret },
    maxAttempts: 1,
  };
  await putObjects(new s3.S3Client({ ...settings, forcePathStyle: true }), name, word);
  await putParameters(new ssm.SSMClient(settings), name, word);
  await makeRepository(new ecr.ECRClient(settings), name, word);
  await makeLogGroup(new logs.CloudWatchLogsClient(settings), name, word);
  const topicArn = await makeTopic(new sns.SNSClient(settings), owner, name, word);
  await putAlarm(new cw.CloudWatchClient(settings), topicArn, name, word);
  await importCertificate(new acm.ACMClient(settings), word);
  await makePrefixList(new ec2.EC2Client(settings), name, word);
}

/** Versions, a delete marker, an upload with a part, and every setting that a bucket can have. */
async function putObjects(client: s3.S3Client, name: string, word: string): Promise<void> {
  const Bucket = `${name}-bucket`;
  await client.send(new s3.CreateBucketCommand({ Bucket }));
  const VersioningConfiguration = { Status: 'Enabled' } as const;
  await client.send(new s3.PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  for (const Key of ['docs/a.txt', 'docs/a.txt', 'docs/b.txt', 'gone.txt'])
    await client.send(
      new s3.PutObjectCommand({ Bucket, Key, Body: `${word} in ${Key}`, Metadata: { word } }),
    );
  await client.send(new s3.DeleteObjectCommand({ Bucket, Key: 'gone.txt' }));
  const upload = { Bucket, Key: 'docs/upload.bin' };
  const { UploadId } = await client.send(
    new s3.CreateMultipartUploadCommand({ ...upload, Metadata: { word } }),
  );
  await client.send(new s3.UploadPartCommand({ ...upload, UploadId, PartNumber: 1, Body: word }));
  await client.send(
    new s3.PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [{ Key: 'word', Value: word }] } }),
  );
  const Statement = {
    Sid: word,
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::222222222222:root' },
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${Bucket}/docs/*`,
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  await client.send(new s3.PutBucketPolicyCommand({ Bucket, Policy }));
  const rule = {
    ID: word,
    Status: 'Enabled' as const,
    Filter: { Prefix: '' },
    NoncurrentVersionExpiration: { NoncurrentDays: 30 },
  };
  await client.send(
    new s3.PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: [rule] } }),
  );
}

async function putParameters(client: ssm.SSMClient, name: string, word: string): Promise<void> {
  const Tags = [{ Key: 'word', Value: word }];
  const put = (more: object) =>
    client.send(new ssm.PutParameterCommand({ Name: '', Value: word, Type: 'String', ...more }));
  const Name = `/${name}/param/open`;
  await put({ Name, Description: word, Tags });
  await put({ Name, Overwrite: true, AllowedPattern: '.*' });
  await client.send(
    new ssm.LabelParameterVersionCommand({ Name, ParameterVersion: 1, Labels: [`${name}-label`] }),
  );
  await put({ Name: `/${name}/param/secret`, Type: 'SecureString' });
}

async function makeRepository(client: ecr.ECRClient, name: string, word: string): Promise<void> {
  const repositoryName = `${name}/repository`;
  const tags = [{ Key: 'word', Value: word }];
  await client.send(new ecr.CreateRepositoryCommand({ repositoryName, tags }));
  const Statement = {
    Sid: word,
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::222222222222:root' },
    Action: 'ecr:DescribeRepositories',
  };
  const policyText = JSON.stringify({ Version: '2012-10-17', Statement });
  await client.send(new ecr.SetRepositoryPolicyCommand({ repositoryName, policyText }));
  const rule = {
    rulePriority: 1,
    description: word,
    selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 1 },
    action: { type: 'expire' },
  };
  const lifecyclePolicyText = JSON.stringify({ rules: [rule] });
  await client.send(new ecr.PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText }));
}

async function makeLogGroup(client: logs.CloudWatchLogsClient, name: string, word: string): Promise<void> {
  const logGroupName = `/${name}/log-group`;
  await client.send(new logs.CreateLogGroupCommand({ logGroupName, tags: { word } }));
  await client.send(new logs.PutRetentionPolicyCommand({ logGroupName, retentionInDays: 30 }));
}

async function makeTopic(
  client: sns.SNSClient,
  { accountId }: Owner,
  name: string,
  word: string,
): Promise<string> {
  const Tags = [{ Key: 'word', Value: word }];
  const { TopicArn = '' } = await client.send(new sns.CreateTopicCommand({ Name: `${name}-events`, Tags }));
  const set = (AttributeName: string, AttributeValue: string) =>
    client.send(new sns.SetTopicAttributesCommand({ TopicArn, AttributeName, AttributeValue }));
  await set('DisplayName', word);
  const Statement = {
    Sid: word,
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${accountId}:root` },
    Action: 'sns:Publish',
    Resource: TopicArn,
  };
  await set('Policy', JSON.stringify({ Version: '2012-10-17', Statement }));
  return TopicArn;
}

async function putAlarm(
  client: cw.CloudWatchClient,
  topicArn: string,
  name: string,
  word: string,
): Promise<void> {
  const AlarmName = `${name}-alarm`;
  await client.send(
    new cw.PutMetricAlarmCommand({
      ...{ AlarmName, AlarmDescription: word, AlarmActions: [topicArn] },
      ...{ Namespace: 'AWS/NetworkELB', MetricName: 'UnHealthyHostCount', Statistic: 'Maximum' },
      ...{ Period: 60, EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: 'GreaterThanThreshold' },
      Dimensions: [{ Name: 'LoadBalancer', Value: `net/${word}/1` }],
      Tags: [{ Key: 'word', Value: word }],
    }),
  );
  const state = { StateValue: 'ALARM', StateReason: word } as const;
  await client.send(new cw.SetAlarmStateCommand({ AlarmName, ...state }));
}

async function importCertificate(client: acm.ACMClient, word: string): Promise<void> {
  const { pem, keyPem } = issue({ commonName: `${word}.example.com`, dnsNames: [`${word}.example.com`] });
  await client.send(
    new acm.ImportCertificateCommand({
      Certificate: Buffer.from(pem),
      PrivateKey: Buffer.from(keyPem),
      Tags: [{ Key: 'word', Value: word }],
    }),
  );
}

async function makePrefixList(client: ec2.EC2Client, name: string, word: string): Promise<void> {
  await client.send(
    new ec2.CreateManagedPrefixListCommand({
      ...{ PrefixListName: `${name}-prefixes`, MaxEntries: 5, AddressFamily: 'IPv4' },
      Entries: [{ Cidr: '10.9.0.0/16', Description: word }],
      TagSpecifications: [{ ResourceType: 'prefix-list', Tags: [{ Key: 'word', Value: word }] }],
    }),
  );
}
