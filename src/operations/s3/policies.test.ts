/** Who may do what with buckets, and what becomes of content that is cut off. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import * as s3 from '@aws-sdk/client-s3';
import { startStorageServer } from '../../../test/harness/storage-server.ts';
import { ContentFiles } from '../../objects/content-files.ts';
import { makeUser, outcome, policyText, setPolicy } from '../../server/testing/identities.ts';

test('identity policies and the policy of the bucket decide together', async () => {
  await using server = await startStorageServer();
  const root = server.s3();
  const Bucket = 'shared';
  await root.send(new s3.CreateBucketCommand({ Bucket }));
  await root.send(new s3.PutObjectCommand({ Bucket, Key: 'open/a', Body: 'a' }));
  await root.send(new s3.PutObjectCommand({ Bucket, Key: 'shut/a', Body: 'a' }));
  const admin = server.as(server.root);
  const ann = server.s3(await makeUser(admin, 'ann'));
  const read = (client: s3.S3Client, Key: string) =>
    outcome(client.send(new s3.GetObjectCommand({ Bucket, Key })));
  assert.equal(await read(ann, 'open/a'), '403 AccessDenied');
  await setPolicy(admin, 'ann', {
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${Bucket}/open/*`,
  });
  assert.deepEqual([await read(ann, 'open/a'), await read(ann, 'shut/a')], ['taken', '403 AccessDenied']);
  const put = (...statements: object[]) =>
    root.send(new s3.PutBucketPolicyCommand({ Bucket, Policy: policyText(...(statements as never[])) }));
  const objects = `arn:aws:s3:::${Bucket}/*`;
  const other = server.s3(server.otherRoot);
  assert.equal(await read(other, 'open/a'), '403 AccessDenied');
  await put({
    Effect: 'Allow',
    Principal: { AWS: '222222222222' },
    Action: 's3:GetObject',
    Resource: objects,
  });
  assert.equal(await read(other, 'open/a'), 'taken');
  // The policy that the CDK gives its bucket: what comes over the loopback is not what it is against.
  const Condition = { Bool: { 'aws:SecureTransport': 'false' } };
  await put({
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [`arn:aws:s3:::${Bucket}`, objects],
    Condition,
  });
  assert.equal(await read(ann, 'open/a'), 'taken');
  await put({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: objects });
  assert.deepEqual(
    [await read(ann, 'open/a'), await read(root, 'open/a')],
    ['403 AccessDenied', '403 AccessDenied'],
  );
  await root.send(new s3.DeleteBucketPolicyCommand({ Bucket }));
  const open = put({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: objects });
  assert.equal(await outcome(open), '403 AccessDenied');
  const narrow = (Condition: object) =>
    outcome(put({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: objects, Condition }));
  assert.equal(await narrow({ Bool: { 'aws:SecureTransport': 'true' } }), '403 AccessDenied');
  assert.equal(await narrow({ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }), '403 AccessDenied');
  assert.equal(await narrow({ IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } }), 'taken');
  assert.equal(await read(other, 'open/a'), 'taken');
  // What was put while it was allowed is for the owner's account alone once public buckets are restricted.
  const block = (RestrictPublicBuckets: boolean) =>
    root.send(
      new s3.PutPublicAccessBlockCommand({
        Bucket,
        PublicAccessBlockConfiguration: { BlockPublicPolicy: false, RestrictPublicBuckets },
      }),
    );
  await block(false);
  assert.equal(await narrow({ Bool: { 'aws:SecureTransport': 'true' } }), 'taken');
  assert.equal(await read(other, 'open/a'), 'taken');
  await block(true);
  assert.equal(await read(other, 'open/a'), '403 AccessDenied');
  assert.equal(await read(ann, 'open/a'), 'taken');
  const foreign = put({
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:*',
    Resource: 'arn:aws:s3:::elsewhere/*',
  });
  assert.equal(await outcome(foreign), '400 MalformedPolicy');
});

test('content without a record goes when a daemon starts, and content that breaks off leaves nothing', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'postern-content-'));
  try {
    for (const file of ['orphan', 'kept']) writeFileSync(join(directory, file), file);
    const options = { directory, isReferred: (file: string) => file === 'kept', log: assert.fail };
    const files = new ContentFiles(options);
    await files.settled();
    assert.deepEqual(readdirSync(directory), ['kept']);
    const broken = async function* () {
      yield Buffer.from('half');
      throw new Error('cut');
    };
    await assert.rejects(files.write(broken(), 100), /cut/);
    const endless = async function* () {
      for (;;) yield Buffer.alloc(60);
    };
    await assert.rejects(files.write(endless(), 100), { code: 'EntityTooLarge' });
    assert.deepEqual(readdirSync(directory), ['kept']);
    const slices = { slices: [{ file: 'kept', from: 1, bytes: 2 }], bytes: 2 };
    const open = new ContentFiles({ ...options, isReferred: () => false, log: assert.fail });
    const reader = open.open(slices);
    await open.settled();
    assert.deepEqual(readdirSync(directory), ['kept'], 'what is read stays');
    reader.close();
    await open.settled();
    assert.deepEqual(readdirSync(directory), []);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
