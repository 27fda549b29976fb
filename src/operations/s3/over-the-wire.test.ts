/** Buckets and objects with the AWS SDK's client, over HTTP, with all operations and content in files. */
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import * as s3 from '@aws-sdk/client-s3';
import { type StorageServer, startStorageServer } from '../../../test/harness/storage-server.ts';
import { outcome } from '../../server/testing/identities.ts';

let server: StorageServer;
let client: s3.S3Client;
before(async () => {
  server = await startStorageServer();
  client = server.s3();
});
after(() => server[Symbol.asyncDispose]());

let count = 0;
/** A new bucket. */
async function bucket(): Promise<string> {
  count += 1;
  const Bucket = `bucket-${count}`;
  await client.send(new s3.CreateBucketCommand({ Bucket }));
  return Bucket;
}

async function textAt(Bucket: string, Key: string, more: object = {}): Promise<string> {
  const { Body } = await client.send(new s3.GetObjectCommand({ Bucket, Key, ...more }));
  return (await Body?.transformToString()) ?? '';
}

test('an object goes in, comes out, is listed and goes', async () => {
  const Bucket = await bucket();
  const Key = 'a b/ä+&<>?%/x.json';
  const put = await client.send(
    new s3.PutObjectCommand({
      ...{ Bucket, Key, Body: '{"a":1}', ContentType: 'application/json', CacheControl: 'no-store' },
      Metadata: { team: 'red' },
    }),
  );
  assert.equal(put.ETag, `"${createHash('md5').update('{"a":1}').digest('hex')}"`);
  assert.ok(put.ChecksumCRC32);
  const got = await client.send(new s3.GetObjectCommand({ Bucket, Key }));
  assert.equal(await got.Body?.transformToString(), '{"a":1}');
  assert.deepEqual(
    [got.ContentType, got.CacheControl, got.Metadata, got.ContentLength, got.ETag, got.ServerSideEncryption],
    ['application/json', 'no-store', { team: 'red' }, 7, put.ETag, 'AES256'],
  );
  const head = await client.send(new s3.HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
  assert.deepEqual([head.ContentLength, head.ChecksumCRC32], [7, put.ChecksumCRC32]);
  const list = await client.send(new s3.ListObjectsV2Command({ Bucket, Prefix: 'a b/' }));
  assert.deepEqual([list.Contents?.map((each) => each.Key), list.KeyCount], [[Key], 1]);
  assert.equal((await server.files()).length > 0, true);
  assert.equal(await outcome(client.send(new s3.DeleteBucketCommand({ Bucket }))), '409 BucketNotEmpty');
  await client.send(new s3.DeleteObjectCommand({ Bucket, Key }));
  assert.equal(await outcome(client.send(new s3.GetObjectCommand({ Bucket, Key }))), '404 NoSuchKey');
  assert.equal(await outcome(client.send(new s3.HeadObjectCommand({ Bucket, Key }))), '404 NotFound');
  await client.send(new s3.DeleteBucketCommand({ Bucket }));
  assert.equal(await outcome(client.send(new s3.ListObjectsV2Command({ Bucket }))), '404 NoSuchBucket');
  assert.deepEqual(await server.files(), []);
});

test('what the cdk command asks of its bucket is answered', async () => {
  const Bucket = await bucket();
  const location = await client.send(new s3.GetBucketLocationCommand({ Bucket }));
  assert.equal(location.LocationConstraint, undefined);
  const encrypted = await client.send(new s3.GetBucketEncryptionCommand({ Bucket }));
  const [rule] = encrypted.ServerSideEncryptionConfiguration?.Rules ?? [];
  assert.equal(rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm, 'AES256');
  await client.send(
    new s3.PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
  );
  assert.equal((await client.send(new s3.GetBucketVersioningCommand({ Bucket }))).Status, 'Enabled');
  const { Buckets } = await client.send(new s3.ListBucketsCommand({ Prefix: Bucket }));
  assert.deepEqual(
    Buckets?.map(({ Name }) => Name),
    [Bucket],
  );
  const other = server.s3(server.otherRoot);
  const taken = new s3.CreateBucketCommand({ Bucket });
  assert.equal(await outcome(other.send(taken)), '409 BucketAlreadyExists');
  assert.equal(await outcome(client.send(taken)), '409 BucketAlreadyOwnedByYou');
  assert.equal(await outcome(other.send(new s3.HeadBucketCommand({ Bucket }))), '403 Unknown');
  const far = server.s3(server.root, { region: 'eu-west-1' });
  const there = {
    Bucket: `${Bucket}-eu`,
    CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
  } as const;
  await far.send(new s3.CreateBucketCommand(there));
  const found = await client.send(new s3.GetBucketLocationCommand({ Bucket: there.Bucket }));
  assert.equal(found.LocationConstraint, 'eu-west-1');
  assert.equal(
    (await client.send(new s3.HeadBucketCommand({ Bucket: there.Bucket }))).BucketRegion,
    'eu-west-1',
  );
});

test('settings of a bucket are read as they were put', async () => {
  const Bucket = await bucket();
  const rules = [
    {
      ID: 'old',
      Status: 'Enabled' as const,
      Filter: { Prefix: '' },
      NoncurrentVersionExpiration: { NoncurrentDays: 30 },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
    },
  ];
  await client.send(
    new s3.PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: rules } }),
  );
  const lifecycle = await client.send(new s3.GetBucketLifecycleConfigurationCommand({ Bucket }));
  assert.deepEqual(lifecycle.Rules, rules);
  await client.send(new s3.DeleteBucketLifecycleCommand({ Bucket }));
  const none = client.send(new s3.GetBucketLifecycleConfigurationCommand({ Bucket }));
  assert.equal(await outcome(none), '404 NoSuchLifecycleConfiguration');
  await client.send(
    new s3.PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } }),
  );
  assert.deepEqual((await client.send(new s3.GetBucketTaggingCommand({ Bucket }))).TagSet, [
    { Key: 'a', Value: 'b' },
  ]);
  await client.send(new s3.DeleteBucketTaggingCommand({ Bucket }));
  assert.equal(await outcome(client.send(new s3.GetBucketTaggingCommand({ Bucket }))), '404 NoSuchTagSet');
  const kms = { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const } }] };
  await client.send(new s3.PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: kms }));
  const put = await client.send(new s3.PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
  assert.equal(put.ServerSideEncryption, 'aws:kms');
  const block = await client.send(new s3.GetPublicAccessBlockCommand({ Bucket }));
  assert.equal(block.PublicAccessBlockConfiguration?.BlockPublicPolicy, true);
  await client.send(new s3.DeletePublicAccessBlockCommand({ Bucket }));
  const open = client.send(new s3.GetPublicAccessBlockCommand({ Bucket }));
  assert.equal(await outcome(open), '404 NoSuchPublicAccessBlockConfiguration');
  const owned = await client.send(new s3.GetBucketOwnershipControlsCommand({ Bucket }));
  assert.equal(owned.OwnershipControls?.Rules?.[0]?.ObjectOwnership, 'BucketOwnerEnforced');
});

test('versions are kept, listed, restored by deleting the marker, and deleted', async () => {
  const Bucket = await bucket();
  const Key = 'k';
  const put = async (Body: string) =>
    (await client.send(new s3.PutObjectCommand({ Bucket, Key, Body }))).VersionId;
  assert.equal(await put('zero'), undefined);
  await client.send(
    new s3.PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
  );
  const [one, two] = [await put('one'), await put('two')];
  assert.ok(one && two && one !== two);
  assert.deepEqual(
    [
      await textAt(Bucket, Key),
      await textAt(Bucket, Key, { VersionId: one }),
      await textAt(Bucket, Key, { VersionId: 'null' }),
    ],
    ['two', 'one', 'zero'],
  );
  const marker = await client.send(new s3.DeleteObjectCommand({ Bucket, Key }));
  assert.equal(marker.DeleteMarker, true);
  assert.equal(await outcome(client.send(new s3.GetObjectCommand({ Bucket, Key }))), '404 NoSuchKey');
  const named = new s3.GetObjectCommand({ Bucket, Key, VersionId: marker.VersionId ?? '' });
  assert.match(await outcome(client.send(named)), /^405/);
  const listed = await client.send(new s3.ListObjectVersionsCommand({ Bucket }));
  assert.deepEqual(
    [
      listed.Versions?.map(({ VersionId }) => VersionId),
      listed.DeleteMarkers?.map(({ IsLatest }) => IsLatest),
    ],
    [[two, one, 'null'], [true]],
  );
  await client.send(new s3.DeleteObjectCommand({ Bucket, Key, VersionId: marker.VersionId ?? '' }));
  assert.equal(await textAt(Bucket, Key), 'two');
  const Objects = [two, one, 'null'].map((VersionId) => ({ Key, VersionId }));
  const { Deleted } = await client.send(new s3.DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
  assert.equal(Deleted?.length, 3);
  await client.send(new s3.DeleteBucketCommand({ Bucket }));
});

test('ranges and conditions hold', async () => {
  const Bucket = await bucket();
  const { ETag = '' } = await client.send(new s3.PutObjectCommand({ Bucket, Key: 'k', Body: '0123456789' }));
  const range = async (Range: string) => {
    const got = await client.send(new s3.GetObjectCommand({ Bucket, Key: 'k', Range }));
    return [await got.Body?.transformToString(), got.ContentRange, got.$metadata.httpStatusCode];
  };
  assert.deepEqual(await range('bytes=2-4'), ['234', 'bytes 2-4/10', 206]);
  assert.deepEqual(await range('bytes=7-99'), ['789', 'bytes 7-9/10', 206]);
  assert.deepEqual(await range('bytes=-3'), ['789', 'bytes 7-9/10', 206]);
  assert.deepEqual(await range('lines=1-2'), ['0123456789', undefined, 200]);
  const get = (more: object) => outcome(client.send(new s3.GetObjectCommand({ Bucket, Key: 'k', ...more })));
  assert.equal(await get({ Range: 'bytes=10-' }), '416 InvalidRange');
  assert.equal(await get({ IfMatch: '"x"' }), '412 PreconditionFailed');
  assert.match(await get({ IfNoneMatch: ETag }), /^304/);
  assert.match(await get({ IfModifiedSince: new Date(Date.now() + 60_000) }), /^304/);
  assert.equal(await get({ IfUnmodifiedSince: new Date(0) }), '412 PreconditionFailed');
  const put = (more: object) =>
    outcome(client.send(new s3.PutObjectCommand({ Bucket, Key: 'k', Body: 'x', ...more })));
  assert.equal(await put({ IfNoneMatch: '*' }), '412 PreconditionFailed');
  assert.equal(await put({ IfMatch: '"x"' }), '412 PreconditionFailed');
  assert.equal(await textAt(Bucket, 'k'), '0123456789');
  assert.equal(await put({ IfMatch: ETag }), 'taken');
  assert.equal(await textAt(Bucket, 'k'), 'x');
});

test('a list has prefixes, a delimiter and pages', async () => {
  const Bucket = await bucket();
  for (const Key of ['a', 'd/1', 'd/2', 'd/e/3', 'z']) {
    await client.send(new s3.PutObjectCommand({ Bucket, Key, Body: '' }));
  }
  const pages: (string | undefined)[][] = [];
  let ContinuationToken: string | undefined;
  do {
    const input = { Bucket, Delimiter: '/', MaxKeys: 1, ...(ContinuationToken && { ContinuationToken }) };
    const page = await client.send(new s3.ListObjectsV2Command(input));
    pages.push([
      ...(page.Contents ?? []).map(({ Key }) => Key),
      ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
    ]);
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  assert.deepEqual(pages, [['a'], ['d/'], ['z']]);
  const below = await client.send(new s3.ListObjectsV2Command({ Bucket, Prefix: 'd/', Delimiter: '/' }));
  assert.deepEqual(
    [below.Contents?.map(({ Key }) => Key), below.CommonPrefixes?.map(({ Prefix }) => Prefix)],
    [['d/1', 'd/2'], ['d/e/']],
  );
  const later = await client.send(new s3.ListObjectsV2Command({ Bucket, StartAfter: 'd/2' }));
  assert.deepEqual(
    later.Contents?.map(({ Key }) => Key),
    ['d/e/3', 'z'],
  );
  const bad = new s3.ListObjectsV2Command({ Bucket, ContinuationToken: 'x' });
  assert.equal(await outcome(client.send(bad)), '400 InvalidArgument');
});

test('a copy shares the content, and outlives its source', async () => {
  const Bucket = await bucket();
  const before = (await server.files()).length;
  await client.send(new s3.PutObjectCommand({ Bucket, Key: 'a/ä', Body: 'text', ContentType: 'text/x' }));
  const CopySource = `${Bucket}/${encodeURIComponent('a/ä')}`;
  const copied = await client.send(new s3.CopyObjectCommand({ Bucket, Key: 'b', CopySource }));
  assert.ok(copied.CopyObjectResult?.ETag);
  assert.equal((await server.files()).length, before + 1);
  await client.send(new s3.DeleteObjectCommand({ Bucket, Key: 'a/ä' }));
  assert.equal(await textAt(Bucket, 'b'), 'text');
  const head = await client.send(new s3.HeadObjectCommand({ Bucket, Key: 'b' }));
  assert.equal(head.ContentType, 'text/x');
  const self = { Bucket, Key: 'b', CopySource: `${Bucket}/b` };
  assert.equal(await outcome(client.send(new s3.CopyObjectCommand(self))), '400 InvalidRequest');
  await client.send(
    new s3.CopyObjectCommand({ ...self, MetadataDirective: 'REPLACE', ContentType: 'text/y' }),
  );
  await client.send(new s3.DeleteObjectCommand({ Bucket, Key: 'b' }));
  assert.equal((await server.files()).length, before);
});

test('an upload in parts becomes one object', async () => {
  const Bucket = await bucket();
  const Key = 'large';
  const first = randomBytes(5 * 1024 * 1024);
  const { UploadId } = await client.send(
    new s3.CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm: 'CRC32' }),
  );
  const part = async (PartNumber: number, Body: Uint8Array | string) => {
    const { ETag, ChecksumCRC32 } = await client.send(
      new s3.UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }),
    );
    return { PartNumber, ETag, ChecksumCRC32 };
  };
  const complete = (...Parts: s3.CompletedPart[]) =>
    client.send(new s3.CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
  const [one, two, three] = [await part(1, first), await part(2, 'tail'), await part(3, 'never')];
  assert.equal(await outcome(complete(two, one)), '400 InvalidPartOrder');
  assert.equal(await outcome(complete({ ...one, ETag: '"x"' }, two)), '400 InvalidPart');
  assert.equal(await outcome(complete(one, two, three)), '400 EntityTooSmall');
  const done = await complete(one, two);
  assert.match(done.ETag ?? '', /^"[0-9a-f]{32}-2"$/);
  assert.match(done.ChecksumCRC32 ?? '', /-2$/);
  const got = await client.send(new s3.GetObjectCommand({ Bucket, Key }));
  const content = Buffer.from((await got.Body?.transformToByteArray()) ?? []);
  assert.ok(content.equals(Buffer.concat([first, Buffer.from('tail')])));
  const across = await textAt(Bucket, Key, { Range: `bytes=${first.length - 1}-${first.length + 1}` });
  assert.equal(across.length > 0, true);
  assert.equal(await outcome(complete(one, two)), '404 NoSuchUpload');
  await client.send(new s3.DeleteObjectCommand({ Bucket, Key }));
  const again = await client.send(new s3.CreateMultipartUploadCommand({ Bucket, Key }));
  const upload = { Bucket, Key, UploadId: again.UploadId };
  await client.send(new s3.UploadPartCommand({ ...upload, PartNumber: 1, Body: 'x' }));
  assert.equal(await outcome(client.send(new s3.DeleteBucketCommand({ Bucket }))), '409 BucketNotEmpty');
  await client.send(new s3.AbortMultipartUploadCommand(upload));
  await client.send(new s3.DeleteBucketCommand({ Bucket }));
});

test('a stream of unknown length arrives with its checksum behind it', async () => {
  const Bucket = await bucket();
  const Body = Readable.from([Buffer.alloc(70_000, 'a'), Buffer.from('end')]);
  const put = new s3.PutObjectCommand({
    Bucket,
    Key: 'k',
    Body,
    ContentLength: 70_003,
    ChecksumAlgorithm: 'SHA256',
  });
  const { ChecksumSHA256 } = await client.send(put);
  assert.ok(ChecksumSHA256);
  const head = await client.send(new s3.HeadObjectCommand({ Bucket, Key: 'k', ChecksumMode: 'ENABLED' }));
  assert.deepEqual(
    [head.ContentLength, head.ContentEncoding, head.ChecksumSHA256],
    [70_003, undefined, ChecksumSHA256],
  );
});

for (const algorithm of ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const) {
  test(`a ${algorithm} that is not the content's is refused`, async () => {
    const Bucket = await bucket();
    const length = { CRC32: 4, CRC32C: 4, CRC64NVME: 8, SHA1: 20, SHA256: 32 }[algorithm];
    const wrong = Buffer.alloc(length, 1).toString('base64');
    const put = (value: string) => {
      const input = { Bucket, Key: 'k', Body: '123456789', [`Checksum${algorithm}`]: value };
      return client.send(new s3.PutObjectCommand(input as s3.PutObjectCommandInput));
    };
    assert.equal(await outcome(put(wrong)), '400 BadDigest');
    // The check values of the algorithms: what they make of these nine digits.
    const right = {
      CRC32: 'cbf43926',
      CRC32C: 'e3069283',
      CRC64NVME: 'ae8b14860a799888',
      SHA1: 'f7c3bc1d808e04732adf679965ccc34ca7ae3441',
      SHA256: '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225',
    }[algorithm];
    assert.equal(await outcome(put(Buffer.from(right, 'hex').toString('base64'))), 'taken');
    assert.equal(await textAt(Bucket, 'k'), '123456789');
  });
}
