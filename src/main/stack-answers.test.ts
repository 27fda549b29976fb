/** The answers of what begins an operation on a stack: they wait for its end, and it does not need them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as cfn from '@aws-sdk/client-cloudformation';
import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { hostImageId } from '../model/host-image.ts';
import {
  annMay,
  eventsOf,
  refused,
  type StacksBench,
  stacksBench,
  template,
  terminating,
  until,
} from './testing/stacks.ts';

/** Far longer than a test takes: what is answered has come to rest. */
const ever = 3_600_000;
const StackName = 's';

const vpc = (EnableDnsHostnames = false) => ({
  Type: 'AWS::EC2::VPC',
  Properties: { CidrBlock: '10.0.0.0/16', EnableDnsHostnames },
});
const net = (CidrBlock: string) => ({
  Type: 'AWS::EC2::Subnet',
  Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock },
});
/** Without a data plane it never comes into being. */
const waiting = {
  Type: 'AWS::EC2::Instance',
  Properties: { ImageId: hostImageId, SubnetId: { Ref: 'Net' } },
};
const good = { Vpc: vpc(), Net: net('10.0.1.0/24') };
const create = (resources: object, more: Partial<cfn.CreateStackInput> = {}) =>
  new cfn.CreateStackCommand({ StackName, TemplateBody: template(resources), ...more });
const update = (resources: object, more: Partial<cfn.UpdateStackInput> = {}) =>
  new cfn.UpdateStackCommand({ StackName, TemplateBody: template(resources), ...more });

/** Looks once; undefined when there is no such stack. */
async function statusOf(
  { client }: Pick<StacksBench, 'client'>,
  id = StackName,
): Promise<string | undefined> {
  const { StackSummaries = [] } = await client.send(new cfn.ListStacksCommand({}));
  return StackSummaries.find(({ StackName, StackId }) => id === StackName || id === StackId)?.StackStatus;
}

test('whoever looks after the answer finds the stack at rest', async () => {
  await using b = await stacksBench(ever);
  const ann = await annMay(b, { Action: '*' });
  const { StackId } = await ann.send(create(good));
  assert.equal(await statusOf(b), 'CREATE_COMPLETE');
  await ann.send(update({ ...good, Vpc: vpc(true) }));
  assert.equal(await statusOf(b), 'UPDATE_COMPLETE');

  const change = { StackName, ChangeSetName: 'c' };
  await ann.send(new cfn.CreateChangeSetCommand({ ...change, TemplateBody: template(good) }));
  await ann.send(new cfn.ExecuteChangeSetCommand(change));
  assert.equal(await statusOf(b), 'UPDATE_COMPLETE');
  const { ExecutionStatus } = await ann.send(new cfn.DescribeChangeSetCommand(change));
  assert.equal(ExecutionStatus, 'EXECUTE_COMPLETE');

  const bad = { ...good, Vpc: vpc(true), Bad: { ...net('192.168.0.0/24'), DependsOn: ['Vpc', 'Net'] } };
  await ann.send(update(bad, { DisableRollback: true }));
  assert.equal(await statusOf(b), 'UPDATE_FAILED');
  await annMay(b, { Action: '*' }, { Effect: 'Deny', Action: 'ec2:ModifyVpcAttribute' });
  await ann.send(new cfn.RollbackStackCommand({ StackName }));
  assert.equal(await statusOf(b), 'UPDATE_ROLLBACK_FAILED');
  await annMay(b, { Action: '*' });
  await ann.send(new cfn.ContinueUpdateRollbackCommand({ StackName }));
  assert.equal(await statusOf(b), 'UPDATE_ROLLBACK_COMPLETE');

  await ann.send(new cfn.DeleteStackCommand({ StackName }));
  assert.equal(await statusOf(b, StackId), 'DELETE_COMPLETE');
});

test('a stack that takes long is answered while it goes on, is cancelled meanwhile and holds up no other', async () => {
  await using b = await stacksBench(ever);
  terminating(b);
  const { client } = b;
  await client.send(create(good));
  const updated = client.send(update({ ...good, Server: waiting }));
  await until('the instance', async () =>
    (await eventsOf(b, StackName)).includes('Server CREATE_IN_PROGRESS'),
  );
  await client.send(create({ Vpc: vpc() }, { StackName: 'other' }));
  assert.equal(await statusOf(b, 'other'), 'CREATE_COMPLETE');
  await client.send(new cfn.CancelUpdateStackCommand({ StackName }));
  await updated;
  assert.equal(await statusOf(b), 'UPDATE_ROLLBACK_COMPLETE');
});

test('an answer that has waited for long enough is given with the stack at work', async () => {
  await using b = await stacksBench(1);
  await b.client.send(create({ ...good, Server: waiting }));
  assert.equal(await statusOf(b), 'CREATE_IN_PROGRESS');
});

test('a client that goes away does not stop the stack', async () => {
  await using b = await stacksBench(ever);
  const away = new AbortController();
  const created = b.client.send(create({ ...good, Server: waiting }), { abortSignal: away.signal });
  await until('the stack', async () => (await statusOf(b)) === 'CREATE_IN_PROGRESS');
  away.abort();
  await assert.rejects(created, { name: 'AbortError' });
  await until('the instance', async () =>
    (await eventsOf(b, StackName)).includes('Server CREATE_IN_PROGRESS'),
  );
});

test('a request that comes again after its answer was lost is answered as before, and begins nothing', async () => {
  await using b = await stacksBench(ever);
  const { client } = b;
  const first = create(good, { ClientRequestToken: 'one' });
  const { StackId } = await client.send(first);
  assert.equal((await client.send(first)).StackId, StackId);
  assert.match(await refused(client.send(create(good))), /^AlreadyExistsException/);
  assert.match(
    await refused(client.send(create(good, { ClientRequestToken: 'two' }))),
    /^AlreadyExistsException/,
  );

  const change = { StackName, ChangeSetName: 'c' };
  const TemplateBody = template({ ...good, Vpc: vpc(true) });
  await client.send(new cfn.CreateChangeSetCommand({ ...change, TemplateBody }));
  const execute = new cfn.ExecuteChangeSetCommand({ ...change, ClientRequestToken: 'three' });
  await client.send(execute);
  const events = await eventsOf(b, StackName);
  await client.send(execute);
  assert.deepEqual(await eventsOf(b, StackName), events);
  for (const ClientRequestToken of [undefined, 'one'])
    assert.match(
      await refused(client.send(new cfn.ExecuteChangeSetCommand({ ...change, ClientRequestToken }))),
      /^InvalidChangeSetStatus/,
    );
  // What was last asked of the stack is not its creation.
  assert.match(
    await refused(client.send(create(good, { ClientRequestToken: 'three' }))),
    /^AlreadyExistsException/,
  );
  const { Vpcs = [] } = await b.server.ec2().send(new DescribeVpcsCommand({}));
  assert.equal(Vpcs.length, 1);
});
