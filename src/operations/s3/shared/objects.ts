/** Reading and writing the versions of objects. */
import { ServiceError } from '../../../model/errors.ts';
import {
  type Bucket,
  type ObjectVersion,
  objectId,
  type StoredObject,
} from '../../../model/storage-resources.ts';
import type { OperationContext } from '../../operation.ts';

/** Versions of one key: they are in one record. */
const versionsMax = 1000;
/** Bytes of a key in UTF-8. */
const keyBytesMax = 1024;
/** Of what was written without versioning. */
export const nullVersion = 'null';

/** A version under a key, and whether it is the current one. */
export interface Selected {
  readonly object: StoredObject;
  readonly version: ObjectVersion;
}

/**
 * The current version, or the one that is named.
 * @throws ServiceError `NoSuchKey`, `NoSuchVersion`, `MethodNotAllowed` for a delete marker that is named
 */
export function requireVersion(
  { resources }: OperationContext,
  bucket: Bucket,
  { Key = '', VersionId }: { readonly Key?: string | undefined; readonly VersionId?: string | undefined },
): Selected {
  const object = resources.get('storedObject', objectId(bucket.id, Key));
  const version =
    VersionId === undefined
      ? object?.versions[0]
      : object?.versions.find(({ versionId }) => versionId === VersionId);
  if (object && version && !version.isDeleteMarker) return { object, version };
  if (VersionId === undefined) throw new ServiceError('NoSuchKey', 'The specified key does not exist.');
  if (version) {
    throw new ServiceError('MethodNotAllowed', 'The specified method is not allowed against this resource.');
  }
  throw new ServiceError('NoSuchVersion', 'The specified version does not exist.');
}

/** The current version under a key, whether or not it is a delete marker. */
export function currentVersion(
  { resources }: OperationContext,
  bucket: string,
  key: string,
): ObjectVersion | undefined {
  return resources.get('storedObject', objectId(bucket, key))?.versions[0];
}

/**
 * Makes a version the current one: beside the others in a bucket with versioning, in the place of the one without a
 * version id otherwise.
 * @returns with its version id
 * @throws ServiceError `KeyTooLongError`, `InvalidRequest` when there are too many versions
 */
export function putVersion(
  { resources, ids, now }: OperationContext,
  bucket: Bucket,
  key: string,
  content: Omit<ObjectVersion, 'versionId' | 'modifiedAt'>,
): ObjectVersion {
  if (Buffer.byteLength(key) > keyBytesMax) throw new ServiceError('KeyTooLongError', 'Your key is too long');
  const versionId = bucket.versioning === 'Enabled' ? ids.token(32) : nullVersion;
  const version = { ...content, versionId, modifiedAt: now };
  const id = objectId(bucket.id, key);
  const before = resources.get('storedObject', id)?.versions ?? [];
  const kept = before.filter((each) => each.versionId !== versionId);
  if (kept.length >= versionsMax) {
    throw new ServiceError(
      'InvalidRequest',
      `A key can have ${versionsMax} versions. Delete some of ${key}.`,
    );
  }
  const older = kept.map((each, at) =>
    at === 0 && !each.noncurrentSince ? { ...each, noncurrentSince: now } : each,
  );
  resources.put('storedObject', { id, bucket: bucket.id, key, versions: [version, ...older] });
  return version;
}

/** What a deletion did. */
export interface Deleted {
  /** The version that was deleted, or that of the marker that was put. */
  readonly versionId: string | undefined;
  readonly isDeleteMarker: boolean;
}

/** Deletes a version for good, or puts a delete marker, as the bucket's versioning has it. What is not there is no error. */
export function deleteVersion(
  context: OperationContext,
  bucket: Bucket,
  key: string,
  versionId: string | undefined,
): Deleted {
  const { resources } = context;
  const object = resources.get('storedObject', objectId(bucket.id, key));
  if (versionId === undefined && bucket.versioning !== undefined) {
    const marker = { isDeleteMarker: true, parts: [], bytes: 0, etag: '', checksums: {}, headers: noHeaders };
    return { versionId: putVersion(context, bucket, key, marker).versionId, isDeleteMarker: true };
  }
  const wanted = versionId ?? nullVersion;
  const found = object?.versions.find((each) => each.versionId === wanted);
  if (object && found)
    keepVersions(
      resources,
      object,
      object.versions.filter((each) => each !== found),
    );
  return { versionId, isDeleteMarker: found?.isDeleteMarker ?? false };
}

/** Replaces the versions of an object; without any it goes. */
export function keepVersions(
  resources: OperationContext['resources'],
  object: StoredObject,
  versions: readonly ObjectVersion[],
): void {
  const [first, ...rest] = versions;
  if (!first) {
    resources.delete('storedObject', object.id);
    return;
  }
  const { noncurrentSince: _, ...current } = first;
  resources.put('storedObject', { ...object, versions: [current, ...rest] });
}

const noHeaders = { encryption: 'AES256' } as const;

/** The version id as answers have it: buckets that never had versioning have none. */
export function shownVersion({ versioning }: Bucket, versionId: string): { VersionId?: string } {
  return versioning === undefined ? {} : { VersionId: versionId };
}
