import type { DeleteBucketTaggingRequest } from '@aws-sdk/client-s3';
import { operation } from '../operation.ts';
import { requireBucket } from './shared/buckets.ts';
import { replacedTags } from './shared/tags.ts';

/**
 * Removes the tags of a bucket.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketTagging.html
 */
export const DeleteBucketTagging = operation<DeleteBucketTaggingRequest, object>({
  service: 's3',
  name: 'DeleteBucketTagging',
  access: 'write',
  honours: ['Bucket', 'ExpectedBucketOwner'],
  handle(input, context) {
    const bucket = requireBucket(context, input);
    context.resources.put('bucket', { ...bucket, tags: replacedTags(bucket.tags, []) });
    return {};
  },
});
