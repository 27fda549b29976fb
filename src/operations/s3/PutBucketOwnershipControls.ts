import type { PutBucketOwnershipControlsRequest } from '@aws-sdk/client-s3';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { requireBucket } from './shared/buckets.ts';

/**
 * Sets who owns the objects of a bucket, which can be its owner alone.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketOwnershipControls.html
 */
export const PutBucketOwnershipControls = operation<PutBucketOwnershipControlsRequest, object>({
  service: 's3',
  name: 'PutBucketOwnershipControls',
  access: 'write',
  honours: ['Bucket', 'ExpectedBucketOwner', 'ChecksumAlgorithm', 'OwnershipControls.Rules.ObjectOwnership'],
  handle(input, context) {
    const bucket = requireBucket(context, input);
    const [rule, second] = input.OwnershipControls?.Rules ?? [];
    if (rule?.ObjectOwnership !== 'BucketOwnerEnforced' || second) {
      throw new ServiceError(
        'InvalidArgument',
        'Postern has no ACLs: ObjectOwnership must be BucketOwnerEnforced.',
      );
    }
    context.resources.put('bucket', { ...bucket, hasOwnershipControls: true });
    return {};
  },
});
