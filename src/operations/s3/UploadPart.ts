import type { UploadPartCommandInput, UploadPartOutput } from '@aws-sdk/client-s3';
import { ServiceError } from '../../model/errors.ts';
import type { ReceivedBody } from '../../model/storage-resources.ts';
import { operation } from '../operation.ts';
import { requireBucket } from './shared/buckets.ts';
import { toSdkChecksums } from './shared/headers.ts';
import { partId, partNumberMax, requireUpload } from './shared/uploads.ts';

/** With the content in a file already. */
export type UploadPartInput = Omit<UploadPartCommandInput, 'Body'> & { readonly Body?: ReceivedBody };

/**
 * Puts a part of an upload, in the place of one with the same number.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html
 */
export const UploadPart = operation<UploadPartInput, UploadPartOutput>({
  service: 's3',
  name: 'UploadPart',
  access: 'write',
  honours: [
    'Bucket',
    'Key',
    'UploadId',
    'PartNumber',
    'Body',
    'ContentLength',
    'ContentMD5',
    'ChecksumAlgorithm',
    'ChecksumCRC32',
    'ChecksumCRC32C',
    'ChecksumCRC64NVME',
    'ChecksumSHA1',
    'ChecksumSHA256',
    'ExpectedBucketOwner',
  ],
  handle(input, context) {
    const { PartNumber: number = 0, Body: body } = input;
    requireBucket(context, input);
    const { id, headers } = requireUpload(context, input);
    if (number < 1 || number > partNumberMax) {
      throw new ServiceError(
        'InvalidArgument',
        `Part number must be an integer between 1 and ${partNumberMax}, inclusive`,
      );
    }
    if (!body) throw new Error('the content of the part is not there');
    const { file, bytes, md5, checksums } = body;
    const etag = `"${md5}"`;
    const part = { id: partId(id, number), uploadId: id, number, file, bytes, etag, checksums };
    context.resources.put('uploadedPart', { ...part, modifiedAt: context.now });
    const { ChecksumType: _, ...shown } = { ChecksumType: undefined, ...toSdkChecksums(checksums) };
    return { ETag: etag, ServerSideEncryption: headers.encryption, ...shown };
  },
});
