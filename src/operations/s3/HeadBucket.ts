import type { HeadBucketOutput, HeadBucketRequest } from '@aws-sdk/client-s3';
import { operation } from '../operation.ts';
import { requireBucket } from './shared/buckets.ts';

/**
 * Whether a bucket is there, and in which region.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
 */
export const HeadBucket = operation<HeadBucketRequest, HeadBucketOutput>({
  service: 's3',
  name: 'HeadBucket',
  access: 'read',
  honours: ['Bucket', 'ExpectedBucketOwner'],
  handle(input, context) {
    const { region } = requireBucket(context, input);
    return { BucketRegion: region, AccessPointAlias: false };
  },
});
