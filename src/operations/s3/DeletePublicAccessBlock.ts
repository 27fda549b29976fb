import type { DeletePublicAccessBlockRequest } from '@aws-sdk/client-s3';
import { operation } from '../operation.ts';
import { requireBucket } from './shared/buckets.ts';

/**
 * Removes what blocks public access to a bucket.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeletePublicAccessBlock.html
 */
export const DeletePublicAccessBlock = operation<DeletePublicAccessBlockRequest, object>({
  service: 's3',
  name: 'DeletePublicAccessBlock',
  access: 'write',
  honours: ['Bucket', 'ExpectedBucketOwner'],
  handle(input, context) {
    const { publicAccessBlock: _, ...bucket } = requireBucket(context, input);
    context.resources.put('bucket', bucket);
    return {};
  },
});
