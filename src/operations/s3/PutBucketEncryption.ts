import type { PutBucketEncryptionRequest } from '@aws-sdk/client-s3';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { requireBucket } from './shared/buckets.ts';

/**
 * Sets what new objects are said to be encrypted with. There are no keys of customers here, and content is as the disk keeps it.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html
 */
export const PutBucketEncryption = operation<PutBucketEncryptionRequest, object>({
  service: 's3',
  name: 'PutBucketEncryption',
  access: 'write',
  honours: [
    'Bucket',
    'ExpectedBucketOwner',
    'ChecksumAlgorithm',
    'ServerSideEncryptionConfiguration.Rules.ApplyServerSideEncryptionByDefault.SSEAlgorithm',
    'ServerSideEncryptionConfiguration.Rules.BucketKeyEnabled',
  ],
  handle(input, context) {
    const bucket = requireBucket(context, input);
    const [rule, second] = input.ServerSideEncryptionConfiguration?.Rules ?? [];
    const algorithm = rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm ?? 'AES256';
    if (!rule || second) throw new ServiceError('MalformedXML', 'There must be one rule.');
    if (algorithm !== 'AES256' && algorithm !== 'aws:kms') {
      throw new ServiceError('InvalidArgument', 'SSEAlgorithm must be AES256 or aws:kms.');
    }
    const encryption = { algorithm, bucketKeyEnabled: rule.BucketKeyEnabled === true };
    context.resources.put('bucket', { ...bucket, encryption });
    return {};
  },
});
