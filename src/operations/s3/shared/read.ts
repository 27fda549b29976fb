/** What GetObject and HeadObject have in common. */
import type { GetObjectRequest, HeadObjectRequest } from '@aws-sdk/client-s3';
import { ServiceError } from '../../../model/errors.ts';
import type { ContentSlices } from '../../../model/storage-resources.ts';
import type { OperationContext } from '../../operation.ts';
import { requireBucket } from './buckets.ts';
import { checkRead } from './conditions.ts';
import { rangeOf, slicesOf } from './content.ts';
import { toSdkChecksums, toSdkHeaders } from './headers.ts';
import { requireVersion, shownVersion } from './objects.ts';

export const readMembers = [
  'Bucket',
  'Key',
  'VersionId',
  'Range',
  'IfMatch',
  'IfNoneMatch',
  'IfModifiedSince',
  'IfUnmodifiedSince',
  'ChecksumMode',
  'ExpectedBucketOwner',
  'ResponseCacheControl',
  'ResponseContentDisposition',
  'ResponseContentEncoding',
  'ResponseContentLanguage',
  'ResponseContentType',
] as const;

/** Everything but the content, and which bytes that is. @throws ServiceError of `requireVersion`, `checkRead`, `rangeOf` */
export function readObject(input: GetObjectRequest | HeadObjectRequest, context: OperationContext) {
  const bucket = requireBucket(context, input);
  const { version } = requireVersion(context, bucket, input);
  checkRead(version, input);
  const range = rangeOf(version, input.Range);
  const wanted = range ?? { from: 0, bytes: version.bytes };
  const content: ContentSlices = slicesOf(version.parts, wanted);
  const { from, bytes } = wanted;
  const isChecked = input.ChecksumMode === 'ENABLED' && range === undefined;
  const described = {
    ...toSdkHeaders(version),
    ...overrides(input),
    ContentLength: bytes,
    ...(range && { ContentRange: `bytes ${from}-${from + bytes - 1}/${version.bytes}` }),
    ...(isChecked && toSdkChecksums(version.checksums)),
    ...shownVersion(bucket, version.versionId),
  };
  return { content, described };
}

/** Headers of the answer that the request asks for. */
function overrides(input: GetObjectRequest | HeadObjectRequest) {
  const wanted = {
    CacheControl: input.ResponseCacheControl,
    ContentDisposition: input.ResponseContentDisposition,
    ContentEncoding: input.ResponseContentEncoding,
    ContentLanguage: input.ResponseContentLanguage,
    ContentType: input.ResponseContentType,
  };
  for (const value of Object.values(wanted)) {
    if (value !== undefined && /[^\x20-\x7e]/.test(value)) {
      throw new ServiceError('InvalidArgument', 'A header of the answer can have printable ASCII alone.');
    }
  }
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
}
