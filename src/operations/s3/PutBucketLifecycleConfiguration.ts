import type { PutBucketLifecycleConfigurationRequest } from '@aws-sdk/client-s3';
import { operation } from '../operation.ts';
import { requireBucket } from './shared/buckets.ts';
import { lifecycleRules } from './shared/lifecycle.ts';

/**
 * Sets when objects expire, old versions go and uploads are given up; other rules are refused.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html
 */
export const PutBucketLifecycleConfiguration = operation<PutBucketLifecycleConfigurationRequest, object>({
  service: 's3',
  name: 'PutBucketLifecycleConfiguration',
  access: 'write',
  honours: [
    'Bucket',
    'ExpectedBucketOwner',
    'ChecksumAlgorithm',
    'LifecycleConfiguration.Rules.ID',
    'LifecycleConfiguration.Rules.Status',
    'LifecycleConfiguration.Rules.Prefix',
    'LifecycleConfiguration.Rules.Filter.Prefix',
    'LifecycleConfiguration.Rules.Expiration.Days',
    'LifecycleConfiguration.Rules.Expiration.ExpiredObjectDeleteMarker',
    'LifecycleConfiguration.Rules.NoncurrentVersionExpiration.NoncurrentDays',
    'LifecycleConfiguration.Rules.AbortIncompleteMultipartUpload.DaysAfterInitiation',
  ],
  handle(input, context) {
    const bucket = requireBucket(context, input);
    const lifecycle = lifecycleRules(input.LifecycleConfiguration?.Rules ?? []);
    context.resources.put('bucket', { ...bucket, lifecycle });
    return {};
  },
});
