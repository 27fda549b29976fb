/** The questions of requests to S3, whose actions have other names than its operations, and whose buckets have policies. */
import { copySource } from '../model/copy-source.ts';
import { deletionsMax } from '../model/storage-resources.ts';
import { isPublicPolicy } from '../policy/public-policy.ts';
import type { Check } from './check.ts';
import { textsAt } from './member-table.ts';
import { type RequestFacts, textOf } from './request.ts';
import type { ContextKey } from './request-context.ts';

/**
 * Actions of operations, where the name is another. `#` stands for `Version` when the request names a version.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
const actions: Readonly<Record<string, string>> = {
  CompleteMultipartUpload: 'PutObject',
  CopyObject: 'PutObject',
  CreateMultipartUpload: 'PutObject',
  DeleteBucketEncryption: 'PutEncryptionConfiguration',
  DeleteBucketLifecycle: 'PutLifecycleConfiguration',
  DeleteBucketOwnershipControls: 'PutBucketOwnershipControls',
  DeleteBucketTagging: 'PutBucketTagging',
  DeleteObject: 'DeleteObject#',
  DeleteObjects: 'DeleteObject#',
  DeletePublicAccessBlock: 'PutBucketPublicAccessBlock',
  GetBucketEncryption: 'GetEncryptionConfiguration',
  GetBucketLifecycleConfiguration: 'GetLifecycleConfiguration',
  GetObject: 'GetObject#',
  GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
  HeadBucket: 'ListBucket',
  HeadObject: 'GetObject#',
  ListBuckets: 'ListAllMyBuckets',
  ListObjectVersions: 'ListBucketVersions',
  ListObjectsV2: 'ListBucket',
  PutBucketEncryption: 'PutEncryptionConfiguration',
  PutBucketLifecycleConfiguration: 'PutLifecycleConfiguration',
  PutPublicAccessBlock: 'PutBucketPublicAccessBlock',
  UploadPart: 'PutObject',
};

/** One for each object or bucket that the request is about. */
export function s3Checks(request: RequestFacts): readonly Check[] {
  const { operation, input } = request;
  const bucket = textOf(request, 'Bucket');
  if (bucket === undefined) return [{ action: actionOf(operation), resource: '*', keys: keysOf(request) }];
  const about = (name: string, key: string | undefined, versionId?: string): Check => ({
    action: actionOf(operation, versionId),
    resource: `arn:aws:s3:::${name}${key === undefined ? '' : `/${key}`}`,
    keys: [...keysOf(request), ...versionKey(versionId)],
    // Whose name it may be has no say in who makes it.
    ...(operation !== 'CreateBucket' && { owner: ownerOf(request, name) }),
  });
  if (operation === 'DeleteObjects')
    return deletions(input).map(([key, version]) => about(bucket, key, version));
  const own = about(bucket, textOf(request, 'Key'), textOf(request, 'VersionId'));
  const source = operation === 'CopyObject' ? copySource(textOf(request, 'CopySource')) : undefined;
  if (!source) return [own];
  const read = { ...about(source.Bucket, source.Key, source.VersionId), keys: versionKey(source.VersionId) };
  return [own, { ...read, action: source.VersionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion' }];
}

/** Whether the root user of the bucket's owner asks for what no policy can take from it. */
export function isOwnersRight(request: RequestFacts): boolean {
  const { resources, caller, operation } = request;
  if (request.service !== 's3' || caller.principal.kind !== 'root') return false;
  const bucket = resources.get('bucket', textOf(request, 'Bucket') ?? '');
  return /^(?:Get|Put|Delete)BucketPolicy$/.test(operation) && bucket?.accountId === caller.accountId;
}

function actionOf(operation: string, versionId?: string): string {
  return `s3:${(actions[operation] ?? operation).replace('#', versionId === undefined ? '' : 'Version')}`;
}

/** A bucket that nobody has is as good as the caller's: whoever may ask learns that it is not there. */
function ownerOf({ resources, caller }: RequestFacts, name: string): NonNullable<Check['owner']> {
  const bucket = resources.get('bucket', name);
  const accountId = bucket?.accountId ?? caller.accountId;
  const isShut = bucket?.publicAccessBlock?.restrictPublicBuckets && accountId !== caller.accountId;
  const policy = bucket?.policy;
  // What is public is then for nobody but the owner's account.
  const counts = policy !== undefined && !(isShut && isPublicPolicy(policy));
  return { accountId, kind: 'bucket', ...(counts && { policy }) };
}

function deletions(input: RequestFacts['input']): (readonly [key: string, versionId: string | undefined])[] {
  const { Objects: objects } = (input.Delete ?? {}) as { readonly Objects?: readonly object[] };
  // The operation takes no more, whoever asks: what is not asked about is not done.
  return (objects ?? [])
    .slice(0, deletionsMax)
    .map((each) => [textsAt(each, 'Key')[0] ?? '', textsAt(each, 'VersionId')[0]] as const);
}

function versionKey(versionId: string | undefined): ContextKey[] {
  return versionId === undefined ? [] : [['s3:VersionId', versionId]];
}

function keysOf(request: RequestFacts): ContextKey[] {
  const { input, operation } = request;
  const isList = /^List(?:ObjectsV2|ObjectVersions)$/.test(operation);
  const texts = [
    ...(isList
      ? ([
          ['s3:prefix', 'Prefix'],
          ['s3:delimiter', 'Delimiter'],
        ] as const)
      : []),
    ['s3:x-amz-acl', 'ACL'] as const,
    ['s3:x-amz-server-side-encryption', 'ServerSideEncryption'] as const,
    ['s3:x-amz-copy-source', 'CopySource'] as const,
    ['s3:x-amz-metadata-directive', 'MetadataDirective'] as const,
    ['s3:x-amz-storage-class', 'StorageClass'] as const,
    ['s3:if-match', 'IfMatch'] as const,
    ['s3:if-none-match', 'IfNoneMatch'] as const,
  ];
  const given = texts.flatMap(([key, member]) =>
    textsAt(input, member).map((value) => [key, value] as const),
  );
  const bucket = request.resources.get('bucket', textOf(request, 'Bucket') ?? '');
  return [
    ...given,
    ...(isList && typeof input.MaxKeys === 'number' ? [['s3:max-keys', String(input.MaxKeys)] as const] : []),
    ...(bucket
      ? [
          ['s3:ResourceAccount', bucket.accountId] as const,
          ['aws:ResourceAccount', bucket.accountId] as const,
        ]
      : []),
  ];
}
