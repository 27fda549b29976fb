/** Three accounts with everything that can be had, two of which do business; the third has nothing to do with them. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as cfn from '@aws-sdk/client-cloudformation';
import * as ec2 from '@aws-sdk/client-ec2';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import * as iam from '@aws-sdk/client-iam';
import * as route53 from '@aws-sdk/client-route-53';
import * as sns from '@aws-sdk/client-sns';
import { createAccount } from '../../src/admin/accounts.ts';
import { Authorizer } from '../../src/authorization/authorizer.ts';
import { findKey } from '../../src/authorization/find-key.ts';
import type { Reader } from '../../src/model/access.ts';
import { rootCaller } from '../../src/model/caller.ts';
import { indexes } from '../../src/model/indexes.ts';
import { parameterArn } from '../../src/model/parameter-resources.ts';
import { randomIds } from '../../src/model/random-ids.ts';
import type { Kind } from '../../src/model/resources.ts';
import { operations } from '../../src/operations/generated/registry.ts';
import { regionDefaults } from '../../src/operations/network/default-vpc.ts';
import { startTestServer, type TestServer } from '../../src/server/testing/server.ts';
import { lateContent } from '../harness/storage-server.ts';
import { furnish } from './belongings.ts';
import type { Texts } from './plausible.ts';

/** In names and tags of the two accounts that the third must never see. */
export const marker = 'zqhidden';

export interface Party {
  readonly accountId: string;
  readonly keyId: string;
  readonly secret: string;
}

export const provider = party('111111111111', 'AKIAEXAMPLEPROVIDER');
export const consumer = party('222222222222', 'AKIAEXAMPLECONSUMER');
export const stranger = party('333333333333', 'AKIAEXAMPLESTRANGER');
/** A user of the stranger's account who may do little. */
export const strangersUser = party('333333333333', 'AKIAEXAMPLEPOORUSER');

const usersPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: ['ec2:Describe*', 'ec2:CreateTags', 'elasticloadbalancing:*'], Resource: '*' },
    { Effect: 'Deny', Action: '*', Resource: '*', Condition: { StringEquals: { 'aws:RequestTag/a': 'b' } } },
  ],
});

function party(accountId: string, keyId: string): Party {
  return { accountId, keyId, secret: `the secret key of ${keyId}`.replaceAll(' ', '-') };
}

export interface World extends TestServer {
  /** Files of content that no record refers to, when nothing is under way. */
  strayFiles(): Promise<readonly string[]>;
}

/** A server that authenticates and authorises as the daemon does, with accounts that have something. */
export async function openWorld(): Promise<World> {
  const authorizer = new Authorizer();
  const directory = mkdtempSync(join(tmpdir(), 'postern-damage-'));
  const late = lateContent(directory);
  const server: TestServer = await startTestServer(operations, {
    findKey: (id) => findKey(server.state, id),
    authorize: (request) => authorizer.authorize(request),
    regionDefaults,
    content: late.store,
  });
  const content = late.open(server.state);
  const close = server[Symbol.asyncDispose].bind(server);
  const world = Object.assign(server, {
    strayFiles: async () => {
      await content.settled();
      return readdirSync(directory).filter((file) => !isReferred(server.state, file));
    },
    [Symbol.asyncDispose]: async () => {
      await content.close();
      await close();
      rmSync(directory, { recursive: true, force: true });
    },
  });
  try {
    await addParties(server);
    await fill(server);
    // With the first refusal of all, the key is made that its details are encoded with.
    const refused = server
      .ec2(strangersUser.keyId)
      .send(new ec2.CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
    await refused.catch(() => undefined);
  } catch (error) {
    await world[Symbol.asyncDispose]();
    throw error;
  }
  return world;
}

function isReferred(resources: Reader, file: string): boolean {
  return resources.count('storedObject', 'file', file) + resources.count('uploadedPart', 'file', file) > 0;
}

async function addParties(server: TestServer): Promise<void> {
  const now = new Date().toISOString();
  await server.state.transact((resources) => {
    for (const { accountId, keyId, secret } of [provider, consumer, stranger]) {
      const wish = { accountId, accessKeyId: keyId, secretAccessKey: secret };
      createAccount(resources, randomIds(), now, wish);
      server.keys.set(keyId, { secret, caller: rootCaller(accountId) });
    }
    const { accountId, keyId, secret } = strangersUser;
    server.keys.set(keyId, { secret, caller: rootCaller(accountId) });
    resources.put('user', {
      id: 'AIDAEXAMPLEPOORUSER',
      accountId,
      name: 'poor',
      path: '/',
      createdAt: now,
      tags: [],
      inlinePolicies: [{ name: 'little', document: usersPolicy }],
      attachedPolicyArns: [],
      groupIds: [],
    });
    resources.put('accessKey', {
      id: keyId,
      accountId,
      userId: 'AIDAEXAMPLEPOORUSER',
      secret,
      status: 'Active',
      createdAt: now,
    });
  });
}

/** Fills the accounts through the API. */
async function fill(server: TestServer): Promise<void> {
  await equip(server, provider, marker);
  await equip(server, stranger, 'plain');
  await furnish(server, provider, 'prov', marker);
  await furnish(server, stranger, 'strange', 'plain');
  const service = await publish(server, provider, marker);
  await server.ec2(provider.keyId).send(
    new ec2.ModifyVpcEndpointServicePermissionsCommand({
      ServiceId: service.ServiceId ?? '',
      AddAllowedPrincipals: [`arn:aws:iam::${consumer.accountId}:root`],
    }),
  );
  await connect(server, consumer, service.ServiceName ?? '', marker);
  const own = await publish(server, stranger, 'plain');
  await connect(server, stranger, own.ServiceName ?? '', 'plain');
}

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const allow = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'ec2:*', Resource: '*' }],
});

/** A stack as a template makes it, and a change set; nothing carries them out here. */
async function declare(server: TestServer, party: Party, word: string): Promise<void> {
  const client = server.cloudformation(party.keyId);
  const Properties = { CidrBlock: '10.0.0.0/16', Tags: [{ Key: 'word', Value: word }] };
  const TemplateBody = JSON.stringify({ Resources: { Vpc: { Type: 'AWS::EC2::VPC', Properties } } });
  await client.send(new cfn.CreateStackCommand({ StackName: `${word}-stack`, TemplateBody }));
  const StackName = `${word}-review`;
  const ChangeSetName = `${word}-change`;
  await client.send(
    new cfn.CreateChangeSetCommand({ StackName, ChangeSetName, ChangeSetType: 'CREATE', TemplateBody }),
  );
}

/** Identities, a topic and stacks. */
async function equip(server: TestServer, party: Party, word: string): Promise<void> {
  await declare(server, party, word);
  const client = server.iam(party.keyId);
  await client.send(new iam.CreateUserCommand({ UserName: `${word}-user`, Path: '/staff/' }));
  await client.send(new iam.CreateGroupCommand({ GroupName: `${word}-group` }));
  await client.send(new iam.CreateRoleCommand({ RoleName: `${word}-role`, AssumeRolePolicyDocument: trust }));
  await client.send(new iam.CreatePolicyCommand({ PolicyName: `${word}-policy`, PolicyDocument: allow }));
  await client.send(new iam.CreateInstanceProfileCommand({ InstanceProfileName: `${word}-profile` }));
  const topics = server.sns(party.keyId);
  const { TopicArn } = await topics.send(new sns.CreateTopicCommand({ Name: `${word}-topic` }));
  await topics.send(
    new sns.SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint: `http://192.0.2.1/${word}` }),
  );
}

async function publish(server: TestServer, party: Party, word: string) {
  const client = server.ec2(party.keyId);
  const elb = server.elbv2(party.keyId);
  const tags = [{ Key: word, Value: word }];
  const { Vpc } = await client.send(new ec2.CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const VpcId = Vpc?.VpcId ?? '';
  const { Subnet } = await client.send(
    new ec2.CreateSubnetCommand({
      VpcId,
      CidrBlock: '10.0.1.0/24',
      AvailabilityZone: 'us-east-1a',
      TagSpecifications: [{ ResourceType: 'subnet', Tags: tags }],
    }),
  );
  await server.route53(party.keyId).send(
    new route53.CreateHostedZoneCommand({
      Name: `${word}.internal`,
      CallerReference: word,
      VPC: { VPCId: VpcId, VPCRegion: 'us-east-1' },
    }),
  );
  const { LoadBalancers } = await elb.send(
    new elbv2.CreateLoadBalancerCommand({
      Name: `${word}-lb`,
      Type: 'network',
      Scheme: 'internal',
      Subnets: [Subnet?.SubnetId ?? ''],
      Tags: tags,
    }),
  );
  const LoadBalancerArn = LoadBalancers?.[0]?.LoadBalancerArn ?? '';
  const { TargetGroups } = await elb.send(
    new elbv2.CreateTargetGroupCommand({
      Name: `${word}-tg`,
      Protocol: 'TCP',
      Port: 80,
      TargetType: 'ip',
      VpcId,
    }),
  );
  const TargetGroupArn = TargetGroups?.[0]?.TargetGroupArn ?? '';
  await elb.send(new elbv2.RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: '10.0.1.10' }] }));
  await elb.send(
    new elbv2.CreateListenerCommand({
      LoadBalancerArn,
      Protocol: 'TCP',
      Port: 80,
      DefaultActions: [{ Type: 'forward', TargetGroupArn }],
    }),
  );
  const { ServiceConfiguration } = await client.send(
    new ec2.CreateVpcEndpointServiceConfigurationCommand({
      NetworkLoadBalancerArns: [LoadBalancerArn],
      TagSpecifications: [{ ResourceType: 'vpc-endpoint-service', Tags: tags }],
    }),
  );
  if (!ServiceConfiguration) throw new Error('no service was made');
  return ServiceConfiguration;
}

async function connect(server: TestServer, party: Party, ServiceName: string, word: string): Promise<void> {
  const client = server.ec2(party.keyId);
  const { Vpc } = await client.send(new ec2.CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const VpcId = Vpc?.VpcId ?? '';
  const { Subnet } = await client.send(
    new ec2.CreateSubnetCommand({ VpcId, CidrBlock: '10.0.1.0/24', AvailabilityZone: 'us-east-1a' }),
  );
  const { GroupId } = await client.send(
    new ec2.CreateSecurityGroupCommand({ GroupName: `${word}-group`, Description: word, VpcId }),
  );
  await client.send(
    new ec2.AuthorizeSecurityGroupIngressCommand({
      GroupId,
      IpProtocol: 'tcp',
      FromPort: 80,
      ToPort: 80,
      CidrIp: '10.0.0.0/8',
    }),
  );
  await client.send(
    new ec2.CreateVpcEndpointCommand({
      VpcEndpointType: 'Interface',
      VpcId,
      ServiceName,
      SubnetIds: [Subnet?.SubnetId ?? ''],
      SecurityGroupIds: [GroupId ?? ''],
      TagSpecifications: [{ ResourceType: 'vpc-endpoint', Tags: [{ Key: word, Value: word }] }],
    }),
  );
}

/** The texts in the account's resources that may stand in requests, and those in the resources of the others. */
export function textsOf(resources: Reader, accountId: string): Texts {
  const own = new Set<string>();
  const others = new Set<string>();
  for (const kind of Object.keys(indexes) as Kind[]) {
    for (const record of resources.all(kind)) {
      collect(record, ownerOf(resources, record) === accountId ? own : others);
    }
  }
  for (const { accountId: id, region, name } of resources.all('parameter'))
    (id === accountId ? own : others).add(parameterArn(id, region, name));
  return { own: [...own], others: [...others].filter((text) => !own.has(text)) };
}

/** Of what hangs on something else, whose that is. */
function ownerOf(resources: Reader, record: object): string | undefined {
  const { accountId, bucket, uploadId, stackId, zoneId, parameterId } = record as Readonly<
    Record<string, string | undefined>
  >;
  if (accountId !== undefined) return accountId;
  if (parameterId !== undefined) return parameterId.split('/')[0];
  if (stackId !== undefined) return stackId.split(':')[4];
  if (zoneId !== undefined) return resources.get('hostedZone', zoneId)?.accountId;
  const holder = bucket ?? resources.get('multipartUpload', uploadId ?? '')?.bucket ?? '';
  return resources.get('bucket', holder)?.accountId;
}

/** Ids that nobody but the owners and their partners may learn of. */
export function idsOf(texts: readonly string[]): Set<string> {
  return new Set(texts.filter((text) => /^[a-z-]+-[0-9a-f]{17}$/.test(text)));
}

function collect(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') {
    if (!value.includes(marker) && value.length < 2000) into.add(value);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) if (key !== 'secret') collect(inner, into);
  }
}
