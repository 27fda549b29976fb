import type {
  DeleteMarkerEntry,
  ListObjectVersionsOutput,
  ListObjectVersionsRequest,
  ObjectVersion as SdkVersion,
} from '@aws-sdk/client-s3';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { requireBucket } from './shared/buckets.ts';
import { checkKeysMax, type Entry, entriesOf, isAfter, keyWriter, objectsOf } from './shared/listing.ts';

/**
 * Every version of the objects of a bucket, the newest of each key first.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
 */
export const ListObjectVersions = operation<ListObjectVersionsRequest, ListObjectVersionsOutput>({
  service: 's3',
  name: 'ListObjectVersions',
  access: 'read',
  honours: [
    'Bucket',
    'Prefix',
    'Delimiter',
    'MaxKeys',
    'KeyMarker',
    'VersionIdMarker',
    'EncodingType',
    'ExpectedBucketOwner',
  ],
  handle(input, context) {
    const { id } = requireBucket(context, input);
    const { Prefix: prefix = '', Delimiter: delimiter = '', KeyMarker, VersionIdMarker } = input;
    const max = checkKeysMax(input.MaxKeys);
    const write = keyWriter(input.EncodingType);
    const items = objectsOf(context, id, prefix).flatMap(({ key, versions }) =>
      versions.map((version, at) => ({ key, version, isLatest: at === 0 })),
    );
    const all = [...entriesOf(items, { prefix, delimiter })];
    const rest = all.slice(startOf(all, KeyMarker, VersionIdMarker));
    const page = rest.slice(0, max);
    const last = page.at(-1);
    const isTruncated = last !== undefined && page.length < rest.length;
    return {
      Name: id,
      Prefix: write(prefix),
      ...(input.Delimiter !== undefined && { Delimiter: write(delimiter) }),
      ...(input.EncodingType !== undefined && { EncodingType: input.EncodingType }),
      KeyMarker: write(KeyMarker ?? ''),
      VersionIdMarker: VersionIdMarker ?? '',
      MaxKeys: max,
      IsTruncated: isTruncated,
      ...(isTruncated && { NextKeyMarker: write(last.key) }),
      ...(isTruncated && last.kind === 'item' && { NextVersionIdMarker: last.item.version.versionId }),
      ...shown(page, write),
    };
  },
});

type Item = Entry<{
  readonly key: string;
  readonly isLatest: boolean;
  readonly version: {
    readonly versionId: string;
    readonly isDeleteMarker: boolean;
    readonly modifiedAt: string;
    readonly etag: string;
    readonly bytes: number;
  };
}>;

/** Behind the entry that the markers name. */
function startOf(all: readonly Item[], key: string | undefined, versionId: string | undefined): number {
  if (key === undefined) {
    if (versionId === undefined) return 0;
    throw new ServiceError(
      'InvalidArgument',
      'A version-id marker cannot be specified without a key marker.',
    );
  }
  if (versionId !== undefined) {
    const at = all.findIndex(
      (entry) => entry.kind === 'item' && entry.key === key && entry.item.version.versionId === versionId,
    );
    if (at >= 0) return at + 1;
  }
  const next = all.findIndex((entry) => isAfter(entry.key, key));
  return next < 0 ? all.length : next;
}

function shown(page: readonly Item[], write: (key: string) => string) {
  const [Versions, DeleteMarkers]: [SdkVersion[], DeleteMarkerEntry[]] = [[], []];
  const CommonPrefixes: { Prefix: string }[] = [];
  for (const entry of page) {
    if (entry.kind === 'prefix') {
      CommonPrefixes.push({ Prefix: write(entry.key) });
      continue;
    }
    const { version, isLatest } = entry.item;
    const common = {
      Key: write(entry.key),
      VersionId: version.versionId,
      IsLatest: isLatest,
      LastModified: new Date(version.modifiedAt),
    };
    if (version.isDeleteMarker) DeleteMarkers.push(common);
    else Versions.push({ ...common, ETag: version.etag, Size: version.bytes, StorageClass: 'STANDARD' });
  }
  return { Versions, DeleteMarkers, CommonPrefixes };
}
