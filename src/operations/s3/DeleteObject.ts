import type { DeleteObjectOutput, DeleteObjectRequest } from '@aws-sdk/client-s3';
import { operation } from '../operation.ts';
import { requireBucket } from './shared/buckets.ts';
import { checkWrite } from './shared/conditions.ts';
import { currentVersion, deleteVersion, shownVersion } from './shared/objects.ts';

/**
 * Deletes an object, or puts a delete marker in a bucket with versioning, or deletes the version that is named.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html
 */
export const DeleteObject = operation<DeleteObjectRequest, DeleteObjectOutput>({
  service: 's3',
  name: 'DeleteObject',
  access: 'write',
  honours: ['Bucket', 'Key', 'VersionId', 'IfMatch', 'ExpectedBucketOwner'],
  handle(input, context) {
    const { Key: key = '', VersionId } = input;
    const bucket = requireBucket(context, input);
    checkWrite(currentVersion(context, bucket.id, key), { IfMatch: input.IfMatch });
    const { versionId, isDeleteMarker } = deleteVersion(context, bucket, key, VersionId);
    return {
      ...(isDeleteMarker && { DeleteMarker: true }),
      ...(versionId !== undefined && shownVersion(bucket, versionId)),
    };
  },
});
