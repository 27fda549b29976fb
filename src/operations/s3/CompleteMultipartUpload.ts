import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type {
  CompletedPart,
  CompleteMultipartUploadOutput,
  CompleteMultipartUploadRequest,
} from '@aws-sdk/client-s3';
import { ServiceError } from '../../model/errors.ts';
import type { ObjectVersion, UploadedPart } from '../../model/storage-resources.ts';
import { type OperationContext, operation } from '../operation.ts';
import { requireBucket } from './shared/buckets.ts';
import { checkWrite } from './shared/conditions.ts';
import { toSdkChecksums } from './shared/headers.ts';
import { currentVersion, putVersion, shownVersion } from './shared/objects.ts';
import {
  etagOfParts,
  haveChecksums,
  objectBytesMax,
  partBytesMin,
  partId,
  removeUpload,
  requireUpload,
} from './shared/uploads.ts';

/**
 * Makes an object of the parts that are named; the others go.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
 */
export const CompleteMultipartUpload = operation<
  CompleteMultipartUploadRequest,
  CompleteMultipartUploadOutput
>({
  service: 's3',
  name: 'CompleteMultipartUpload',
  access: 'write',
  honours: [
    'Bucket',
    'Key',
    'UploadId',
    'MultipartUpload',
    'MpuObjectSize',
    'IfMatch',
    'IfNoneMatch',
    'ExpectedBucketOwner',
  ],
  handle(input, context) {
    const { Key: key = '' } = input;
    const bucket = requireBucket(context, input);
    const upload = requireUpload(context, input);
    checkWrite(currentVersion(context, bucket.id, key), input);
    const parts = namedParts(context, upload.id, input.MultipartUpload?.Parts ?? []);
    const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
    checkSizes(parts, bytes, input.MpuObjectSize);
    const version = putVersion(context, bucket, key, {
      isDeleteMarker: false,
      parts: parts.map((part) => ({ file: part.file, bytes: part.bytes })),
      bytes,
      etag: etagOfParts(parts),
      checksums: compositeChecksum(parts, upload.checksumAlgorithm),
      headers: upload.headers,
    });
    removeUpload(context, upload);
    return {
      Location: `/${bucket.id}/${key}`,
      Bucket: bucket.id,
      Key: key,
      ETag: version.etag,
      ServerSideEncryption: upload.headers.encryption,
      ...toSdkChecksums(version.checksums),
      ...shownVersion(bucket, version.versionId),
    };
  },
});

function namedParts(
  { resources }: OperationContext,
  uploadId: string,
  named: readonly CompletedPart[],
): UploadedPart[] {
  if (named.length === 0) throw new ServiceError('MalformedXML', 'At least one part must be named.');
  return named.map((given, at) => {
    const { PartNumber: number = 0, ETag: etag = '' } = given;
    if (at > 0 && number <= (named[at - 1]?.PartNumber ?? 0)) {
      throw new ServiceError(
        'InvalidPartOrder',
        'The list of parts was not in ascending order. Parts must be ordered by part number.',
      );
    }
    const part = resources.get('uploadedPart', partId(uploadId, number));
    const isMeant = part !== undefined && part.etag.replaceAll('"', '') === etag.replaceAll('"', '');
    if (!isMeant || !hasChecksums(part, given)) {
      throw new ServiceError(
        'InvalidPart',
        `One or more of the specified parts could not be found, or its entity tag or checksum is another: ${number}.`,
      );
    }
    return part;
  });
}

function hasChecksums({ checksums }: UploadedPart, given: CompletedPart): boolean {
  const claims = [
    ['CRC32', given.ChecksumCRC32],
    ['CRC32C', given.ChecksumCRC32C],
    ['CRC64NVME', given.ChecksumCRC64NVME],
    ['SHA1', given.ChecksumSHA1],
    ['SHA256', given.ChecksumSHA256],
  ] as const;
  return claims.every(([algorithm, value]) => value === undefined || checksums[algorithm] === value);
}

function checkSizes(parts: readonly UploadedPart[], bytes: number, expected: number | undefined): void {
  if (parts.slice(0, -1).some((part) => part.bytes < partBytesMin)) {
    throw new ServiceError('EntityTooSmall', `Each part but the last must have ${partBytesMin} bytes.`);
  }
  if (bytes > objectBytesMax)
    throw new ServiceError('EntityTooLarge', `An object can have ${objectBytesMax} bytes.`);
  if (expected !== undefined && expected !== bytes) {
    throw new ServiceError('InvalidRequest', `The parts have ${bytes} bytes together, not ${expected}.`);
  }
}

/** The checksum of the parts' checksums, for the algorithms that Node has. */
function compositeChecksum(
  parts: readonly UploadedPart[],
  algorithm: keyof ObjectVersion['checksums'] | undefined,
): ObjectVersion['checksums'] {
  if (algorithm === undefined || !haveChecksums(parts, algorithm)) return {};
  const joined = Buffer.concat(
    parts.map(({ checksums }) => Buffer.from(checksums[algorithm] ?? '', 'base64')),
  );
  const value = digest(algorithm, joined);
  return value === undefined ? {} : { [algorithm]: `${value}-${parts.length}` };
}

function digest(algorithm: string, bytes: Buffer): string | undefined {
  if (algorithm === 'SHA1' || algorithm === 'SHA256') {
    return createHash(algorithm.toLowerCase()).update(bytes).digest('base64');
  }
  if (algorithm !== 'CRC32') return undefined;
  const out = Buffer.alloc(4);
  out.writeUInt32BE(crc32(bytes));
  return out.toString('base64');
}
