import type { CopyObjectOutput, CopyObjectRequest } from '@aws-sdk/client-s3';
import { copySource } from '../../model/copy-source.ts';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { requireBucket } from './shared/buckets.ts';
import { checkRead, checkWrite } from './shared/conditions.ts';
import { headerMembers, headersFrom, toSdkChecksums } from './shared/headers.ts';
import { currentVersion, putVersion, requireVersion, shownVersion } from './shared/objects.ts';
import { putBytesMax } from './shared/uploads.ts';

/**
 * Makes another object of the same content, which stays where it is.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
 */
export const CopyObject = operation<CopyObjectRequest, CopyObjectOutput>({
  service: 's3',
  name: 'CopyObject',
  access: 'write',
  honours: [
    'Bucket',
    'Key',
    'CopySource',
    'CopySourceIfMatch',
    'CopySourceIfNoneMatch',
    'CopySourceIfModifiedSince',
    'CopySourceIfUnmodifiedSince',
    'IfMatch',
    'IfNoneMatch',
    'MetadataDirective',
    'ExpectedBucketOwner',
    'ExpectedSourceBucketOwner',
    ...headerMembers,
  ],
  handle(input, context) {
    const { Key: key = '' } = input;
    const bucket = requireBucket(context, input);
    const { source, from } = sourceOf(input, context);
    checkWrite(currentVersion(context, bucket.id, key), input);
    const isReplaced = input.MetadataDirective === 'REPLACE';
    if (!isReplaced && source.Bucket === bucket.id && source.Key === key && source.VersionId === undefined) {
      throw new ServiceError(
        'InvalidRequest',
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
      );
    }
    const own = headersFrom(bucket, input);
    const { parts, bytes, etag, checksums } = from;
    const headers = isReplaced ? own : { ...from.headers, encryption: own.encryption };
    const copy = { isDeleteMarker: false, parts, bytes, etag, checksums, headers };
    const version = putVersion(context, bucket, key, copy);
    return {
      CopyObjectResult: {
        ETag: version.etag,
        LastModified: new Date(version.modifiedAt),
        ...toSdkChecksums(checksums),
      },
      ServerSideEncryption: headers.encryption,
      ...(from.versionId !== 'null' && { CopySourceVersionId: from.versionId }),
      ...shownVersion(bucket, version.versionId),
    };
  },
});

function sourceOf(input: CopyObjectRequest, context: Parameters<typeof requireVersion>[0]) {
  const source = copySource(input.CopySource);
  if (!source) {
    throw new ServiceError(
      'InvalidArgument',
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
    );
  }
  const owner = input.ExpectedSourceBucketOwner;
  const bucket = requireBucket(context, { Bucket: source.Bucket, ExpectedBucketOwner: owner });
  const { version: from } = requireVersion(context, bucket, source);
  checkSource(() =>
    checkRead(from, {
      IfMatch: input.CopySourceIfMatch,
      IfNoneMatch: input.CopySourceIfNoneMatch,
      IfModifiedSince: input.CopySourceIfModifiedSince,
      IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
    }),
  );
  if (from.bytes > putBytesMax) {
    throw new ServiceError('InvalidRequest', `The source can have ${putBytesMax} bytes.`);
  }
  return { source, from };
}

/** What would be no error of a read is one of a copy. */
function checkSource(run: () => void): void {
  try {
    run();
  } catch (error) {
    const isUnchanged = error instanceof ServiceError && error.code === 'NotModified';
    throw isUnchanged
      ? new ServiceError('PreconditionFailed', 'The source is not newer, or matches.')
      : error;
  }
}
