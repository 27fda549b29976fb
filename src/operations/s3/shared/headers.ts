/** What is kept of an object besides its content. */
import { ServiceError } from '../../../model/errors.ts';
import type {
  Bucket,
  ChecksumAlgorithm,
  ObjectHeaders,
  ObjectVersion,
} from '../../../model/storage-resources.ts';
import { checkAcl } from './buckets.ts';

/** Members with which requests say it; see `headersFrom`. */
export const headerMembers = [
  'ACL',
  'CacheControl',
  'ContentDisposition',
  'ContentEncoding',
  'ContentLanguage',
  'ContentType',
  'Expires',
  'Metadata',
  'ServerSideEncryption',
  'BucketKeyEnabled',
  'StorageClass',
] as const;

/** Bytes of all names and values. */
const metadataBytesMax = 2048;

export interface HeaderInput {
  readonly ACL?: string | undefined;
  readonly CacheControl?: string | undefined;
  readonly ContentDisposition?: string | undefined;
  readonly ContentEncoding?: string | undefined;
  readonly ContentLanguage?: string | undefined;
  readonly ContentType?: string | undefined;
  readonly Expires?: Date | undefined;
  readonly Metadata?: Readonly<Record<string, string>> | undefined;
  readonly ServerSideEncryption?: string | undefined;
  readonly StorageClass?: string | undefined;
}

/**
 * @throws ServiceError `MetadataTooLarge`, `InvalidStorageClass`, `InvalidEncryptionAlgorithmError`,
 *   `AccessControlListNotSupported`
 */
export function headersFrom(bucket: Bucket, input: HeaderInput): ObjectHeaders {
  checkAcl(input.ACL);
  const { StorageClass = 'STANDARD', ServerSideEncryption: encryption = bucket.encryption.algorithm } = input;
  if (StorageClass !== 'STANDARD') {
    throw new ServiceError('InvalidStorageClass', 'Postern has the storage class STANDARD alone.');
  }
  if (encryption !== 'AES256' && encryption !== 'aws:kms') {
    throw new ServiceError('InvalidEncryptionAlgorithmError', 'Use AES256 or aws:kms.');
  }
  const metadata = input.Metadata ?? {};
  const bytes = Object.entries(metadata).reduce((sum, pair) => sum + Buffer.byteLength(pair.join('')), 0);
  if (bytes > metadataBytesMax) {
    throw new ServiceError(
      'MetadataTooLarge',
      `Your metadata headers exceed the maximum allowed metadata size: ${metadataBytesMax} bytes.`,
    );
  }
  return {
    encryption,
    ...given('contentType', input.ContentType),
    ...given('contentEncoding', input.ContentEncoding),
    ...given('contentDisposition', input.ContentDisposition),
    ...given('contentLanguage', input.ContentLanguage),
    ...given('cacheControl', input.CacheControl),
    ...given('expires', input.Expires?.toISOString()),
    ...(bytes > 0 && { metadata }),
  };
}

function given<K extends string>(name: K, value: string | undefined): { [N in K]?: string } {
  // One property of that name, or none.
  return (value === undefined ? {} : { [name]: value }) as { [N in K]?: string };
}

/** As answers about an object have it. */
export function toSdkHeaders({ headers, etag, modifiedAt }: ObjectVersion) {
  const { contentType = 'binary/octet-stream', expires, metadata, encryption } = headers;
  return {
    ETag: etag,
    LastModified: new Date(modifiedAt),
    ContentType: contentType,
    ...(headers.contentEncoding !== undefined && { ContentEncoding: headers.contentEncoding }),
    ...(headers.contentDisposition !== undefined && { ContentDisposition: headers.contentDisposition }),
    ...(headers.contentLanguage !== undefined && { ContentLanguage: headers.contentLanguage }),
    ...(headers.cacheControl !== undefined && { CacheControl: headers.cacheControl }),
    ...(expires !== undefined && { ExpiresString: new Date(expires).toUTCString() }),
    ...(metadata && { Metadata: { ...metadata } }),
    AcceptRanges: 'bytes',
    ServerSideEncryption: encryption,
  };
}

/** Checksums as answers have them. */
export function toSdkChecksums(checksums: ObjectVersion['checksums']) {
  // The keys of such a record are algorithms.
  const entries = Object.entries(checksums) as [ChecksumAlgorithm, string][];
  if (entries.length === 0) return {};
  const isComposite = entries.some(([, value]) => value.includes('-'));
  return {
    ...Object.fromEntries(entries.map(([algorithm, value]) => [`Checksum${algorithm}`, value])),
    ChecksumType: isComposite ? ('COMPOSITE' as const) : ('FULL_OBJECT' as const),
  };
}
