import type { DeleteBucketRequest } from '@aws-sdk/client-s3';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { requireBucket } from './shared/buckets.ts';

/**
 * Deletes a bucket that has no object, no version and no upload any more.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html
 */
export const DeleteBucket = operation<DeleteBucketRequest, object>({
  service: 's3',
  name: 'DeleteBucket',
  access: 'write',
  honours: ['Bucket', 'ExpectedBucketOwner'],
  handle(input, context) {
    const { id, versioning } = requireBucket(context, input);
    const { resources } = context;
    const left = resources.count('storedObject', 'bucket', id);
    if (left > 0) {
      const more = versioning === undefined ? '' : ' You must delete all versions in the bucket.';
      throw new ServiceError('BucketNotEmpty', `The bucket you tried to delete is not empty.${more}`);
    }
    if (resources.count('multipartUpload', 'bucket', id) > 0) {
      throw new ServiceError(
        'BucketNotEmpty',
        'The bucket has uploads that were not completed. Abort them first.',
      );
    }
    resources.delete('bucket', id);
    return {};
  },
});
