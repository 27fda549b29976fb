import type { DeleteBucketLifecycleRequest } from '@aws-sdk/client-s3';
import { operation } from '../operation.ts';
import { requireBucket } from './shared/buckets.ts';

/**
 * Removes the lifecycle rules of a bucket.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketLifecycle.html
 */
export const DeleteBucketLifecycle = operation<DeleteBucketLifecycleRequest, object>({
  service: 's3',
  name: 'DeleteBucketLifecycle',
  access: 'write',
  honours: ['Bucket', 'ExpectedBucketOwner'],
  handle(input, context) {
    const { lifecycle: _, ...bucket } = requireBucket(context, input);
    context.resources.put('bucket', bucket);
    return {};
  },
});
