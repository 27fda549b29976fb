import type { GetBucketVersioningOutput, GetBucketVersioningRequest } from '@aws-sdk/client-s3';
import { operation } from '../operation.ts';
import { requireBucket } from './shared/buckets.ts';

/**
 * Whether a bucket keeps versions; nothing when that was never asked for.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html
 */
export const GetBucketVersioning = operation<GetBucketVersioningRequest, GetBucketVersioningOutput>({
  service: 's3',
  name: 'GetBucketVersioning',
  access: 'read',
  honours: ['Bucket', 'ExpectedBucketOwner'],
  handle(input, context) {
    const { versioning } = requireBucket(context, input);
    return versioning === undefined ? {} : { Status: versioning };
  },
});
