import type { DeleteBucketPolicyRequest } from '@aws-sdk/client-s3';
import { operation } from '../operation.ts';
import { requireBucket } from './shared/buckets.ts';

/**
 * Removes the policy of a bucket; that there is none is no error.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html
 */
export const DeleteBucketPolicy = operation<DeleteBucketPolicyRequest, object>({
  service: 's3',
  name: 'DeleteBucketPolicy',
  access: 'write',
  honours: ['Bucket', 'ExpectedBucketOwner'],
  handle(input, context) {
    const { policy: _, ...bucket } = requireBucket(context, input);
    context.resources.put('bucket', bucket);
    return {};
  },
});
