import type { PutBucketPolicyRequest } from '@aws-sdk/client-s3';
import { ServiceError } from '../../model/errors.ts';
import { isPublicPolicy } from '../../policy/public-policy.ts';
import { operation } from '../operation.ts';
import { requireBucket } from './shared/buckets.ts';
import { checkBucketPolicy } from './shared/policy.ts';

/**
 * Sets the policy of a bucket. The root user of its account keeps access to the policy whatever it says.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
 */
export const PutBucketPolicy = operation<PutBucketPolicyRequest, object>({
  service: 's3',
  name: 'PutBucketPolicy',
  access: 'write',
  honours: ['Bucket', 'ExpectedBucketOwner', 'ChecksumAlgorithm', 'Policy', 'ConfirmRemoveSelfBucketAccess'],
  handle(input, context) {
    const bucket = requireBucket(context, input);
    const policy = input.Policy ?? '';
    checkBucketPolicy(bucket.id, policy);
    if (bucket.publicAccessBlock?.blockPublicPolicy && isPublicPolicy(policy)) {
      throw new ServiceError(
        'AccessDenied',
        'Public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.',
      );
    }
    context.resources.put('bucket', { ...bucket, policy });
    return {};
  },
});
