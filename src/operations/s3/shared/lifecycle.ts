/** Lifecycle rules of buckets, and what follows from them. */
import type { LifecycleRule as SdkRule } from '@aws-sdk/client-s3';
import type { Writer } from '../../../model/access.ts';
import { ServiceError } from '../../../model/errors.ts';
import type { Bucket, LifecycleRule, ObjectVersion } from '../../../model/storage-resources.ts';
import { keepVersions } from './objects.ts';

const rulesMax = 1000;
const dayMs = 24 * 60 * 60_000;

/** @throws ServiceError `MalformedXML`, `InvalidArgument` */
export function lifecycleRules(rules: readonly SdkRule[]): readonly LifecycleRule[] {
  if (rules.length === 0 || rules.length > rulesMax) throw malformed(`There must be 1 to ${rulesMax} rules.`);
  const read = rules.map(ruleOf);
  if (new Set(read.map(({ id }) => id)).size < read.length) throw invalid('Rule ID must be unique.');
  return read;
}

function ruleOf(rule: SdkRule, at: number): LifecycleRule {
  const { ID, Status, Filter, Prefix, Expiration } = rule;
  const id = ID ?? `rule-${at + 1}`;
  if (id.length > 255) throw invalid('ID length should not exceed allowed limit of 255');
  if (Filter !== undefined && Prefix !== undefined) throw malformed('Give either Filter or Prefix.');
  const made = {
    id,
    isEnabled: Status === 'Enabled',
    prefix: Filter?.Prefix ?? Prefix ?? '',
    ...days('expirationDays', Expiration?.Days),
    ...(Expiration?.ExpiredObjectDeleteMarker !== undefined && {
      expiredObjectDeleteMarker: Expiration.ExpiredObjectDeleteMarker,
    }),
    ...days('noncurrentDays', rule.NoncurrentVersionExpiration?.NoncurrentDays),
    ...days('abortUploadsAfterDays', rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation),
  };
  if (Object.keys(made).length === 3) throw invalid('At least one action needs to be specified in a rule');
  if (made.expirationDays !== undefined && made.expiredObjectDeleteMarker !== undefined) {
    throw malformed('ExpiredObjectDeleteMarker cannot be specified with Days.');
  }
  return made;
}

function days<K extends string>(name: K, value: number | undefined): { [N in K]?: number } {
  if (value !== undefined && value < 1) throw invalid(`'Days' must be a positive integer, not ${value}.`);
  // One property of that name, or none.
  return (value === undefined ? {} : { [name]: value }) as { [N in K]?: number };
}

export function toSdkRule(rule: LifecycleRule): SdkRule {
  const { expirationDays, expiredObjectDeleteMarker, noncurrentDays, abortUploadsAfterDays } = rule;
  const hasExpiration = expirationDays !== undefined || expiredObjectDeleteMarker !== undefined;
  return {
    ID: rule.id,
    Status: rule.isEnabled ? 'Enabled' : 'Disabled',
    Filter: { Prefix: rule.prefix },
    ...(hasExpiration && {
      Expiration: { Days: expirationDays, ExpiredObjectDeleteMarker: expiredObjectDeleteMarker },
    }),
    ...(noncurrentDays !== undefined && { NoncurrentVersionExpiration: { NoncurrentDays: noncurrentDays } }),
    ...(abortUploadsAfterDays !== undefined && {
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: abortUploadsAfterDays },
    }),
  };
}

/** What the rules of all buckets want done. `versionId` is that of a new delete marker. */
export function applyLifecycles(resources: Writer, now: string, versionId: () => string): void {
  for (const bucket of resources.all('bucket')) {
    const rules = bucket.lifecycle?.filter(({ isEnabled }) => isEnabled) ?? [];
    if (rules.length === 0) continue;
    for (const object of resources.find('storedObject', 'bucket', bucket.id)) {
      const own = rules.filter(({ prefix }) => object.key.startsWith(prefix));
      const versions = own.reduce((left, rule) => after(left, rule, bucket, now, versionId), object.versions);
      if (versions !== object.versions) keepVersions(resources, object, versions);
    }
    abortUploads(resources, bucket, rules, now);
  }
}

/** The same list when nothing is to be done. */
function after(
  versions: readonly ObjectVersion[],
  rule: LifecycleRule,
  { versioning }: Bucket,
  now: string,
  versionId: () => string,
): readonly ObjectVersion[] {
  const [current, ...rest] = versions;
  const { expirationDays, expiredObjectDeleteMarker, noncurrentDays } = rule;
  let left = versions;
  if (noncurrentDays !== undefined) {
    const young = rest.filter(({ noncurrentSince: since }) => !isOver(since, noncurrentDays, now));
    if (current && young.length < rest.length) left = [current, ...young];
  }
  if (
    expirationDays !== undefined &&
    current &&
    !current.isDeleteMarker &&
    isOver(current.modifiedAt, expirationDays, now)
  ) {
    left = expired(left, versioning, now, versionId);
  }
  if (expiredObjectDeleteMarker && left.length === 1 && left[0]?.isDeleteMarker) left = [];
  return left;
}

function expired(
  [current, ...rest]: readonly ObjectVersion[],
  versioning: Bucket['versioning'],
  now: string,
  versionId: () => string,
): readonly ObjectVersion[] {
  if (!current || versioning === undefined) return rest;
  const marker: ObjectVersion = {
    versionId: versioning === 'Enabled' ? versionId() : 'null',
    isDeleteMarker: true,
    ...{ parts: [], bytes: 0, etag: '', checksums: {}, headers: { encryption: 'AES256' }, modifiedAt: now },
  };
  const older = { ...current, noncurrentSince: now };
  return [marker, ...[older, ...rest].filter((each) => each.versionId !== marker.versionId)];
}

function abortUploads(resources: Writer, bucket: Bucket, rules: readonly LifecycleRule[], now: string): void {
  for (const { id, key, initiatedAt } of resources.find('multipartUpload', 'bucket', bucket.id)) {
    const isDue = rules.some(
      ({ prefix, abortUploadsAfterDays: limit }) =>
        limit !== undefined && key.startsWith(prefix) && isOver(initiatedAt, limit, now),
    );
    if (!isDue) continue;
    for (const part of resources.find('uploadedPart', 'upload', id))
      resources.delete('uploadedPart', part.id);
    resources.delete('multipartUpload', id);
  }
}

/** Days end at midnight UTC. */
function isOver(since: string | undefined, limit: number, now: string): boolean {
  if (since === undefined) return false;
  const midnight = Math.ceil((Date.parse(since) + limit * dayMs) / dayMs) * dayMs;
  return Date.parse(now) >= midnight;
}

function malformed(message: string): ServiceError {
  return new ServiceError('MalformedXML', message);
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidArgument', message);
}
