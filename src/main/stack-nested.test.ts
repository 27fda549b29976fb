/** The stacks in a stack: their change sets, and what becomes of them when the outer one turns back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as cfn from '@aws-sdk/client-cloudformation';
import { storageStacksBench } from '../../test/harness/storage-stacks.ts';
import { hostImageId } from '../model/host-image.ts';
import { eventsOf, refused, rested, template, terminating, until } from './testing/stacks.ts';

const StackName = 'outer';
const nested = 'AWS::CloudFormation::Stack';

test('a change set tells what changes in nested stacks, and goes with them', async () => {
  await using b = await storageStacksBench();
  const { client, put, server } = b;
  const Parameters = { Text: { Type: 'String' } };
  const text = { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { Ref: 'Text' } } };
  const innermost = await put('innermost', template({ Deep: text }, { Parameters }));
  const stackOf = (TemplateURL: string, Text: unknown) => ({
    Type: nested,
    Properties: { TemplateURL, Parameters: { Text } },
  });
  const inner = await put(
    'inner',
    template({ Own: text, Deeper: stackOf(innermost, { Ref: 'Text' }) }, { Parameters }),
  );
  const bad = await put('bad', template({ Own: { Type: 'AWS::KMS::Key' } }, { Parameters }));
  const outer = (Text: unknown, DisplayName = 'a', url = inner) =>
    template({
      Inner: stackOf(url, Text),
      Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName } },
    });
  await client.send(new cfn.CreateStackCommand({ StackName, TemplateBody: outer('one') }));
  assert.equal((await rested(b, StackName)).StackStatus, 'CREATE_COMPLETE');

  const create = (ChangeSetName: string, TemplateBody: string, IncludeNestedStacks = true) =>
    client.send(
      new cfn.CreateChangeSetCommand({ StackName, ChangeSetName, TemplateBody, IncludeNestedStacks }),
    );
  const describe = (ChangeSetName = '') => client.send(new cfn.DescribeChangeSetCommand({ ChangeSetName }));
  const changesOf = ({ Changes = [] }: cfn.DescribeChangeSetOutput) =>
    Changes.map(({ ResourceChange: each }) => `${each?.Action} ${each?.LogicalResourceId}`);
  const idOf = ({ Changes = [] }: cfn.DescribeChangeSetOutput) =>
    Changes.find(({ ResourceChange: each }) => each?.ResourceType === nested)?.ResourceChange?.ChangeSetId;

  const { Id: rootId } = await create('c', outer('two'));
  const root = await describe(rootId);
  assert.deepEqual([changesOf(root), root.RootChangeSetId], [['Modify Inner'], undefined]);
  const second = await describe(idOf(root));
  assert.deepEqual(changesOf(second), ['Modify Deeper', 'Modify Own']);
  assert.deepEqual([second.ParentChangeSetId, second.RootChangeSetId], [rootId, rootId]);
  assert.equal(second.ExecutionStatus, 'UNAVAILABLE');
  const third = await describe(idOf(second));
  assert.deepEqual(changesOf(third), ['Modify Deep']);
  assert.deepEqual([third.ParentChangeSetId, third.RootChangeSetId], [second.ChangeSetId, rootId]);
  const listed = await client.send(new cfn.ListChangeSetsCommand({ StackName: second.StackId }));
  assert.deepEqual(
    listed.Summaries?.map(({ ChangeSetId, RootChangeSetId }) => [ChangeSetId, RootChangeSetId]),
    [[second.ChangeSetId, rootId]],
  );
  const named = { ChangeSetName: second.ChangeSetId };
  for (const each of [new cfn.ExecuteChangeSetCommand(named), new cfn.DeleteChangeSetCommand(named)])
    assert.match(
      // The client takes both; the list has forgotten which each is.
      await refused(client.send(each as cfn.ExecuteChangeSetCommand)),
      /^InvalidChangeSetStatus.*is nested and cannot be (?:executed|deleted) by itself/,
    );

  await client.send(new cfn.DeleteChangeSetCommand({ ChangeSetName: rootId }));
  for (const gone of [rootId, second.ChangeSetId, third.ChangeSetId])
    assert.match(await refused(describe(gone)), /^ChangeSetNotFound/);

  const before = server.state.revision;
  assert.match(
    await refused(create('bad', outer('two', 'a', bad))),
    /^ValidationError: Nested stack Inner: .*Unrecognized resource types: \[AWS::KMS::Key\]/,
  );
  assert.equal(server.state.revision, before);
  // What is not known yet and what nobody asked for has none, and what does not change.
  for (const [name, body, isAsked] of [
    ['plain', outer('two'), false],
    ['later', outer({ 'Fn::GetAtt': ['Topic', 'TopicName'] }, 'b'), true],
  ] as const)
    assert.equal(idOf(await describe((await create(name, body, isAsked)).Id)), undefined, name);

  // A stack with stacks in it may always change, as far as is known of it alone.
  const same = await describe(idOf(await describe((await create('same', outer('one', 'b'))).Id)));
  assert.deepEqual([changesOf(same), idOf(same)], [['Modify Deeper'], undefined]);

  const { Id: last } = await create('last', outer('three'));
  const inLast = idOf(await describe(last));
  await client.send(new cfn.ExecuteChangeSetCommand({ ChangeSetName: last }));
  assert.equal((await rested(b, StackName)).StackStatus, 'UPDATE_COMPLETE');
  assert.match(await refused(describe(inLast)), /^ChangeSetNotFound/);
  const values = server.state.read((all) => [...all.all('parameterVersion')].map(({ value }) => value));
  assert.deepEqual(values.toSorted(), ['one', 'one', 'three', 'three']);
  const { StackId } = await rested(b, StackName);
  await client.send(new cfn.DeleteStackCommand({ StackName }));
  assert.equal((await rested(b, StackId ?? '')).StackStatus, 'DELETE_COMPLETE');
  assert.deepEqual(
    server.state.read((all) => [...all.all('stackChangeSet')]),
    [],
  );
});

test('what is not supported of nested stacks is refused before the outer one is made, as far as it is known', async () => {
  await using b = await storageStacksBench();
  const { client, put, server } = b;
  const Parameters = { Text: { Type: 'String' }, Bare: { Type: 'String', Default: 'yes' } };
  const key = { Type: 'AWS::KMS::Key' };
  const text = { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { Ref: 'Text' } } };
  const Conditions = { Full: { 'Fn::Equals': [{ Ref: 'Bare' }, 'no'] } };
  const stackOf = (TemplateURL: unknown, Text: unknown = 'a') => ({
    Type: nested,
    Properties: { TemplateURL, Parameters: { Text } },
  });
  const bad = await put('bad', template({ text, key }, { Parameters }));
  const perhaps = { text, key: { ...key, Condition: 'Full' } };
  const good = await put('good', template(perhaps, { Parameters, Conditions }));
  const middle = await put('middle', template({ Deep: stackOf(bad, { Ref: 'Text' }) }, { Parameters }));
  const self = `${server.url}/templates/self`;
  await put(
    'self',
    template({ Again: stackOf(self), More: stackOf(`${self}?versionId=null`) }, { Parameters }),
  );
  const topic = { Type: 'AWS::SNS::Topic', Properties: {} };
  const later = { 'Fn::GetAtt': ['Topic', 'TopicName'] };
  const create = (ChangeSetName: string, Inner: object, IncludeNestedStacks = true) =>
    client.send(
      new cfn.CreateChangeSetCommand({
        ...{ StackName, ChangeSetName, ChangeSetType: 'CREATE', IncludeNestedStacks },
        TemplateBody: template({ Topic: topic, Inner }),
      }),
    );
  const before = server.state.revision;
  for (const [Inner, expected] of [
    [stackOf(bad), /^ValidationError: Nested stack Inner: .*Unrecognized resource types: \[AWS::KMS::Key\]/],
    [stackOf(bad, later), /^ValidationError: Nested stack Inner: .*\[AWS::KMS::Key\]/],
    [stackOf(middle), /^ValidationError: Nested stack Inner: Nested stack Deep: .*\[AWS::KMS::Key\]/],
    [stackOf(`${self}x`), /^ValidationError: Nested stack Inner: S3 error/],
    [{ Type: nested, Properties: { TemplateURL: good } }, /Nested stack Inner: .*\[Text\]/],
  ] as const)
    assert.match(await refused(create('c', Inner)), expected);
  assert.equal(server.state.revision, before);
  // What may not be made, or is not known yet, is no reason to refuse; a template that names itself is read to its end.
  const url = { 'Fn::Sub': `${server.url}/templates/\${Topic.TopicName}` };
  for (const [name, Inner] of Object.entries({
    good: stackOf(good),
    later: stackOf(good, later),
    self: stackOf(self),
    url: stackOf(url),
  }))
    await create(name, Inner);
  await create('plain', stackOf(bad), false);
});

test('an update is taken back while a nested stack is still at work, also two deep', async () => {
  await using b = await storageStacksBench();
  terminating(b);
  const { client, put } = b;
  const Parameters = { Size: { Type: 'String' } };
  const net = {
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
    Net: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.1.0/24' } },
  };
  const text = {
    Text: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { Ref: 'Size' } } },
  };
  // There is no machine that would start it.
  const Server = {
    Type: 'AWS::EC2::Instance',
    Properties: { ImageId: hostImageId, SubnetId: { Ref: 'Net' } },
  };
  const small = await put('small', template({ ...net, ...text }, { Parameters }));
  const slow = { ...Server, DependsOn: 'Text' };
  const big = await put('big', template({ ...net, ...text, Server: slow }, { Parameters }));
  const stackOf = (TemplateURL: string, Size: string | object) => ({
    Type: nested,
    Properties: { TemplateURL, Parameters: { Size } },
  });
  const middle = async (name: string, url: string) =>
    await put(name, template({ Deep: stackOf(url, { Ref: 'Size' }) }, { Parameters }));
  const calm = await middle('calm', small);
  const busy = await middle('busy', big);
  const topic = { Type: 'AWS::SNS::Topic', Properties: { DisplayName: 'a' } };
  const before = { Inner: stackOf(calm, 'small'), Topic: topic };
  await client.send(new cfn.CreateStackCommand({ StackName, TemplateBody: template(before) }));
  assert.equal((await rested(b, StackName)).StackStatus, 'CREATE_COMPLETE');
  const world = () =>
    b.server.state.read((all) => ({
      texts: [...all.all('parameter')].map(
        ({ id, version }) => all.get('parameterVersion', `${id}:${version}`)?.value,
      ),
      running: [...all.all('instance')].filter(({ state }) => state !== 'terminated').length,
    }));
  const stacks = async () => {
    const { Stacks = [] } = await client.send(new cfn.DescribeStacksCommand({}));
    return Stacks.map(({ StackStatus }) => StackStatus);
  };
  const begun = async (after: object, running = 1) => {
    await client.send(new cfn.UpdateStackCommand({ StackName, TemplateBody: template(after) }));
    await until('the instances', () => world().running === running);
  };
  const rolledBack = async () => {
    assert.equal((await rested(b, StackName)).StackStatus, 'UPDATE_ROLLBACK_COMPLETE');
    // A stack with stacks in it may always change: the one in the middle is updated to what it was.
    for (const status of await stacks()) assert.match(status ?? '', /^UPDATE_(?:ROLLBACK_)?COMPLETE$/);
    assert.deepEqual(world(), { texts: ['small'], running: 0 });
  };

  await begun({ ...before, Inner: stackOf(busy, 'big') });
  await client.send(new cfn.CancelUpdateStackCommand({ StackName }));
  await rolledBack();

  // Another resource fails while the nested stacks are at work.
  await begun({ ...before, Inner: stackOf(busy, 'big'), ...net, Server }, 2);
  const server = new cfn.DescribeStackResourceCommand({ StackName, LogicalResourceId: 'Server' });
  const { StackResourceDetail: made } = await client.send(server);
  await b.perform('ec2', 'TerminateInstances', { InstanceIds: [made?.PhysicalResourceId] });
  await rolledBack();
  const events = await eventsOf(b, StackName);
  assert.ok(events.includes('Server CREATE_FAILED'));
});
