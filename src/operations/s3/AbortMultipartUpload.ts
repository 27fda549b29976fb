import type { AbortMultipartUploadOutput, AbortMultipartUploadRequest } from '@aws-sdk/client-s3';
import { operation } from '../operation.ts';
import { requireBucket } from './shared/buckets.ts';
import { removeUpload, requireUpload } from './shared/uploads.ts';

/**
 * Gives an upload up, with its parts.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html
 */
export const AbortMultipartUpload = operation<AbortMultipartUploadRequest, AbortMultipartUploadOutput>({
  service: 's3',
  name: 'AbortMultipartUpload',
  access: 'write',
  honours: ['Bucket', 'Key', 'UploadId', 'ExpectedBucketOwner'],
  handle(input, context) {
    requireBucket(context, input);
    removeUpload(context, requireUpload(context, input));
    return {};
  },
});
