import type { GetBucketTaggingOutput, GetBucketTaggingRequest } from '@aws-sdk/client-s3';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { toSdkTags } from '../shared/tags.ts';
import { requireBucket } from './shared/buckets.ts';

/**
 * The tags of a bucket.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html
 */
export const GetBucketTagging = operation<GetBucketTaggingRequest, GetBucketTaggingOutput>({
  service: 's3',
  name: 'GetBucketTagging',
  access: 'read',
  honours: ['Bucket', 'ExpectedBucketOwner'],
  handle(input, context) {
    const { tags } = requireBucket(context, input);
    if (tags.length === 0) throw new ServiceError('NoSuchTagSet', 'The TagSet does not exist');
    return { TagSet: toSdkTags(tags) };
  },
});
