import type { ListObjectsV2Output, ListObjectsV2Request } from '@aws-sdk/client-s3';
import { ServiceError } from '../../model/errors.ts';
import { type OperationContext, operation } from '../operation.ts';
import { requireBucket } from './shared/buckets.ts';
import { checkKeysMax, entriesOf, isAfter, keyWriter, objectsOf } from './shared/listing.ts';

/**
 * The objects of a bucket in the order of their keys.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export const ListObjectsV2 = operation<ListObjectsV2Request, ListObjectsV2Output>({
  service: 's3',
  name: 'ListObjectsV2',
  access: 'read',
  honours: [
    'Bucket',
    'Prefix',
    'Delimiter',
    'MaxKeys',
    'ContinuationToken',
    'StartAfter',
    'EncodingType',
    'FetchOwner',
    'ExpectedBucketOwner',
  ],
  handle(input, context) {
    const { id, accountId } = requireBucket(context, input);
    const max = checkKeysMax(input.MaxKeys);
    const write = keyWriter(input.EncodingType);
    const { page, next } = take(input, context, id, max);
    const owner = input.FetchOwner === true ? { Owner: { ID: accountId.padStart(64, '0') } } : {};
    const contents = page.flatMap((entry) => (entry.kind === 'item' ? entry.item : []));
    const prefixes = page.flatMap((entry) => (entry.kind === 'prefix' ? { Prefix: write(entry.key) } : []));
    return {
      Name: id,
      Prefix: write(input.Prefix ?? ''),
      ...(input.Delimiter !== undefined && { Delimiter: write(input.Delimiter) }),
      ...(input.StartAfter !== undefined && { StartAfter: write(input.StartAfter) }),
      ...(input.EncodingType !== undefined && { EncodingType: input.EncodingType }),
      ...(input.ContinuationToken !== undefined && { ContinuationToken: input.ContinuationToken }),
      ...(next !== undefined && { NextContinuationToken: next }),
      MaxKeys: max,
      KeyCount: page.length,
      IsTruncated: next !== undefined,
      Contents: contents.map(({ key, version }) => ({
        Key: write(key),
        LastModified: new Date(version.modifiedAt),
        ETag: version.etag,
        Size: version.bytes,
        StorageClass: 'STANDARD',
        ...owner,
      })),
      CommonPrefixes: prefixes,
    };
  },
});

function take(input: ListObjectsV2Request, context: OperationContext, bucket: string, max: number) {
  const { Prefix: prefix = '', Delimiter: delimiter = '', ContinuationToken: token } = input;
  const after = token === undefined ? (input.StartAfter ?? '') : afterOf(token);
  const current = objectsOf(context, bucket, prefix).flatMap(({ key, versions: [version] }) =>
    version && !version.isDeleteMarker ? [{ key, version }] : [],
  );
  const all = [...entriesOf(current, { prefix, delimiter })].filter(
    // A page that ended with a common prefix has had everything below it.
    ({ kind, key }) =>
      isAfter(key, after) && !(kind === 'prefix' && token === undefined && after.startsWith(key)),
  );
  const page = all.slice(0, max);
  const last = page.at(-1);
  return { page, next: last && page.length < all.length ? tokenOf(last.key) : undefined };
}

function tokenOf(key: string): string {
  return Buffer.from(`after ${key}`).toString('base64url');
}

function afterOf(token: string): string {
  const text = Buffer.from(token, 'base64url').toString();
  if (text.startsWith('after ')) return text.slice('after '.length);
  throw new ServiceError('InvalidArgument', 'The continuation token provided is incorrect');
}
