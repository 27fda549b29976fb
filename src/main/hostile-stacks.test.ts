/** What a hostile caller tries with stacks, against the real operations and resource types. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as cfn from '@aws-sdk/client-cloudformation';
import * as iam from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import * as ssm from '@aws-sdk/client-ssm';
import { type StorageStacksBench, storageStacksBench } from '../../test/harness/storage-stacks.ts';
import { refused, rested } from './testing/stacks.ts';

const text = JSON.stringify;
const parameter = (properties: object) => ({
  Type: 'AWS::SSM::Parameter',
  Properties: { Type: 'String', ...properties },
});

async function told({ client }: StorageStacksBench, StackName: string): Promise<readonly cfn.StackEvent[]> {
  const { StackEvents = [] } = await client.send(new cfn.DescribeStackEventsCommand({ StackName }));
  return StackEvents;
}

test('content cannot be put from inside, and leaves no object that has none', async () => {
  await using b = await storageStacksBench();
  const { client, s3 } = b;
  await s3.send(new CreateBucketCommand({ Bucket: 'things' }));
  const Create = text({
    service: 'S3',
    action: 'putObject',
    parameters: { Bucket: 'things', Key: 'k', Body: 'aGVsbG8=' },
    physicalResourceId: { id: 'x' },
  });
  const TemplateBody = text({
    Resources: { Put: { Type: 'Custom::AWS', Properties: { ServiceToken: 'arn', Create } } },
  });
  await client.send(new cfn.CreateStackCommand({ StackName: 'a', TemplateBody, OnFailure: 'DO_NOTHING' }));
  assert.equal((await rested(b, 'a')).StackStatus, 'CREATE_FAILED');
  const failed = (await told(b, 'a')).find(({ ResourceType }) => ResourceType === 'Custom::AWS');
  assert.match(failed?.ResourceStatusReason ?? '', /PutObject takes content.*Status Code: 400/);
  assert.equal((await s3.send(new ListObjectsV2Command({ Bucket: 'things' }))).KeyCount, 0);
});

test('a URL of a template is refused when it is none, and may name a version', async () => {
  await using b = await storageStacksBench();
  const { client, s3 } = b;
  const validate = (TemplateURL: string) => client.send(new cfn.ValidateTemplateCommand({ TemplateURL }));
  for (const url of [
    'https://b.s3.amazonaws.com/%E0%A4%A',
    'https://h/b/%zz',
    'https://h/b',
    'https://h//x',
    'x',
  ])
    assert.equal(await refused(validate(url)), 'ValidationError: TemplateURL must be a supported URL.', url);
  await s3.send(
    new PutBucketVersioningCommand({
      Bucket: 'templates',
      VersioningConfiguration: { Status: 'Enabled' },
    }),
  );
  const put = (Body: string) => s3.send(new PutObjectCommand({ Bucket: 'templates', Key: 't', Body }));
  const { VersionId } = await put(text({ Resources: { A: parameter({ Value: 'x' }) }, Description: 'old' }));
  await put(text({ Resources: { A: parameter({ Value: 'x' }) }, Description: 'new' }));
  const url = 'https://templates.s3.amazonaws.com/t';
  assert.equal((await validate(url)).Description, 'new');
  assert.equal((await validate(`${url}?versionId=${VersionId}`)).Description, 'old');
});

test('a secret parameter of the store comes into no stack', async () => {
  await using b = await storageStacksBench();
  const { client } = b;
  await new ssm.SSMClient(b.settings).send(
    new ssm.PutParameterCommand({ Name: '/secret', Type: 'SecureString', Value: 'hush' }),
  );
  const byParameter = text({
    Parameters: { Secret: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/secret' } },
    Resources: { A: parameter({ Value: { Ref: 'Secret' } }) },
  });
  const refusal = 'Parameters [/secret] referenced by template have types not supported by CloudFormation.';
  assert.equal(
    await refused(client.send(new cfn.CreateStackCommand({ StackName: 'a', TemplateBody: byParameter }))),
    `ValidationError: ${refusal}`,
  );
  const byReference = text({ Resources: { A: parameter({ Value: '{{resolve:ssm:/secret}}' }) } });
  await client.send(new cfn.CreateStackCommand({ StackName: 'b', TemplateBody: byReference }));
  assert.equal((await rested(b, 'b')).StackStatus, 'ROLLBACK_COMPLETE');
  assert.ok((await told(b, 'b')).some(({ ResourceStatusReason: reason }) => reason === refusal));
});

test('what is not echoed shows in no event, also taken apart or written otherwise', async () => {
  await using b = await storageStacksBench();
  const { client } = b;
  const TemplateBody = text({
    Parameters: {
      List: { Type: 'CommaDelimitedList', NoEcho: true },
      Word: { Type: 'String', NoEcho: true },
    },
    Resources: {
      One: parameter({ Value: { 'Fn::Select': [1, { Ref: 'List' }] } }),
      All: parameter({ Value: { 'Fn::Join': ['-', { Ref: 'List' }] } }),
      Coded: parameter({ Value: { 'Fn::Base64': { Ref: 'Word' } } }),
    },
  });
  const Parameters = [
    { ParameterKey: 'List', ParameterValue: 'hush, quiet' },
    { ParameterKey: 'Word', ParameterValue: 'silence' },
  ];
  await client.send(new cfn.CreateStackCommand({ StackName: 'a', TemplateBody, Parameters }));
  assert.equal((await rested(b, 'a')).StackStatus, 'CREATE_COMPLETE');
  const shown = (await told(b, 'a')).map(({ ResourceProperties: properties }) => properties).join('\n');
  assert.match(shown, /"Value":"\*{4}-\*{4}"/);
  for (const secret of ['hush', 'quiet', 'silence', btoa('silence')])
    assert.ok(!shown.includes(secret), secret);
});

test('what is not echoed shows in no reason, and not when it comes back', async () => {
  await using b = await storageStacksBench();
  const { client } = b;
  const given = (word: string, more: object = {}) => ({
    StackName: 'a',
    TemplateBody: text({
      Parameters: { Word: { Type: 'String', NoEcho: true } },
      Resources: { A: parameter({ Value: { Ref: 'Word' } }), ...more },
    }),
    Parameters: [{ ParameterKey: 'Word', ParameterValue: word }],
  });
  const said = async () =>
    [
      await told(b, 'a'),
      await client.send(new cfn.DescribeStackResourcesCommand({ StackName: 'a' })),
      await client.send(new cfn.DescribeStacksCommand({ StackName: 'a' })),
    ]
      .map((each) => text(each))
      .join('\n');
  await client.send(new cfn.CreateStackCommand(given('silence')));
  await rested(b, 'a');
  const bad = {
    Bad: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: { Ref: 'Word' } }, DependsOn: 'A' },
  };
  const left = { ...given('"zx\\zy"', bad), DisableRollback: true };
  await client.send(new cfn.UpdateStackCommand(left));
  assert.equal((await rested(b, 'a')).StackStatus, 'UPDATE_FAILED');
  assert.match(await said(), /\*{4}.*(?:CIDR|cidr)/);
  await client.send(new cfn.RollbackStackCommand({ StackName: 'a' }));
  assert.equal((await rested(b, 'a')).StackStatus, 'UPDATE_ROLLBACK_COMPLETE');
  const all = await said();
  for (const secret of ['silence', 'zx', 'zy', btoa('silence')]) assert.ok(!all.includes(secret), secret);
});

test('a change set is executed on the stack that it was made for, and on no later one', async () => {
  await using b = await storageStacksBench();
  const { client } = b;
  const TemplateBody = (Value: string) => text({ Resources: { A: parameter({ Value }) } });
  await client.send(new cfn.CreateStackCommand({ StackName: 'a', TemplateBody: TemplateBody('one') }));
  await rested(b, 'a');
  const named = { StackName: 'a', ChangeSetName: 'looked-at' };
  await client.send(new cfn.CreateChangeSetCommand({ ...named, TemplateBody: TemplateBody('two') }));
  await client.send(new cfn.UpdateStackCommand({ StackName: 'a', TemplateBody: TemplateBody('three') }));
  await rested(b, 'a');
  const { Summaries } = await client.send(new cfn.ListChangeSetsCommand({ StackName: 'a' }));
  assert.deepEqual(
    Summaries?.map(({ ExecutionStatus }) => ExecutionStatus),
    ['OBSOLETE'],
  );
  assert.match(await refused(client.send(new cfn.ExecuteChangeSetCommand(named))), /^InvalidChangeSetStatus/);
  await client.send(new cfn.DeleteChangeSetCommand(named));
});

test('what a detection of drift found shows no secret that the stack had before', async () => {
  await using b = await storageStacksBench();
  const { client } = b;
  const TemplateBody = text({
    Parameters: { Word: { Type: 'String', NoEcho: true } },
    Resources: { A: parameter({ Value: { Ref: 'Word' } }) },
  });
  const given = (ParameterValue: string) => ({
    ...{ StackName: 'a', TemplateBody },
    Parameters: [{ ParameterKey: 'Word', ParameterValue }],
  });
  await client.send(new cfn.CreateStackCommand(given('silence')));
  await rested(b, 'a');
  await client.send(new cfn.DetectStackDriftCommand({ StackName: 'a' }));
  const drifts = () => client.send(new cfn.DescribeStackResourceDriftsCommand({ StackName: 'a' }));
  assert.match((await drifts()).StackResourceDrifts?.[0]?.ExpectedProperties ?? '', /\*{4}/);
  await client.send(new cfn.UpdateStackCommand(given('quiet')));
  await rested(b, 'a');
  assert.ok(!text((await drifts()).StackResourceDrifts).includes('silence'));
});

test('a template that names itself comes to an end, and nothing of it stays', async () => {
  await using b = await storageStacksBench();
  const { client, s3 } = b;
  const TemplateURL = 'https://templates.s3.amazonaws.com/t';
  const inner = { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL } };
  const put = (Resources: object) =>
    s3.send(new PutObjectCommand({ Bucket: 'templates', Key: 't', Body: text({ Resources }) }));
  await put({ Inner: inner });
  await client.send(new cfn.CreateStackCommand({ StackName: 'a', TemplateURL }));
  assert.equal((await rested(b, 'a')).StackStatus, 'ROLLBACK_COMPLETE');
  const stacks = b.server.state.read((resources) => [...resources.all('stack')]);
  assert.equal(stacks.length, 10);
  assert.ok(stacks.every(({ status, parentId }) => parentId === undefined || status === 'DELETE_COMPLETE'));
  const [deepest] = stacks.filter(({ id }) => !stacks.some(({ parentId }) => parentId === id));
  const reasons = (await told(b, deepest?.id ?? '')).map(({ ResourceStatusReason: reason }) => reason);
  assert.ok(reasons.includes('Stacks cannot be nested deeper than 10.'));
});

test('what a template says of a deletion is done with the permissions of who said it', async () => {
  await using b = await storageStacksBench();
  const { client, server } = b;
  const admin = server.as(server.root).iam;
  await admin.send(new iam.CreateUserCommand({ UserName: 'eve' }));
  const allow = (Action: string) =>
    text({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
  const deploying = { UserName: 'eve', PolicyName: 'deploys', PolicyDocument: allow('cloudformation:*') };
  await admin.send(new iam.PutUserPolicyCommand(deploying));
  const { AccessKey: key } = await admin.send(new iam.CreateAccessKeyCommand({ UserName: 'eve' }));
  assert.ok(key?.AccessKeyId && key.SecretAccessKey);
  const credentials = { accessKeyId: key.AccessKeyId, secretAccessKey: key.SecretAccessKey };
  const eve = new cfn.CloudFormationClient({ endpoint: server.url, region: 'us-east-1', credentials });

  const call = (PolicyName: string) =>
    text({
      ...{ service: 'IAM', action: 'putUserPolicy', physicalResourceId: { id: 'x' } },
      parameters: { UserName: 'eve', PolicyName, PolicyDocument: allow('*') },
    });
  const custom = (Properties: object) => ({
    Type: 'Custom::AWS',
    Properties: { ServiceToken: 'arn', ...Properties },
  });
  const TemplateBody = text({ Resources: { Trap: custom({ Delete: call('everything') }) } });
  await eve.send(new cfn.CreateStackCommand({ StackName: 'trap', TemplateBody }));
  assert.equal((await rested(b, 'trap')).StackStatus, 'CREATE_COMPLETE');

  await client.send(new cfn.DeleteStackCommand({ StackName: 'trap' }));
  assert.equal((await rested(b, 'trap')).StackStatus, 'DELETE_FAILED');
  const reasons = (await told(b, 'trap')).map(({ ResourceStatusReason: reason }) => reason ?? '');
  assert.ok(
    reasons.some((reason) => /user\/eve is not authorized to perform: iam:PutUserPolicy/.test(reason)),
  );
  const policies = await admin.send(new iam.ListUserPoliciesCommand({ UserName: 'eve' }));
  assert.deepEqual(policies.PolicyNames, ['deploys']);
});

test('a role that is named for a change set is not had by the next one', async () => {
  await using b = await storageStacksBench();
  const { client, server } = b;
  const trust = { Principal: { Service: 'cloudformation.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = text({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', ...trust }],
  });
  const role = new iam.CreateRoleCommand({ RoleName: 'deployer', AssumeRolePolicyDocument });
  const RoleARN = (await server.as(server.root).iam.send(role)).Role?.Arn;
  const TemplateBody = text({ Resources: { A: parameter({ Value: 'x' }) } });
  const common = { StackName: 'a', ChangeSetType: 'CREATE', TemplateBody } as const;
  await client.send(new cfn.CreateChangeSetCommand({ ...common, ChangeSetName: 'one', RoleARN }));
  await client.send(new cfn.CreateChangeSetCommand({ ...common, ChangeSetName: 'two' }));
  await client.send(new cfn.ExecuteChangeSetCommand({ StackName: 'a', ChangeSetName: 'two' }));
  const made = await rested(b, 'a');
  assert.deepEqual([made.StackStatus, made.RoleARN], ['CREATE_COMPLETE', undefined]);
});
