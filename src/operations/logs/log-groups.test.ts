import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import { makeUser, outcome } from '../../server/testing/identities.ts';
import { startIdentityServer } from '../../server/testing/identity-server.ts';

const name = '/shop/web';
const arn = `arn:aws:logs:us-east-1:111111111111:log-group:${name}`;

async function scene() {
  const server = await startIdentityServer();
  const settings = { endpoint: server.url, region: 'us-east-1', maxAttempts: 1 };
  const client = (credentials = server.root) => new logs.CloudWatchLogsClient({ ...settings, credentials });
  const groups = async (input: logs.DescribeLogGroupsRequest = {}) =>
    (await client().send(new logs.DescribeLogGroupsCommand(input))).logGroups ?? [];
  const create = (input: Partial<logs.CreateLogGroupRequest> = {}) =>
    client().send(new logs.CreateLogGroupCommand({ logGroupName: name, ...input }));
  return { server, client, groups, create, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

test('a log group is made, kept for some days, tagged, and deleted', async () => {
  await using it = await scene();
  const client = it.client();
  await it.create({ tags: { a: '1' } });
  assert.equal(await outcome(it.create()), '400 ResourceAlreadyExistsException');
  const [made] = await it.groups();
  assert.deepEqual(
    { ...made, creationTime: 0 },
    {
      logGroupName: name,
      creationTime: 0,
      metricFilterCount: 0,
      arn: `${arn}:*`,
      logGroupArn: arn,
      storedBytes: 0,
      logGroupClass: 'STANDARD',
    },
  );
  assert.ok(Math.abs((made?.creationTime ?? 0) - Date.now()) < 60_000, 'in milliseconds');
  const keep = (retentionInDays: number) =>
    client.send(new logs.PutRetentionPolicyCommand({ logGroupName: name, retentionInDays }));
  await keep(30);
  assert.equal(await outcome(keep(31)), '400 InvalidParameterException');
  assert.equal((await it.groups())[0]?.retentionInDays, 30);
  await client.send(new logs.DeleteRetentionPolicyCommand({ logGroupName: name }));
  assert.equal((await it.groups())[0]?.retentionInDays, undefined);
  await client.send(new logs.TagResourceCommand({ resourceArn: arn, tags: { b: '2', c: '' } }));
  await client.send(new logs.UntagResourceCommand({ resourceArn: arn, tagKeys: ['a', 'c'] }));
  const { tags } = await client.send(new logs.ListTagsForResourceCommand({ resourceArn: arn }));
  assert.deepEqual(tags, { b: '2' });
  await client.send(new logs.DeleteLogGroupCommand({ logGroupName: name }));
  for (const gone of [
    client.send(new logs.DeleteLogGroupCommand({ logGroupName: name })),
    client.send(new logs.ListTagsForResourceCommand({ resourceArn: arn })),
    keep(30),
  ]) {
    assert.equal(await outcome(gone), '400 ResourceNotFoundException');
  }
});

test('what cannot be a log group is refused, and nothing is written to one', async () => {
  await using it = await scene();
  for (const input of [
    { logGroupName: 'a b' },
    { logGroupName: 'aws/x' },
    { logGroupName: 'a'.repeat(513) },
    { kmsKeyId: 'arn:aws:kms:us-east-1:111111111111:key/k' },
    { logGroupClass: 'DELIVERY' as const },
    { tags: { 'aws:x': '' } },
  ]) {
    assert.equal(await outcome(it.create(input)), '400 InvalidParameterException', JSON.stringify(input));
  }
  assert.equal(await outcome(it.create({ deletionProtectionEnabled: true })), '400 UnsupportedOperation');
  await it.create();
  const stream = new logs.CreateLogStreamCommand({ logGroupName: name, logStreamName: 's' });
  assert.equal(await outcome(it.client().send(stream)), '400 UnknownOperationException');
  const tag = new logs.TagResourceCommand({ resourceArn: 'arn:aws:sns:us-east-1:111111111111:t', tags: {} });
  assert.equal(await outcome(it.client().send(tag)), '400 InvalidParameterException');
});

test('log groups are found by prefix, part and class, in pages', async () => {
  await using it = await scene();
  for (const logGroupName of ['/a/1', '/a/2', '/b/1']) {
    await it.create({
      logGroupName,
      logGroupClass: logGroupName === '/b/1' ? 'INFREQUENT_ACCESS' : 'STANDARD',
    });
  }
  const names = async (input: logs.DescribeLogGroupsRequest) =>
    (await it.groups(input)).map(({ logGroupName }) => logGroupName);
  assert.deepEqual(await names({ logGroupNamePrefix: '/a' }), ['/a/1', '/a/2']);
  assert.deepEqual(await names({ logGroupNamePattern: '/1' }), ['/a/1', '/b/1']);
  assert.deepEqual(await names({ logGroupClass: 'INFREQUENT_ACCESS' }), ['/b/1']);
  const first = await it.client().send(new logs.DescribeLogGroupsCommand({ limit: 2 }));
  assert.equal(first.logGroups?.length, 2);
  assert.deepEqual(await names({ limit: 2, nextToken: first.nextToken }), ['/b/1']);
  assert.deepEqual(await names({ limit: 1, nextToken: first.nextToken }), ['/b/1']);
  const other = it.client().send(new logs.DescribeLogGroupsCommand({ nextToken: 'x' }));
  assert.equal(await outcome(other), '400 InvalidParameterException');
  const theirs = await it.client(it.server.otherRoot).send(new logs.DescribeLogGroupsCommand({}));
  assert.deepEqual(theirs.logGroups, []);
});

test('policies name log groups with what is in them, and tags at creation need TagResource too', async () => {
  await using it = await scene();
  const ann = it.client(
    await makeUser(it.server.as(it.server.root), 'ann', {
      Effect: 'Allow',
      Action: ['logs:CreateLogGroup', 'logs:ListTagsForResource'],
      Resource: 'arn:aws:logs:us-east-1:111111111111:log-group:/own/*',
    }),
  );
  const create = (logGroupName: string, tags?: Record<string, string>) =>
    outcome(ann.send(new logs.CreateLogGroupCommand({ logGroupName, tags })));
  assert.equal(await create('/own/1'), 'taken');
  assert.equal(await create('/other'), '400 AccessDeniedException');
  assert.equal(await create('/own/2', { a: '' }), '400 AccessDeniedException');
  const list = (of: string) =>
    outcome(
      ann.send(
        new logs.ListTagsForResourceCommand({
          resourceArn: `arn:aws:logs:us-east-1:111111111111:log-group:${of}`,
        }),
      ),
    );
  assert.equal(await list('/own/1'), 'taken');
  assert.equal(await list('/other'), '400 AccessDeniedException');
});
