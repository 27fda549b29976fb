import type { GetBucketEncryptionOutput, GetBucketEncryptionRequest } from '@aws-sdk/client-s3';
import { operation } from '../operation.ts';
import { requireBucket } from './shared/buckets.ts';

/**
 * How new objects are said to be encrypted: what was asked for, AES256 when nothing was.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html
 */
export const GetBucketEncryption = operation<GetBucketEncryptionRequest, GetBucketEncryptionOutput>({
  service: 's3',
  name: 'GetBucketEncryption',
  access: 'read',
  honours: ['Bucket', 'ExpectedBucketOwner'],
  handle(input, context) {
    const { algorithm, bucketKeyEnabled } = requireBucket(context, input).encryption;
    const rule = {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: algorithm },
      BucketKeyEnabled: bucketKeyEnabled,
    };
    return { ServerSideEncryptionConfiguration: { Rules: [rule] } };
  },
});
