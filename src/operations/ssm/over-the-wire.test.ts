/** Parameters with the AWS SDK's client, over HTTP, with all operations, and policies that allow some of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AddTagsToResourceCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  ParameterNotFound,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { makeUser, messageOf, outcome, setPolicy } from '../../server/testing/identities.ts';
import { startIdentityServer, type TestCredentials } from '../../server/testing/identity-server.ts';

const arn = 'arn:aws:ssm:us-east-1:111111111111:parameter';

test('parameters go in and come out, and policies name them', { timeout: 120_000 }, async () => {
  await using server = await startIdentityServer();
  const clientOf = (credentials: TestCredentials) =>
    new SSMClient({ endpoint: server.url, region: 'us-east-1', credentials, maxAttempts: 1 });
  const root = clientOf(server.root);
  const text = { Type: 'String', Value: 'é <&> "' } as const;
  await root.send(new PutParameterCommand({ Name: '/app/open', ...text, Tags: [{ Key: 'k', Value: 'v' }] }));
  await root.send(new PutParameterCommand({ Name: '/app/deep/closed', ...text }));
  const { Parameter } = await root.send(new GetParameterCommand({ Name: '/app/open' }));
  assert.deepEqual(
    [Parameter?.Value, Parameter?.Version, Parameter?.ARN],
    [text.Value, 1, `${arn}/app/open`],
  );
  assert.ok(Parameter?.LastModifiedDate instanceof Date);
  await assert.rejects(root.send(new GetParameterCommand({ Name: '/none' })), ParameterNotFound);

  const admin = server.as(server.root);
  const user = await makeUser(admin, 'reader');
  const reader = clientOf(user);
  const read = (Name: string) => outcome(reader.send(new GetParameterCommand({ Name })));
  const allow = (Action: string, Resource: string, more: object = {}) =>
    setPolicy(admin, 'reader', { Effect: 'Allow', Action, Resource, ...more });
  assert.equal(await read('/app/open'), '400 AccessDeniedException');
  await allow('ssm:GetParameter*', `${arn}/app/open`);
  assert.equal(await read('/app/open'), 'taken');
  assert.equal(await read('/app/open:1'), 'taken');
  assert.equal(await read(`${arn}/app/open`), 'taken');
  assert.equal(await read('/app/deep/closed'), '400 AccessDeniedException');
  const both = new GetParametersCommand({ Names: ['/app/open', '/app/deep/closed'] });
  assert.equal(await outcome(reader.send(both)), '400 AccessDeniedException');
  const put = (Name: string, more: object = {}) =>
    outcome(reader.send(new PutParameterCommand({ Name, ...text, ...more })));
  await allow('ssm:PutParameter', '*', { Condition: { StringEquals: { 'ssm:Overwrite': 'false' } } });
  assert.equal(await put('/mine'), 'taken');
  assert.equal(await put('/mine', { Overwrite: true }), '400 AccessDeniedException');
  assert.equal(await put('/tagged', { Tags: [{ Key: 'a', Value: 'b' }] }), '400 AccessDeniedException');
  await allow('ssm:GetParameter', '*', { Condition: { StringEquals: { 'aws:ResourceTag/k': 'v' } } });
  assert.equal(await read('/app/open'), 'taken');
  assert.equal(await read('/mine'), '400 AccessDeniedException');
  await allow('ssm:GetParametersByPath', `${arn}/app`);
  const { Parameters } = await reader.send(new GetParametersByPathCommand({ Path: '/app', Recursive: true }));
  assert.equal(Parameters?.length, 2);
  assert.match(
    await messageOf(reader.send(new DescribeParametersCommand({}))),
    /reader is not authorized to perform: ssm:DescribeParameters/,
  );
  const tag = new AddTagsToResourceCommand({
    ResourceType: 'Parameter',
    ResourceId: '/none',
    Tags: [{ Key: 'a', Value: 'b' }],
  });
  assert.equal(await outcome(root.send(tag)), '400 InvalidResourceId');
});
