import type { PutObjectCommandInput, PutObjectOutput } from '@aws-sdk/client-s3';
import type { ReceivedBody } from '../../model/storage-resources.ts';
import { operation } from '../operation.ts';
import { requireBucket } from './shared/buckets.ts';
import { checkWrite } from './shared/conditions.ts';
import { headerMembers, headersFrom, toSdkChecksums } from './shared/headers.ts';
import { currentVersion, putVersion, shownVersion } from './shared/objects.ts';

/** With the content in a file already. */
export type PutObjectInput = Omit<PutObjectCommandInput, 'Body'> & { readonly Body?: ReceivedBody };

/**
 * Puts an object, of which the content has arrived whole and as it was announced.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 */
export const PutObject = operation<PutObjectInput, PutObjectOutput>({
  service: 's3',
  name: 'PutObject',
  access: 'write',
  honours: [
    'Bucket',
    'Key',
    'Body',
    'ContentLength',
    'ContentMD5',
    'ChecksumAlgorithm',
    'ChecksumCRC32',
    'ChecksumCRC32C',
    'ChecksumCRC64NVME',
    'ChecksumSHA1',
    'ChecksumSHA256',
    'IfMatch',
    'IfNoneMatch',
    'ExpectedBucketOwner',
    ...headerMembers,
  ],
  handle(input, context) {
    const { Key: key = '', Body: body } = input;
    const bucket = requireBucket(context, input);
    checkWrite(currentVersion(context, bucket.id, key), input);
    const headers = headersFrom(bucket, input);
    if (!body) throw new Error('the content of the object is not there');
    const version = putVersion(context, bucket, key, {
      isDeleteMarker: false,
      parts: body.bytes === 0 ? [] : [{ file: body.file, bytes: body.bytes }],
      bytes: body.bytes,
      etag: `"${body.md5}"`,
      checksums: body.checksums,
      headers,
    });
    return {
      ETag: version.etag,
      ServerSideEncryption: headers.encryption,
      ...toSdkChecksums(version.checksums),
      ...shownVersion(bucket, version.versionId),
    };
  },
});
