import type { PutPublicAccessBlockRequest } from '@aws-sdk/client-s3';
import { operation } from '../operation.ts';
import { requireBucket } from './shared/buckets.ts';

/**
 * Sets what of public access to a bucket is blocked. Nobody has access here without a signature, whatever is set.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html
 */
export const PutPublicAccessBlock = operation<PutPublicAccessBlockRequest, object>({
  service: 's3',
  name: 'PutPublicAccessBlock',
  access: 'write',
  honours: ['Bucket', 'ExpectedBucketOwner', 'ChecksumAlgorithm', 'PublicAccessBlockConfiguration'],
  handle(input, context) {
    const bucket = requireBucket(context, input);
    const { PublicAccessBlockConfiguration: wanted = {} } = input;
    const publicAccessBlock = {
      blockPublicAcls: wanted.BlockPublicAcls === true,
      ignorePublicAcls: wanted.IgnorePublicAcls === true,
      blockPublicPolicy: wanted.BlockPublicPolicy === true,
      restrictPublicBuckets: wanted.RestrictPublicBuckets === true,
    };
    context.resources.put('bucket', { ...bucket, publicAccessBlock });
    return {};
  },
});
