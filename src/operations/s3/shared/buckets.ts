/** Finding buckets, and what their names and settings may be. */
import { ServiceError } from '../../../model/errors.ts';
import type { Bucket, PublicAccessBlock } from '../../../model/storage-resources.ts';
import type { OperationContext } from '../../operation.ts';

/** What requests name a bucket with. */
export interface BucketInput {
  readonly Bucket?: string | undefined;
  readonly ExpectedBucketOwner?: string | undefined;
}

/** What new buckets have. */
export const blockedEntirely: PublicAccessBlock = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
};

/**
 * The bucket that a request names, whoever owns it: that the caller may do what it asks was decided before.
 * @throws ServiceError `NoSuchBucket`, `AccessDenied` when it is not whose the caller thinks
 */
export function requireBucket({ resources }: OperationContext, input: BucketInput): Bucket {
  const { Bucket: name = '', ExpectedBucketOwner: owner } = input;
  const bucket = resources.get('bucket', name);
  if (!bucket) throw new ServiceError('NoSuchBucket', `The specified bucket does not exist: ${name}`);
  if (owner !== undefined && owner !== bucket.accountId) {
    throw new ServiceError('AccessDenied', `The bucket ${name} is not of account ${owner}.`);
  }
  return bucket;
}

/**
 * @throws ServiceError `InvalidBucketName`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function checkBucketName(name: string): void {
  const isWellFormed =
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
    !/\.\.|^(?:xn--|sthree-|amzn-s3-demo-)|(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(name) &&
    !/^\d+\.\d+\.\d+\.\d+$/.test(name);
  if (isWellFormed) return;
  throw new ServiceError(
    'InvalidBucketName',
    `The specified bucket is not valid: ${name.slice(0, 80)}. A name has 3 to 63 small letters, digits, dots and hyphens, and begins and ends with a letter or digit.`,
  );
}

/** Lists of access are off, so there is one owner; what says just that is taken. @throws ServiceError */
export function checkAcl(acl: string | undefined): void {
  if (acl === undefined || acl === 'private' || acl === 'bucket-owner-full-control') return;
  throw new ServiceError(
    'AccessControlListNotSupported',
    'The bucket does not allow ACLs. Use a bucket policy instead.',
  );
}
