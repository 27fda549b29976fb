/** The API as the aws command, boto3 and curl see it. What is not installed is skipped and says so. */
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { test } from 'node:test';
import * as ec2 from '@aws-sdk/client-ec2';
import { CreateLoadBalancerCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ServiceError } from '../model/errors.ts';
import { operations as allOperations } from '../operations/generated/registry.ts';
import { plainRequest } from '../wire/testing/sign.ts';
import { fakeOperation, startTestServer, type TestServer } from './testing/server.ts';

const operations = [
  fakeOperation('GetCallerIdentity', (_, { caller }) => ({ Account: caller.accountId, Arn: caller.arn }), {
    service: 'sts',
    access: 'read',
  }),
  fakeOperation(
    'CreateVpc',
    (input) => ({ Vpc: { VpcId: 'vpc-1', CidrBlock: input.CidrBlock, Tags: tagsOf(input) } }),
    {
      honours: ['CidrBlock', 'TagSpecifications'],
    },
  ),
  fakeOperation(
    'DeleteVpc',
    () => {
      throw new ServiceError('DependencyViolation', 'The vpc has dependencies & <cannot> be deleted.');
    },
    { honours: ['VpcId'] },
  ),
  fakeOperation('DescribeTargetHealth', (input) => ({ TargetHealthDescriptions: targetsOf(input) }), {
    service: 'elasticloadbalancing',
    access: 'read',
    honours: ['TargetGroupArn', 'Targets'],
  }),
];

function tagsOf(input: Readonly<Record<string, unknown>>): unknown {
  return (input.TagSpecifications as readonly { Tags: unknown }[])[0]?.Tags;
}

function targetsOf(input: Readonly<Record<string, unknown>>): unknown {
  return (input.Targets as readonly object[]).map((target) => ({
    Target: target,
    TargetHealth: { State: 'unused' },
  }));
}

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(server: TestServer, command: string, args: readonly string[]): Promise<Ran> {
  const env = {
    PATH: process.env.PATH,
    HOME: '/nonexistent',
    AWS_ENDPOINT_URL: server.url,
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: plainRequest.secret,
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_MAX_ATTEMPTS: '1',
    AWS_PAGER: '',
  };
  const { promise, resolve } = Promise.withResolvers<Ran>();
  execFile(command, args, { env, timeout: 60_000 }, (error, out, err) => {
    resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err });
  });
  return promise;
}

function skipUnless(name: string, command: string, ...args: string[]) {
  const there = spawnSync(command, args, { stdio: 'ignore' }).status === 0;
  return { skip: there ? false : `${name} is not installed: it was not tried` };
}

test('the aws command', skipUnless('the aws command', 'aws', '--version'), async () => {
  await using server = await startTestServer(operations);
  const aws = (...args: string[]) => run(server, 'aws', [...args, '--output', 'json']);

  const me = await aws('sts', 'get-caller-identity');
  assert.equal(me.code, 0, me.err);
  assert.equal(JSON.parse(me.out).Arn, 'arn:aws:iam::111111111111:root');

  const tags = [{ Key: 'Name', Value: 'a <b> & "c" ä 😀' }];
  const specifications = JSON.stringify([{ ResourceType: 'vpc', Tags: tags }]);
  const vpc = await aws(
    'ec2',
    'create-vpc',
    '--cidr-block',
    '10.0.0.0/16',
    '--tag-specifications',
    specifications,
  );
  assert.equal(vpc.code, 0, vpc.err);
  assert.deepEqual(JSON.parse(vpc.out).Vpc, { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', Tags: tags });

  const refused = await aws('ec2', 'delete-vpc', '--vpc-id', 'vpc-1');
  assert.ok(refused.code >= 254);
  assert.match(
    refused.err,
    /\(DependencyViolation\) when calling the DeleteVpc operation: The vpc has dependencies & <cannot> be deleted\./,
  );

  const dry = await aws(
    'ec2',
    'create-vpc',
    '--cidr-block',
    'x',
    '--tag-specifications',
    specifications,
    '--dry-run',
  );
  assert.match(dry.err, /\(DryRunOperation\)/);

  const health = await aws(
    'elbv2',
    'describe-target-health',
    '--target-group-arn',
    'arn',
    '--targets',
    'Id=10.0.0.1,Port=80',
  );
  assert.equal(health.code, 0, health.err);
  assert.deepEqual(JSON.parse(health.out).TargetHealthDescriptions, [
    { Target: { Id: '10.0.0.1', Port: 80 }, TargetHealth: { State: 'unused' } },
  ]);

  const absent = await aws('ec2', 'describe-fleets');
  assert.match(
    absent.err,
    /\(InvalidAction\) .* AWS has the action DescribeFleets, but Postern does not offer it/,
  );
});

const boto = `
import boto3, botocore.exceptions, sys, urllib.request
ec2 = boto3.client('ec2')
print(boto3.client('sts').get_caller_identity()['Account'])
print(ec2.create_vpc(CidrBlock='10.0.0.0/16', TagSpecifications=[{'Tags': [{'Key': 'k', 'Value': ''}]}])['Vpc']['Tags'])
try:
    ec2.delete_vpc(VpcId='vpc-1')
except botocore.exceptions.ClientError as error:
    print(error.response['Error']['Code'], error.response['ResponseMetadata']['HTTPStatusCode'])
url = boto3.client('sts').generate_presigned_url('get_caller_identity', HttpMethod='GET')
print('<Account>111111111111</Account>' in urllib.request.urlopen(url).read().decode())
`;

test('boto3', skipUnless('boto3', 'python3', '-c', 'import boto3'), async () => {
  await using server = await startTestServer(operations);
  const { code, out, err } = await run(server, 'python3', ['-c', boto]);
  assert.equal(code, 0, err);
  assert.deepEqual(out.trim().split('\n'), [
    '111111111111',
    "[{'Key': 'k', 'Value': ''}]",
    'DependencyViolation 400',
    'True',
  ]);
});

/** Seven endpoints without interfaces, of a service of the account's own. */
async function openSeven(): Promise<TestServer> {
  const server = await startTestServer(allOperations);
  const [client, elb] = [server.ec2(), server.elbv2()];
  const { Vpc } = await client.send(new ec2.CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const { Subnet } = await client.send(
    new ec2.CreateSubnetCommand({ VpcId: Vpc?.VpcId, CidrBlock: '10.0.1.0/24' }),
  );
  const { LoadBalancers } = await elb.send(
    new CreateLoadBalancerCommand({
      Name: 'one',
      Type: 'network',
      Scheme: 'internal',
      Subnets: [Subnet?.SubnetId ?? ''],
    }),
  );
  const { ServiceConfiguration } = await client.send(
    new ec2.CreateVpcEndpointServiceConfigurationCommand({
      NetworkLoadBalancerArns: [LoadBalancers?.[0]?.LoadBalancerArn ?? ''],
    }),
  );
  const wish = {
    VpcEndpointType: 'Interface',
    VpcId: Vpc?.VpcId,
    ServiceName: ServiceConfiguration?.ServiceName,
  } as const;
  for (let made = 0; made < 7; made += 1) await client.send(new ec2.CreateVpcEndpointCommand(wish));
  return server;
}

test('pages of the aws command', skipUnless('the aws command', 'aws', '--version'), async () => {
  await using server = await openSeven();
  const query = ['--query', 'length(VpcEndpoints)', '--output', 'text'];
  const { out, err } = await run(server, 'aws', [
    'ec2',
    'describe-vpc-endpoints',
    '--page-size',
    '5',
    ...query,
  ]);
  // Text output asks the query of each page.
  assert.deepEqual(out.trim().split('\n'), ['5', '2'], err);
});

const pages = `
import boto3
pages = list(boto3.client('ec2').get_paginator('describe_vpc_endpoints').paginate(PaginationConfig={'PageSize': 5}))
print([len(page['VpcEndpoints']) for page in pages])
print(len(set(each['VpcEndpointId'] for page in pages for each in page['VpcEndpoints'])))
`;

test('pages of boto3', skipUnless('boto3', 'python3', '-c', 'import boto3'), async () => {
  await using server = await openSeven();
  const { out, err } = await run(server, 'python3', ['-c', pages]);
  assert.deepEqual(out.trim().split('\n'), ['[5, 2]', '7'], err);
});

test('curl', skipUnless('curl with signatures', 'curl', '--aws-sigv4', 'aws:amz', '--version'), async () => {
  await using server = await startTestServer(operations);
  const body = 'Action=GetCallerIdentity&Version=2011-06-15';
  const key = ['--user', `AKIAEXAMPLE:${plainRequest.secret}`];
  const { out, err } = await run(server, 'curl', [
    '-sS',
    server.url,
    '--aws-sigv4',
    'aws:amz:us-east-1:sts',
    ...key,
    '-d',
    body,
  ]);
  assert.match(out, /<Account>111111111111<\/Account>/, err);
  const page = await run(server, 'curl', ['-sS', server.url]);
  assert.match(page.out, /^Postern/);
});
