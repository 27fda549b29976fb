/** CloudFormation as the AWS SDK speaks to it, with the real operations and resource types. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as cfn from '@aws-sdk/client-cloudformation';
import { DescribeSubnetsCommand, DescribeVpcsCommand, ModifyVpcAttributeCommand } from '@aws-sdk/client-ec2';
import { storageStacksBench } from '../../test/harness/storage-stacks.ts';
import { stacksBench as bench, refused, rested, template } from './testing/stacks.ts';

const vpc = (cidr: string) => ({ Type: 'AWS::EC2::VPC', Properties: { CidrBlock: cidr } });
const subnet = (cidr: string) => ({
  Type: 'AWS::EC2::Subnet',
  Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: cidr },
});

const small = template({ Vpc: vpc('10.0.0.0/16'), Net: subnet('10.0.1.0/24') });

test('a stack is created, updated, looked at and deleted', async () => {
  await using b = await bench();
  const { client, server } = b;
  const { StackId = '' } = await client.send(
    new cfn.CreateStackCommand({
      StackName: 'one',
      TemplateBody: template(
        { Vpc: vpc('10.0.0.0/16') },
        { Outputs: { Id: { Value: { Ref: 'Vpc' }, Export: { Name: 'shared-vpc' } } } },
      ),
      Tags: [{ Key: 'team', Value: 'net' }],
    }),
  );
  const created = await rested(b, 'one');
  assert.equal(created.StackStatus, 'CREATE_COMPLETE');
  const { Vpcs } = await server.ec2().send(new DescribeVpcsCommand({}));
  assert.deepEqual(
    created.Outputs?.map(({ OutputValue, ExportName }) => [OutputValue, ExportName]),
    [[Vpcs?.[0]?.VpcId, 'shared-vpc']],
  );
  assert.ok(Vpcs?.[0]?.Tags?.some(({ Key, Value }) => Key === 'team' && Value === 'net'));

  const importing = template({
    Net: {
      Type: 'AWS::EC2::Subnet',
      Properties: { VpcId: { 'Fn::ImportValue': 'shared-vpc' }, CidrBlock: '10.0.5.0/24' },
    },
  });
  await client.send(new cfn.CreateStackCommand({ StackName: 'two', TemplateBody: importing }));
  assert.equal((await rested(b, 'two')).StackStatus, 'CREATE_COMPLETE');
  const { Imports } = await client.send(new cfn.ListImportsCommand({ ExportName: 'shared-vpc' }));
  assert.deepEqual(Imports, ['two']);

  await client.send(new cfn.DeleteStackCommand({ StackName: 'one' }));
  const kept = await rested(b, 'one');
  assert.equal(kept.StackStatus, 'DELETE_FAILED');
  assert.equal(kept.StackStatusReason, 'Export shared-vpc cannot be deleted as it is in use by two');

  await client.send(new cfn.DeleteStackCommand({ StackName: 'two' }));
  const { Stacks } = await client.send(new cfn.DescribeStacksCommand({}));
  const two = Stacks?.find(({ StackName }) => StackName === 'two')?.StackId ?? 'two';
  if (two !== 'two') assert.equal((await rested(b, two)).StackStatus, 'DELETE_COMPLETE');
  await client.send(new cfn.DeleteStackCommand({ StackName: 'one' }));
  assert.equal((await rested(b, StackId)).StackStatus, 'DELETE_COMPLETE');
  assert.deepEqual((await server.ec2().send(new DescribeVpcsCommand({}))).Vpcs, []);
  const gone = await refused(client.send(new cfn.DescribeStacksCommand({ StackName: 'one' })));
  assert.equal(gone, 'ValidationError: Stack with id one does not exist');
  const { StackSummaries } = await client.send(
    new cfn.ListStacksCommand({ StackStatusFilter: ['DELETE_COMPLETE'] }),
  );
  assert.deepEqual(StackSummaries?.map(({ StackName }) => StackName).toSorted(), ['one', 'two']);
});

test('a change set tells what it changes, and an update that fails is taken back', async () => {
  await using b = await bench();
  const { client, server } = b;
  await client.send(new cfn.CreateStackCommand({ StackName: 's', TemplateBody: small }));
  await rested(b, 's');
  const change = (name: string, TemplateBody: string) =>
    client.send(new cfn.CreateChangeSetCommand({ StackName: 's', ChangeSetName: name, TemplateBody }));
  const describe = (name: string) =>
    client.send(new cfn.DescribeChangeSetCommand({ StackName: 's', ChangeSetName: name }));

  await change('same', small);
  const same = await describe('same');
  assert.equal(same.Status, 'FAILED');
  assert.match(same.StatusReason ?? '', /^The submitted information didn't contain changes\./);

  await change('wrong', template({ Vpc: vpc('10.0.0.0/16'), Net: subnet('192.168.0.0/24') }));
  const { Changes, Status, ExecutionStatus } = await describe('wrong');
  assert.deepEqual([Status, ExecutionStatus], ['CREATE_COMPLETE', 'AVAILABLE']);
  assert.deepEqual(
    Changes?.map(({ ResourceChange: each }) => [each?.Action, each?.LogicalResourceId, each?.Replacement]),
    [['Modify', 'Net', 'True']],
  );
  await client.send(new cfn.ExecuteChangeSetCommand({ StackName: 's', ChangeSetName: 'wrong' }));
  assert.equal((await rested(b, 's')).StackStatus, 'UPDATE_ROLLBACK_COMPLETE');
  const { Subnets } = await server.ec2().send(new DescribeSubnetsCommand({}));
  assert.deepEqual(
    Subnets?.map(({ CidrBlock }) => CidrBlock),
    ['10.0.1.0/24'],
  );
  const { StackEvents } = await client.send(new cfn.DescribeStackEventsCommand({ StackName: 's' }));
  const failed = StackEvents?.find(({ ResourceStatus }) => ResourceStatus === 'UPDATE_FAILED');
  assert.match(
    failed?.ResourceStatusReason ?? '',
    /^Resource handler returned message: ".* \(Service: Ec2, Status Code: 400, Request ID: [0-9a-f-]{36}\)"/,
  );
});

test('a user deploys what its policies allow, and a service role with those of the role', async () => {
  await using b = await bench();
  const { client, server } = b;
  server.keys.set('AKIAANN', {
    secret: server.keys.get('AKIAEXAMPLE')?.secret ?? '',
    caller: {
      accountId: '111111111111',
      arn: 'arn:aws:iam::111111111111:user/ann',
      userId: 'AIDAANN',
      accessKeyId: 'AKIAANN',
      principal: { kind: 'user', userId: 'AIDAANN', name: 'ann' },
      tags: [],
    },
  });
  const document = (Action: string) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
  const common = { accountId: '111111111111', path: '/', createdAt: '2026-01-01T00:00:00Z', tags: [] };
  const grants = (Action: string) => ({
    inlinePolicies: [{ name: 'p', document: document(Action) }],
    attachedPolicyArns: [],
  });
  await server.state.transact((resources) => {
    resources.put('user', {
      ...common,
      ...grants('cloudformation:*'),
      id: 'AIDAANN',
      name: 'ann',
      groupIds: [],
    });
  });
  const ann = server.cloudformation('AKIAANN');
  await ann.send(
    new cfn.CreateStackCommand({ StackName: 'a', TemplateBody: small, OnFailure: 'DO_NOTHING' }),
  );
  assert.equal((await rested(b, 'a')).StackStatus, 'CREATE_FAILED');
  const { StackResources } = await client.send(new cfn.DescribeStackResourcesCommand({ StackName: 'a' }));
  assert.match(StackResources?.[0]?.ResourceStatusReason ?? '', /not authorized to perform: ec2:CreateVpc/);

  const RoleARN = 'arn:aws:iam::111111111111:role/deployer';
  const byRole = () => ann.send(new cfn.CreateStackCommand({ StackName: 'b', TemplateBody: small, RoleARN }));
  const trust = { Principal: { Service: 'cloudformation.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const trustPolicy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...trust }] });
  await server.state.transact((resources) => {
    const role = { ...common, ...grants('ec2:*'), id: 'AROADEPLOYER', name: 'deployer', trustPolicy };
    resources.put('role', { ...role, description: '', maxSessionDurationSeconds: 3600 });
  });
  assert.match(
    await refused(byRole()),
    /not authorized to perform: iam:PassRole on resource: .*role\/deployer/,
  );
  await server.state.transact((resources) => {
    const user = resources.get('user', 'AIDAANN');
    assert.ok(user);
    resources.put('user', {
      ...user,
      inlinePolicies: [...user.inlinePolicies, { name: 'q', document: document('iam:PassRole') }],
    });
  });
  await byRole();
  assert.equal((await rested(b, 'b')).StackStatus, 'CREATE_COMPLETE');
});

test('refusals are those of CloudFormation, and change nothing', async () => {
  await using b = await bench();
  const { client } = b;
  await client.send(
    new cfn.CreateStackCommand({ StackName: 's', TemplateBody: small, EnableTerminationProtection: true }),
  );
  await rested(b, 's');
  const table: [object, RegExp][] = [
    [
      new cfn.CreateStackCommand({ StackName: 's', TemplateBody: small }),
      /^AlreadyExistsException: Stack \[s\] already exists$/,
    ],
    [
      new cfn.UpdateStackCommand({ StackName: 's', TemplateBody: small }),
      /^ValidationError: No updates are to be performed\.$/,
    ],
    [
      new cfn.UpdateStackCommand({ StackName: 'x', TemplateBody: small }),
      /^ValidationError: Stack \[x\] does not exist$/,
    ],
    [new cfn.DeleteStackCommand({ StackName: 's' }), /TerminationProtection is enabled/],
    [
      new cfn.CreateStackCommand({ StackName: 'y', TemplateBody: '{' }),
      /^ValidationError: Template format error/,
    ],
    [
      new cfn.CreateStackCommand({ StackName: 'y', TemplateBody: 'x'.repeat(51_201) }),
      /less than or equal to 51200/,
    ],
    [
      new cfn.CreateStackCommand({
        StackName: 'y',
        TemplateBody: template({ R: { Type: 'AWS::DynamoDB::Table' }, Q: { Type: 'AWS::ECS::Service' } }),
      }),
      /Unrecognized resource types: \[AWS::DynamoDB::Table, AWS::ECS::Service\]/,
    ],
    [
      new cfn.DescribeChangeSetCommand({ StackName: 's', ChangeSetName: 'none' }),
      /^ChangeSetNotFoundException: ChangeSet \[none\] does not exist$/,
    ],
    [
      new cfn.SetStackPolicyCommand({ StackName: 's', StackPolicyBody: '{}' }),
      /does not enforce stack policies/,
    ],
    [new cfn.CancelUpdateStackCommand({ StackName: 's' }), /cannot be called from current stack status/],
  ];
  const before = b.server.state.revision;
  // The client takes all commands; the table has forgotten which each is.
  for (const [command, expected] of table)
    assert.match(await refused(client.send(command as cfn.DescribeStacksCommand)), expected);
  assert.equal(b.server.state.revision, before);
});

test('drift is found where something was changed by hand', async () => {
  await using b = await bench();
  const { client, server } = b;
  await client.send(
    new cfn.CreateStackCommand({
      StackName: 's',
      TemplateBody: template({
        Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16', EnableDnsHostnames: true } },
      }),
    }),
  );
  await rested(b, 's');
  const detect = async () => {
    const { StackDriftDetectionId } = await client.send(new cfn.DetectStackDriftCommand({ StackName: 's' }));
    return await client.send(new cfn.DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId }));
  };
  assert.equal((await detect()).StackDriftStatus, 'IN_SYNC');
  const { Vpcs } = await server.ec2().send(new DescribeVpcsCommand({}));
  const VpcId = Vpcs?.[0]?.VpcId;
  await server.ec2().send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: false } }));
  const found = await detect();
  assert.deepEqual([found.StackDriftStatus, found.DriftedStackResourceCount], ['DRIFTED', 1]);
  const { StackResourceDrifts } = await client.send(
    new cfn.DescribeStackResourceDriftsCommand({ StackName: 's' }),
  );
  assert.deepEqual(StackResourceDrifts?.[0]?.PropertyDifferences, [
    {
      PropertyPath: '/EnableDnsHostnames',
      ExpectedValue: 'true',
      ActualValue: 'false',
      DifferenceType: 'NOT_EQUAL',
    },
  ]);
});

test('a nested stack is read from a bucket, and made, changed, rolled back and deleted with the stack that it is in', async () => {
  await using b = await storageStacksBench();
  const { client, put, server } = b;
  const Parameters = { Cidr: { Type: 'String' } };
  const inner = await put(
    'inner.json',
    template(
      {
        Vpc: vpc('10.0.0.0/16'),
        Net: { ...subnet(''), Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: { Ref: 'Cidr' } } },
      },
      { Parameters, Outputs: { VpcId: { Value: { Ref: 'Vpc' } } } },
    ),
  );
  const outer = (Cidr: string) =>
    template({
      Inner: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: inner, Parameters: { Cidr } } },
      Group: {
        Type: 'AWS::EC2::SecurityGroup',
        Properties: { VpcId: { 'Fn::GetAtt': ['Inner', 'Outputs.VpcId'] }, GroupDescription: 'x' },
      },
    });
  const cidrs = async () => {
    const { Subnets } = await server.as(server.root).ec2.send(new DescribeSubnetsCommand({}));
    return Subnets?.map(({ CidrBlock }) => CidrBlock);
  };
  const body = await put('outer.json', outer('10.0.1.0/24'));
  await client.send(new cfn.CreateStackCommand({ StackName: 'outer', TemplateURL: body }));
  const made = await rested(b, 'outer');
  assert.equal(made.StackStatus, 'CREATE_COMPLETE');
  assert.deepEqual(await cidrs(), ['10.0.1.0/24']);
  const { Stacks } = await client.send(new cfn.DescribeStacksCommand({}));
  const child = Stacks?.find(({ ParentId }) => ParentId === made.StackId);
  assert.match(child?.StackName ?? '', /^outer-Inner-[A-Z0-9]{12}$/);
  assert.equal(child?.RootId, made.StackId);

  await client.send(new cfn.UpdateStackCommand({ StackName: 'outer', TemplateBody: outer('10.0.2.0/24') }));
  assert.equal((await rested(b, 'outer')).StackStatus, 'UPDATE_COMPLETE');
  assert.deepEqual(await cidrs(), ['10.0.2.0/24']);

  await client.send(
    new cfn.UpdateStackCommand({ StackName: 'outer', TemplateBody: outer('192.168.0.0/24') }),
  );
  assert.equal((await rested(b, 'outer')).StackStatus, 'UPDATE_ROLLBACK_COMPLETE');
  assert.deepEqual(await cidrs(), ['10.0.2.0/24']);
  const { StackEvents } = await client.send(new cfn.DescribeStackEventsCommand({ StackName: 'outer' }));
  const failed = StackEvents?.find(({ ResourceStatus }) => ResourceStatus === 'UPDATE_FAILED');
  assert.match(
    failed?.ResourceStatusReason ?? '',
    /was not successfully updated: The following resource\(s\) failed to update: \[Net\]/,
  );

  await client.send(new cfn.DeleteStackCommand({ StackName: 'outer' }));
  assert.equal((await rested(b, made.StackId ?? '')).StackStatus, 'DELETE_COMPLETE');
  assert.deepEqual(await cidrs(), []);
  const none = await refused(
    client.send(new cfn.CreateStackCommand({ StackName: 'x', TemplateURL: `${server.url}/templates/none` })),
  );
  assert.match(none, /^ValidationError: S3 error: /);
});
