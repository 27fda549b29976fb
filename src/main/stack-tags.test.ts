/** The tags of a stack, and those that CloudFormation itself gives, on what the stack makes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as cfn from '@aws-sdk/client-cloudformation';
import { systemTagged } from '../cloudformation/engine/system-tags.ts';
import { resourceTypes } from '../cloudformation/resource-types.ts';
import { schemaOf } from '../cloudformation/schema-of.ts';
import type { Tag } from '../model/owned.ts';
import type { ServiceName } from '../model/service-name.ts';
import { rested, stacksBench, template } from './testing/stacks.ts';

const document = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }],
};
const VpcId = { Ref: 'Vpc' };
const resources = {
  Vpc: {
    Type: 'AWS::EC2::VPC',
    Properties: { CidrBlock: '10.0.0.0/16', Tags: [{ Key: 'own', Value: '1' }] },
  },
  Net: { Type: 'AWS::EC2::Subnet', Properties: { VpcId, CidrBlock: '10.0.1.0/24' } },
  Group: { Type: 'AWS::EC2::SecurityGroup', Properties: { VpcId, GroupDescription: 'x' } },
  Ip: { Type: 'AWS::EC2::EIP' },
  Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: document } },
  Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'a.example' } },
  Bucket: { Type: 'AWS::S3::Bucket' },
  Topic: { Type: 'AWS::SNS::Topic' },
  Text: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'x' } },
  Targets: {
    Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
    Properties: { VpcId, Port: 80, Protocol: 'TCP', TargetType: 'ip' },
  },
};
const kinds = {
  Vpc: 'vpc',
  Net: 'subnet',
  Group: 'securityGroup',
  Ip: 'elasticAddress',
  Role: 'role',
  Zone: 'hostedZone',
  Bucket: 'bucket',
  Topic: 'topic',
  Text: 'parameter',
  Targets: 'targetGroup',
} as const;

test('every type whose resources have tags is known to have them from CloudFormation, or not to', () => {
  const tagged = [...resourceTypes.keys()].filter((type) => schemaOf(type)?.tagsProperty !== undefined);
  const without = ['AWS::CloudFormation::Stack', 'AWS::Lambda::Function'];
  assert.deepEqual(
    tagged.filter((type) => !systemTagged.includes(type)),
    without,
  );
  assert.deepEqual(
    systemTagged.filter((type) => resourceTypes.has(type) && !tagged.includes(type)),
    // Its own tags stand among the specifications of tags.
    ['AWS::EC2::LaunchTemplate'],
  );
});

test('what a stack makes has the tags of the stack and of CloudFormation, which nobody else can give or take', async () => {
  await using b = await stacksBench();
  const { client, server } = b;
  const deploy = { StackName: 's', Capabilities: ['CAPABILITY_IAM'] as cfn.Capability[] };
  const Tags = [{ Key: 'team', Value: 'net' }];
  const { StackId } = await client.send(
    new cfn.CreateStackCommand({ ...deploy, Tags, TemplateBody: template(resources) }),
  );
  assert.equal((await rested(b, 's')).StackStatus, 'CREATE_COMPLETE');
  const tagsOf = (id: keyof typeof kinds): Record<string, string> => {
    // Only what belongs to the stack is looked at: an account has a VPC and groups of its own.
    const all = server.state.read((reader) => [...reader.all(kinds[id])]) as { tags: readonly Tag[] }[];
    const found = all.filter(({ tags }) =>
      tags.some(({ key, value }) => key === 'aws:cloudformation:logical-id' && value === id),
    );
    assert.equal(found.length, 1, id);
    return Object.fromEntries(found[0]?.tags.map(({ key, value }) => [key, value]) ?? []);
  };
  const expected = (id: string, users: object) => ({
    ...users,
    'aws:cloudformation:logical-id': id,
    'aws:cloudformation:stack-id': StackId,
    'aws:cloudformation:stack-name': 's',
  });
  for (const id of Object.keys(kinds) as (keyof typeof kinds)[])
    assert.deepEqual(tagsOf(id), expected(id, { team: 'net', ...(id === 'Vpc' && { own: '1' }) }), id);

  const { StackDriftDetectionId } = await client.send(new cfn.DetectStackDriftCommand({ StackName: 's' }));
  const drift = new cfn.DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId });
  assert.equal((await client.send(drift)).StackDriftStatus, 'IN_SYNC');

  await client.send(
    new cfn.UpdateStackCommand({
      ...deploy,
      UsePreviousTemplate: true,
      Tags: [{ Key: 'team', Value: 'web' }],
    }),
  );
  assert.equal((await rested(b, 's')).StackStatus, 'UPDATE_COMPLETE');
  for (const id of Object.keys(kinds) as (keyof typeof kinds)[])
    assert.deepEqual(tagsOf(id), expected(id, { team: 'web', ...(id === 'Vpc' && { own: '1' }) }), id);

  const { StackResources = [] } = await client.send(
    new cfn.DescribeStackResourcesCommand({ StackName: 's' }),
  );
  const physical = (id: string) =>
    StackResources.find(({ LogicalResourceId }) => LogicalResourceId === id)?.PhysicalResourceId ?? '';
  const key = 'aws:cloudformation:stack-name';
  const [Key, TagKeys] = [key, [key]];
  const tag = { Key, Value: 'mine' };
  const parameter = { ResourceType: 'Parameter', ResourceId: physical('Text') };
  const zone = { ResourceType: 'hostedzone', ResourceId: physical('Zone') };
  const [RoleName, ResourceArn] = [physical('Role'), physical('Topic')];
  const ResourceArns = [physical('Targets')];
  const Resources = [physical('Vpc')];
  const refused: [ServiceName, string, object][] = [
    ['ec2', 'CreateTags', { Resources, Tags: [tag] }],
    ['ec2', 'DeleteTags', { Resources, Tags: [{ Key }] }],
    ['elasticloadbalancing', 'AddTags', { ResourceArns, Tags: [tag] }],
    ['elasticloadbalancing', 'RemoveTags', { ResourceArns, TagKeys }],
    ['iam', 'TagRole', { RoleName, Tags: [tag] }],
    ['iam', 'UntagRole', { RoleName, TagKeys }],
    ['route53', 'ChangeTagsForResource', { ...zone, AddTags: [tag] }],
    ['route53', 'ChangeTagsForResource', { ...zone, RemoveTagKeys: TagKeys }],
    ['s3', 'PutBucketTagging', { Bucket: physical('Bucket'), Tagging: { TagSet: [tag] } }],
    ['s3', 'PutBucketTagging', { Bucket: physical('Bucket'), Tagging: { TagSet: [] } }],
    ['s3', 'DeleteBucketTagging', { Bucket: physical('Bucket') }],
    ['sns', 'TagResource', { ResourceArn, Tags: [tag] }],
    ['sns', 'UntagResource', { ResourceArn, TagKeys }],
    ['ssm', 'AddTagsToResource', { ...parameter, Tags: [tag] }],
    ['ssm', 'RemoveTagsFromResource', { ...parameter, TagKeys }],
  ];
  for (const [service, operation, input] of refused)
    await assert.rejects(
      b.perform(service, operation, input),
      /aws:|System tags cannot be (?:added\/updated|removed) by requester/,
      `${service} ${operation}`,
    );
  const many = Array.from({ length: 48 }, (_, at) => ({ Key: `k${at}`, Value: '' }));
  await b.perform('ec2', 'CreateTags', { Resources, Tags: many });
  await assert.rejects(b.perform('ec2', 'CreateTags', { Resources, Tags: [{ Key: 'k48', Value: '' }] }), {
    code: 'TagLimitExceeded',
  });
  await b.perform('ec2', 'DeleteTags', { Resources });
  assert.deepEqual(tagsOf('Vpc'), expected('Vpc', {}));

  await client.send(new cfn.DeleteStackCommand({ StackName: 's' }));
  assert.equal((await rested(b, StackId ?? '')).StackStatus, 'DELETE_COMPLETE');
});
