/** What becomes of a stack whose operation fails or is given up, by what was asked for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as cfn from '@aws-sdk/client-cloudformation';
import { CreateTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { hostImageId } from '../model/host-image.ts';
import {
  annMay,
  eventsOf,
  refused,
  rested,
  type StacksBench,
  stacksBench,
  template,
  terminating,
  until,
} from './testing/stacks.ts';

const StackName = 's';
const vpc = (more: object = {}) => ({
  Type: 'AWS::EC2::VPC',
  Properties: { CidrBlock: '10.0.0.0/16', ...more },
});
const subnet = (CidrBlock: string, more: object = {}) => ({
  Type: 'AWS::EC2::Subnet',
  Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock },
  ...more,
});
/** It stays pending: there is no machine that would start it. */
const server = {
  Type: 'AWS::EC2::Instance',
  Properties: { ImageId: hostImageId, SubnetId: { Ref: 'Net' } },
};
const good = { Vpc: vpc(), Net: subnet('10.0.1.0/24') };
/** The network is outside of the VPC. */
const bad = { Vpc: vpc(), Net: subnet('192.168.0.0/24') };

function create(more: Partial<cfn.CreateStackInput>, resources: object = good): cfn.CreateStackCommand {
  return new cfn.CreateStackCommand({ StackName, TemplateBody: template(resources), ...more });
}

function update(resources: object, more: Partial<cfn.UpdateStackInput> = {}): cfn.UpdateStackCommand {
  return new cfn.UpdateStackCommand({ StackName, TemplateBody: template(resources), ...more });
}

/** `vpc dns-hostnames | blocks of the subnets` of all VPCs. */
function world({ server }: StacksBench): string[] {
  return server.state.read((resources) =>
    [...resources.all('vpc')].map(({ id, enableDnsHostnames }) => {
      const blocks = resources.find('subnet', 'vpc', id).map(({ cidr }) => cidr);
      return [enableDnsHostnames ? 'named' : 'plain', ...blocks.toSorted()].join(' ');
    }),
  );
}

function instances({ server: { state } }: StacksBench): string[] {
  return state.read((resources) => [...resources.all('instance')].map((each) => each.state));
}

test('a creation that fails is rolled back, left or deleted, as it was asked for', async () => {
  await using b = await stacksBench();
  const { client } = b;
  const { StackId: first = '' } = await client.send(create({ OnFailure: 'DELETE' }, bad));
  assert.equal((await rested(b, first)).StackStatus, 'DELETE_COMPLETE');
  assert.deepEqual(world(b), []);
  assert.equal((await eventsOf(b, first)).includes('s DELETE_IN_PROGRESS'), true);

  const both = create({ OnFailure: 'ROLLBACK', DisableRollback: false }, bad);
  assert.match(
    await refused(client.send(both)),
    /^ValidationError: Only one of DisableRollback or OnFailure/,
  );

  for (const more of [{ OnFailure: 'DO_NOTHING' as const }, { DisableRollback: true }]) {
    const { StackId = '' } = await client.send(create(more, bad));
    const left = await rested(b, StackId);
    assert.deepEqual([left.StackStatus, left.DisableRollback], ['CREATE_FAILED', true]);
    assert.deepEqual(world(b), ['plain']);
    await client.send(new cfn.RollbackStackCommand({ StackName }));
    assert.equal((await rested(b, StackId)).StackStatus, 'ROLLBACK_COMPLETE');
    assert.deepEqual(world(b), []);
    const again = await refused(client.send(new cfn.RollbackStackCommand({ StackName })));
    assert.match(again, /is in ROLLBACK_COMPLETE state and can not be rolled back/);
    assert.match(await refused(client.send(update(good))), /is in ROLLBACK_COMPLETE state and can not/);
    await client.send(new cfn.DeleteStackCommand({ StackName }));
    assert.equal((await rested(b, StackId)).StackStatus, 'DELETE_COMPLETE');
  }
});

test('a creation that failed and was left can be repaired by an update', async () => {
  await using b = await stacksBench();
  await b.client.send(create({ DisableRollback: true }, bad));
  assert.equal((await rested(b, StackName)).StackStatus, 'CREATE_FAILED');
  await b.client.send(update(good));
  assert.equal((await rested(b, StackName)).StackStatus, 'UPDATE_COMPLETE');
  assert.deepEqual(world(b), ['plain 10.0.1.0/24']);
});

test('an update that failed and was left is rolled back to before it, also after further attempts', async () => {
  await using b = await stacksBench();
  const { client } = b;
  await client.send(create({}));
  await rested(b, StackName);
  const named = vpc({ EnableDnsHostnames: true });
  const left = { DisableRollback: true };
  await client.send(update({ ...good, Vpc: named, Other: subnet('192.168.0.0/24') }, left));
  assert.equal((await rested(b, StackName)).StackStatus, 'UPDATE_FAILED');
  assert.deepEqual(world(b), ['named 10.0.1.0/24']);
  await client.send(
    update(
      {
        ...good,
        Vpc: named,
        Third: subnet('10.0.3.0/24'),
        Other: subnet('172.16.0.0/24', { DependsOn: 'Third' }),
      },
      left,
    ),
  );
  assert.equal((await rested(b, StackName)).StackStatus, 'UPDATE_FAILED');
  assert.deepEqual(world(b), ['named 10.0.1.0/24 10.0.3.0/24']);
  const { StackId } = await client.send(new cfn.RollbackStackCommand({ StackName }));
  const back = await rested(b, StackName);
  assert.deepEqual([back.StackId, back.StackStatus], [StackId, 'UPDATE_ROLLBACK_COMPLETE']);
  assert.deepEqual(world(b), ['plain 10.0.1.0/24']);
  const { TemplateBody } = await client.send(new cfn.GetTemplateCommand({ StackName }));
  assert.deepEqual(JSON.parse(TemplateBody ?? ''), { Resources: good });
});

test('an update is cancelled, and a rollback that fails goes on when it can, or without what cannot', async () => {
  await using b = await stacksBench();
  terminating(b);
  const ann = await annMay(b, { Action: '*' });
  const denied = { Effect: 'Deny', Action: 'ec2:ModifyVpcAttribute' };
  await ann.send(create({}));
  await rested(b, StackName);
  const bigger = { ...good, Vpc: vpc({ EnableDnsHostnames: true }), Server: server };
  const stuck = async () => {
    await annMay(b, { Action: '*' });
    await ann.send(update(bigger));
    await until('the instance', async () =>
      (await eventsOf(b, StackName)).slice(-3).includes('Server CREATE_IN_PROGRESS'),
    );
    await annMay(b, { Action: '*' }, denied);
    await ann.send(new cfn.CancelUpdateStackCommand({ StackName }));
    const failed = await rested(b, StackName);
    assert.equal(failed.StackStatus, 'UPDATE_ROLLBACK_FAILED');
    assert.match(failed.StackStatusReason ?? '', /failed to update: \[Vpc\]/);
  };
  const goOn = (more: Partial<cfn.ContinueUpdateRollbackInput> = {}) =>
    ann.send(new cfn.ContinueUpdateRollbackCommand({ StackName, ...more }));

  assert.match(await refused(goOn()), /is in CREATE_COMPLETE state and can not be continued rolling back/);
  await stuck();
  assert.match(
    await refused(ann.send(update(good))),
    /is in UPDATE_ROLLBACK_FAILED state and can not be updated/,
  );
  await goOn();
  assert.equal((await rested(b, StackName)).StackStatus, 'UPDATE_ROLLBACK_FAILED');
  await annMay(b, { Action: '*' });
  await goOn({ ClientRequestToken: 'again' });
  assert.equal((await rested(b, StackName)).StackStatus, 'UPDATE_ROLLBACK_COMPLETE');
  assert.deepEqual(world(b), ['plain 10.0.1.0/24']);

  await stuck();
  assert.match(await refused(goOn({ ResourcesToSkip: ['Net'] })), /Invalid resources to skip: \[Net\]/);
  assert.match(await refused(goOn({ ClientRequestToken: 'again' })), /^TokenAlreadyExistsException/);
  await goOn({ ResourcesToSkip: ['Vpc'] });
  assert.equal((await rested(b, StackName)).StackStatus, 'UPDATE_ROLLBACK_COMPLETE');
  assert.deepEqual(world(b), ['named 10.0.1.0/24']);
  assert.deepEqual(instances(b), ['terminated', 'terminated']);
  // What was skipped is taken for rolled back: the next update of it changes it again.
  await annMay(b, { Action: '*' });
  await ann.send(update({ ...good, Vpc: vpc({ EnableDnsHostnames: false }) }));
  assert.equal((await rested(b, StackName)).StackStatus, 'UPDATE_COMPLETE');
  assert.deepEqual(world(b), ['plain 10.0.1.0/24']);
});

test('a change set says what becomes of a creation that fails', async () => {
  await using b = await stacksBench();
  const { client } = b;
  const outcomes = {
    DELETE: 'DELETE_COMPLETE',
    DO_NOTHING: 'CREATE_FAILED',
    ROLLBACK: 'ROLLBACK_COMPLETE',
  } as const;
  for (const [OnStackFailure, expected] of Object.entries(outcomes)) {
    const ChangeSetName = 'c';
    const { StackId = '' } = await client.send(
      new cfn.CreateChangeSetCommand({
        ...{ StackName, ChangeSetName, ChangeSetType: 'CREATE', TemplateBody: template(bad) },
        OnStackFailure: OnStackFailure as keyof typeof outcomes,
      }),
    );
    await client.send(new cfn.ExecuteChangeSetCommand({ StackName, ChangeSetName }));
    assert.equal((await rested(b, StackId)).StackStatus, expected);
    await client.send(new cfn.DeleteStackCommand({ StackName: StackId }));
    assert.equal((await rested(b, StackId)).StackStatus, 'DELETE_COMPLETE');
  }
});

test('an express deployment does not wait, and is not rolled back', async () => {
  await using b = await stacksBench();
  const { client } = b;
  const DeploymentConfig = { Mode: 'EXPRESS' as const };
  await client.send(create({ DeploymentConfig }, { ...good, Server: server }));
  const made = await rested(b, StackName);
  assert.deepEqual([made.StackStatus, made.DeploymentConfig?.Mode], ['CREATE_COMPLETE', 'EXPRESS']);
  assert.deepEqual(instances(b), ['pending']);
  await client.send(update({ ...good, Other: subnet('192.168.0.0/24') }, { DeploymentConfig }));
  assert.equal((await rested(b, StackName)).StackStatus, 'UPDATE_FAILED');
});

test('topics hear of everything that happens, as CloudFormation words it', async () => {
  await using b = await stacksBench();
  const { client, server } = b;
  const { TopicArn = '' } = await server.sns().send(new CreateTopicCommand({ Name: 'stacks' }));
  const subscription = { TopicArn, Protocol: 'file', Endpoint: 'events' };
  await server.sns().send(new SubscribeCommand(subscription));
  const many = Array.from({ length: 6 }, (_, at) => `${TopicArn}${at}`);
  for (const NotificationARNs of [['arn:aws:sqs:us-east-1:111111111111:q'], many])
    assert.match(await refused(client.send(create({ NotificationARNs }))), /^ValidationError: .*topic/i);
  const { StackId } = await client.send(create({ NotificationARNs: [TopicArn], ClientRequestToken: 'mine' }));
  assert.deepEqual((await rested(b, StackName)).NotificationARNs, [TopicArn]);
  await client.send(update({ Vpc: vpc() }, { NotificationARNs: [] }));
  await rested(b, StackName);
  const messages = server.state.read((resources) => [...resources.all('delivery')]);
  const told = messages
    .map(({ message }) =>
      Object.fromEntries(
        message
          .split("'\n")
          .filter(Boolean)
          .map((line) => line.split("='") as [string, string]),
      ),
    )
    .toSorted((a, c) => (String(a.Timestamp) < String(c.Timestamp) ? -1 : 1));
  assert.ok(messages.every(({ subject }) => subject === 'AWS CloudFormation Notification'));
  assert.deepEqual(
    told.map(({ LogicalResourceId: id, ResourceStatus: status }) => `${id} ${status}`),
    [
      's CREATE_IN_PROGRESS',
      'Vpc CREATE_IN_PROGRESS',
      'Vpc CREATE_IN_PROGRESS',
      'Vpc CREATE_COMPLETE',
      'Net CREATE_IN_PROGRESS',
      'Net CREATE_IN_PROGRESS',
      'Net CREATE_COMPLETE',
      's CREATE_COMPLETE',
    ],
  );
  const { StackEvents = [] } = await client.send(new cfn.DescribeStackEventsCommand({ StackName }));
  const event = StackEvents.find(({ EventId }) => EventId === told[3]?.EventId);
  assert.deepEqual(told[3], {
    StackId,
    Timestamp: event?.Timestamp?.toISOString(),
    EventId: event?.EventId,
    LogicalResourceId: 'Vpc',
    Namespace: '111111111111',
    PhysicalResourceId: event?.PhysicalResourceId,
    PrincipalId: '111111111111',
    ResourceProperties: JSON.stringify(vpc().Properties),
    ResourceStatus: 'CREATE_COMPLETE',
    ResourceStatusReason: '',
    ResourceType: 'AWS::EC2::VPC',
    StackName,
    ClientRequestToken: 'mine',
  });
});
