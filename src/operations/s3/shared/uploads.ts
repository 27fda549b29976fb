/** Uploads in parts. */
import { createHash } from 'node:crypto';
import { ServiceError } from '../../../model/errors.ts';
import type { ChecksumAlgorithm, MultipartUpload, UploadedPart } from '../../../model/storage-resources.ts';
import type { OperationContext } from '../../operation.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
export const partNumberMax = 10_000;
export const partBytesMin = 5 * 1024 * 1024;
export const putBytesMax = 5 * 1024 * 1024 * 1024;
export const objectBytesMax = 5 * 1024 * 1024 * 1024 * 1024;

/** @throws ServiceError `NoSuchUpload` also when it is one of another key */
export function requireUpload(
  { resources }: OperationContext,
  input: {
    readonly Bucket?: string | undefined;
    readonly Key?: string | undefined;
    readonly UploadId?: string | undefined;
  },
): MultipartUpload {
  const upload = resources.get('multipartUpload', input.UploadId ?? '');
  if (upload && upload.bucket === input.Bucket && upload.key === input.Key) return upload;
  throw new ServiceError(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
  );
}

export function partId(uploadId: string, number: number): string {
  return `${uploadId}/${String(number).padStart(5, '0')}`;
}

/** In the order of their numbers. */
export function partsOf({ resources }: OperationContext, uploadId: string): readonly UploadedPart[] {
  return resources.find('uploadedPart', 'upload', uploadId).toSorted((a, b) => a.number - b.number);
}

export function removeUpload(context: OperationContext, { id }: MultipartUpload): void {
  for (const part of partsOf(context, id)) context.resources.delete('uploadedPart', part.id);
  context.resources.delete('multipartUpload', id);
}

/** The hash of the parts' hashes, and how many they are. */
export function etagOfParts(parts: readonly UploadedPart[]): string {
  const hash = createHash('md5');
  for (const { etag } of parts) hash.update(Buffer.from(etag.replaceAll('"', ''), 'hex'));
  return `"${hash.digest('hex')}-${parts.length}"`;
}

/** Whether each part has a checksum of the upload's algorithm. */
export function haveChecksums(parts: readonly UploadedPart[], algorithm: ChecksumAlgorithm): boolean {
  return parts.every(({ checksums }) => checksums[algorithm] !== undefined);
}
