import type { DeleteBucketEncryptionRequest } from '@aws-sdk/client-s3';
import { operation } from '../operation.ts';
import { requireBucket } from './shared/buckets.ts';

/**
 * Sets the encryption of new objects back to AES256.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketEncryption.html
 */
export const DeleteBucketEncryption = operation<DeleteBucketEncryptionRequest, object>({
  service: 's3',
  name: 'DeleteBucketEncryption',
  access: 'write',
  honours: ['Bucket', 'ExpectedBucketOwner'],
  handle(input, context) {
    const bucket = requireBucket(context, input);
    context.resources.put('bucket', {
      ...bucket,
      encryption: { algorithm: 'AES256', bucketKeyEnabled: false },
    });
    return {};
  },
});
