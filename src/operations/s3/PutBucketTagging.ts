import type { PutBucketTaggingRequest } from '@aws-sdk/client-s3';
import { operation } from '../operation.ts';
import { requireBucket } from './shared/buckets.ts';
import { replacedTags } from './shared/tags.ts';

/**
 * Replaces the tags of a bucket.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html
 */
export const PutBucketTagging = operation<PutBucketTaggingRequest, object>({
  service: 's3',
  name: 'PutBucketTagging',
  access: 'write',
  honours: ['Bucket', 'ExpectedBucketOwner', 'ChecksumAlgorithm', 'Tagging.TagSet'],
  handle(input, context) {
    const bucket = requireBucket(context, input);
    const given = input.Tagging?.TagSet ?? [];
    context.resources.put('bucket', { ...bucket, tags: replacedTags(bucket.tags, given) });
    return {};
  },
});
