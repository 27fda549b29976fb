import type { CreateMultipartUploadOutput, CreateMultipartUploadRequest } from '@aws-sdk/client-s3';
import { ServiceError } from '../../model/errors.ts';
import type { ChecksumAlgorithm } from '../../model/storage-resources.ts';
import { operation } from '../operation.ts';
import { requireBucket } from './shared/buckets.ts';
import { headerMembers, headersFrom } from './shared/headers.ts';

const algorithms: readonly ChecksumAlgorithm[] = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'];

/**
 * Begins an upload in parts.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html
 */
export const CreateMultipartUpload = operation<CreateMultipartUploadRequest, CreateMultipartUploadOutput>({
  service: 's3',
  name: 'CreateMultipartUpload',
  access: 'write',
  honours: ['Bucket', 'Key', 'ChecksumAlgorithm', 'ExpectedBucketOwner', ...headerMembers],
  handle(input, context) {
    const { resources, ids, now } = context;
    const { Key: key = '', ChecksumAlgorithm: wanted } = input;
    const bucket = requireBucket(context, input);
    const checksumAlgorithm = algorithms.find((each) => each === wanted);
    if (wanted !== undefined && checksumAlgorithm === undefined) {
      throw new ServiceError('InvalidArgument', `ChecksumAlgorithm must be one of ${algorithms.join(', ')}.`);
    }
    const id = ids.token(64);
    const headers = headersFrom(bucket, input);
    resources.put('multipartUpload', {
      ...{ id, bucket: bucket.id, key, headers, initiatedAt: now },
      ...(checksumAlgorithm && { checksumAlgorithm }),
    });
    return {
      Bucket: bucket.id,
      Key: key,
      UploadId: id,
      ServerSideEncryption: headers.encryption,
      ...(checksumAlgorithm && { ChecksumAlgorithm: checksumAlgorithm }),
    };
  },
});
