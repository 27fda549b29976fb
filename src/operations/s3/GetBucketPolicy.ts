import type { GetBucketPolicyOutput, GetBucketPolicyRequest } from '@aws-sdk/client-s3';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { requireBucket } from './shared/buckets.ts';

/**
 * The policy of a bucket.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html
 */
export const GetBucketPolicy = operation<GetBucketPolicyRequest, GetBucketPolicyOutput>({
  service: 's3',
  name: 'GetBucketPolicy',
  access: 'read',
  honours: ['Bucket', 'ExpectedBucketOwner'],
  handle(input, context) {
    const { policy } = requireBucket(context, input);
    if (policy !== undefined) return { Policy: policy };
    throw new ServiceError('NoSuchBucketPolicy', 'The bucket policy does not exist');
  },
});
