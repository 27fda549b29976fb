/** Buckets and objects of S3. What an object holds is in files; records say which. */
import type { Owned } from './owned.ts';

export type ChecksumAlgorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256';

export interface Bucket extends Owned {
  /** Its name, which no other bucket has, whoever owns it. */
  readonly id: string;
  readonly createdAt: string;
  /** Left out while versions were never asked for. */
  readonly versioning?: 'Enabled' | 'Suspended';
  /** JSON text. */
  readonly policy?: string;
  readonly encryption: { readonly algorithm: 'AES256' | 'aws:kms'; readonly bucketKeyEnabled: boolean };
  /** Left out when it was deleted: nothing is blocked. */
  readonly publicAccessBlock?: PublicAccessBlock;
  readonly lifecycle?: readonly LifecycleRule[];
  /** Whether the ownership of objects was set, or is as new buckets have it; there is one kind here. */
  readonly hasOwnershipControls: boolean;
}

export interface PublicAccessBlock {
  readonly blockPublicAcls: boolean;
  readonly ignorePublicAcls: boolean;
  readonly blockPublicPolicy: boolean;
  readonly restrictPublicBuckets: boolean;
}

/** What happens to the objects of a bucket by themselves. Days are counted from midnight UTC. */
export interface LifecycleRule {
  readonly id: string;
  readonly isEnabled: boolean;
  readonly prefix: string;
  readonly expirationDays?: number;
  /** Whether delete markers without versions behind them go. */
  readonly expiredObjectDeleteMarker?: boolean;
  readonly noncurrentDays?: number;
  readonly abortUploadsAfterDays?: number;
}

/** A part of an object's content: a file that is never written again, and may be part of several objects. */
export interface ContentPart {
  /** Name of the file. */
  readonly file: string;
  readonly bytes: number;
}

/** How many objects one request deletes at most. */
export const deletionsMax = 1000;

/** Everything under one key of a bucket. */
export interface StoredObject {
  /** `<bucket>/<key>` */
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  /** The newest, which is the current one, first; at least one. */
  readonly versions: readonly ObjectVersion[];
}

/** What is kept of a version besides its content, as it was given. */
export interface ObjectHeaders {
  readonly contentType?: string;
  readonly contentEncoding?: string;
  readonly contentDisposition?: string;
  readonly contentLanguage?: string;
  readonly cacheControl?: string;
  readonly expires?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly encryption: 'AES256' | 'aws:kms';
}

export interface ObjectVersion {
  /** `null` for what was written without versioning. */
  readonly versionId: string;
  readonly isDeleteMarker: boolean;
  readonly parts: readonly ContentPart[];
  readonly bytes: number;
  /** With quotes; empty for a delete marker. */
  readonly etag: string;
  /** Base64; `COMPOSITE` ones end with a dash and the number of parts. */
  readonly checksums: Readonly<Partial<Record<ChecksumAlgorithm, string>>>;
  readonly headers: ObjectHeaders;
  readonly modifiedAt: string;
  /** When another took its place. */
  readonly noncurrentSince?: string;
}

export interface MultipartUpload {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  readonly headers: ObjectHeaders;
  readonly checksumAlgorithm?: ChecksumAlgorithm;
  readonly initiatedAt: string;
}

export interface UploadedPart extends ContentPart {
  /** `<upload>/<number, five digits>` */
  readonly id: string;
  readonly uploadId: string;
  readonly number: number;
  readonly etag: string;
  readonly checksums: ObjectVersion['checksums'];
  readonly modifiedAt: string;
}

export function objectId(bucket: string, key: string): string {
  return `${bucket}/${key}`;
}

/** The files that records of content refer to. */
export function filesOf(record: StoredObject | UploadedPart): readonly string[] {
  if ('file' in record) return [record.file];
  return [...new Set(record.versions.flatMap(({ parts }) => parts.map(({ file }) => file)))];
}

/** Content that arrived whole and is in a file, not yet in a record. What an operation gets as its body. */
export interface ReceivedBody extends ContentPart {
  /** Hexadecimal. */
  readonly md5: string;
  readonly checksums: ObjectVersion['checksums'];
}

/** Content that an answer carries: pieces of files, in order. */
export interface ContentSlices {
  readonly slices: readonly {
    readonly file: string;
    /** First byte, and how many. */
    readonly from: number;
    readonly bytes: number;
  }[];
  readonly bytes: number;
}

/** Where content is: the one place that reads and writes files of objects. */
export interface ContentStore {
  /**
   * Writes content to a new file; it is on the disk when this resolves.
   * @throws ServiceError `EntityTooLarge`, `InsufficientStorage`, and what the content throws; then no file is left
   */
  write(content: AsyncIterable<Uint8Array>, bytesMax: number): Promise<ContentPart>;
  /** The files stay readable until it is closed, whatever happens to the records. */
  open(slices: ContentSlices): OpenContent;
  /**
   * All of it, read in this turn: for little that is needed in the midst of a transaction.
   * @throws ServiceError `EntityTooLarge` when it is more than `bytesMax`
   */
  readNow(slices: ContentSlices, bytesMax: number): Uint8Array;
  /** Removes a file that no record refers to, once nobody reads it. */
  collect(file: string): void;
}

export interface OpenContent {
  readonly bytes: number;
  read(): AsyncIterable<Uint8Array>;
  close(): void;
}
