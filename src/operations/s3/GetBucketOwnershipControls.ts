import type { GetBucketOwnershipControlsOutput, GetBucketOwnershipControlsRequest } from '@aws-sdk/client-s3';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { requireBucket } from './shared/buckets.ts';

/**
 * Who owns the objects of a bucket: the owner of the bucket, always.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketOwnershipControls.html
 */
export const GetBucketOwnershipControls = operation<
  GetBucketOwnershipControlsRequest,
  GetBucketOwnershipControlsOutput
>({
  service: 's3',
  name: 'GetBucketOwnershipControls',
  access: 'read',
  honours: ['Bucket', 'ExpectedBucketOwner'],
  handle(input, context) {
    if (!requireBucket(context, input).hasOwnershipControls) {
      throw new ServiceError(
        'OwnershipControlsNotFoundError',
        'The bucket ownership controls were not found',
      );
    }
    return { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } };
  },
});
