/** Change sets of the stacks in a stack. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as cfn from '@aws-sdk/client-cloudformation';
import { storageStacksBench } from '../../test/harness/storage-stacks.ts';
import { refused, rested, template } from './testing/stacks.ts';

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
