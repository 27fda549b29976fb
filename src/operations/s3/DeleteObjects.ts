import type { DeletedObject, DeleteObjectsOutput, DeleteObjectsRequest } from '@aws-sdk/client-s3';
import { ServiceError } from '../../model/errors.ts';
import { deletionsMax } from '../../model/storage-resources.ts';
import { operation } from '../operation.ts';
import { requireBucket } from './shared/buckets.ts';
import { deleteVersion } from './shared/objects.ts';

/**
 * Deletes up to a thousand objects or versions, all or, when the caller may not delete one of them, none.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
 */
export const DeleteObjects = operation<DeleteObjectsRequest, DeleteObjectsOutput>({
  service: 's3',
  name: 'DeleteObjects',
  access: 'write',
  honours: [
    'Bucket',
    'ExpectedBucketOwner',
    'ChecksumAlgorithm',
    'Delete.Quiet',
    'Delete.Objects.Key',
    'Delete.Objects.VersionId',
  ],
  handle(input, context) {
    const bucket = requireBucket(context, input);
    const objects = input.Delete?.Objects ?? [];
    if (objects.length === 0 || objects.length > deletionsMax) {
      throw new ServiceError('MalformedXML', `A request can delete from 1 to ${deletionsMax} objects.`);
    }
    const deleted = objects.map(({ Key = '', VersionId }): DeletedObject => {
      const { versionId, isDeleteMarker } = deleteVersion(context, bucket, Key, VersionId);
      return {
        Key,
        ...(VersionId !== undefined && { VersionId }),
        ...(isDeleteMarker && { DeleteMarker: true, DeleteMarkerVersionId: versionId }),
      };
    });
    return input.Delete?.Quiet === true ? {} : { Deleted: deleted };
  },
});
