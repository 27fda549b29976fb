import type { DeleteBucketTaggingRequest } from '@aws-sdk/client-s3';
import { operation } from '../operation.ts';
import { requireBucket } from './shared/buckets.ts';

/**
 * Removes the tags of a bucket.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketTagging.html
 */
export const DeleteBucketTagging = operation<DeleteBucketTaggingRequest, object>({
  service: 's3',
  name: 'DeleteBucketTagging',
  access: 'write',
  honours: ['Bucket', 'ExpectedBucketOwner'],
  handle(input, context) {
    context.resources.put('bucket', { ...requireBucket(context, input), tags: [] });
    return {};
  },
});
