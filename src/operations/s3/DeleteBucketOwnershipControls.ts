import type { DeleteBucketOwnershipControlsRequest } from '@aws-sdk/client-s3';
import { operation } from '../operation.ts';
import { requireBucket } from './shared/buckets.ts';

/**
 * Removes the ownership controls of a bucket, which changes nothing else.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketOwnershipControls.html
 */
export const DeleteBucketOwnershipControls = operation<DeleteBucketOwnershipControlsRequest, object>({
  service: 's3',
  name: 'DeleteBucketOwnershipControls',
  access: 'write',
  honours: ['Bucket', 'ExpectedBucketOwner'],
  handle(input, context) {
    context.resources.put('bucket', { ...requireBucket(context, input), hasOwnershipControls: false });
    return {};
  },
});
