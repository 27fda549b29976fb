import type { GetBucketLocationRequest } from '@aws-sdk/client-s3';
import { operation } from '../operation.ts';
import { requireBucket } from './shared/buckets.ts';

/**
 * The region of a bucket; none stands for us-east-1.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
 */
export const GetBucketLocation = operation<GetBucketLocationRequest, { LocationConstraint?: string }>({
  service: 's3',
  name: 'GetBucketLocation',
  access: 'read',
  honours: ['Bucket', 'ExpectedBucketOwner'],
  handle(input, context) {
    const { region } = requireBucket(context, input);

    return region === 'us-east-1' ? {} : { LocationConstraint: region };
  },
});
