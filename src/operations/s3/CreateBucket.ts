import type { CreateBucketCommandInput, CreateBucketOutput } from '@aws-sdk/client-s3';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { blockedEntirely, checkAcl, checkBucketName } from './shared/buckets.ts';
import { addTags } from './shared/tags.ts';

/** Buckets of an account. */
const bucketsMax = 10_000;

/**
 * Creates a bucket in the region of the request; its name is nobody else's, in no region.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
 */
export const CreateBucket = operation<CreateBucketCommandInput, CreateBucketOutput>({
  service: 's3',
  name: 'CreateBucket',
  access: 'write',
  honours: [
    'Bucket',
    'ACL',
    'CreateBucketConfiguration.LocationConstraint',
    'CreateBucketConfiguration.Tags',
    'ObjectOwnership',
  ],
  handle(input, { resources, caller, region, now }) {
    const { Bucket: name = '', CreateBucketConfiguration: configuration, ObjectOwnership } = input;
    checkBucketName(name);
    checkAcl(input.ACL);
    checkLocation(configuration?.LocationConstraint, region);
    if (ObjectOwnership !== undefined && ObjectOwnership !== 'BucketOwnerEnforced') {
      throw new ServiceError(
        'InvalidArgument',
        'Postern has no ACLs: ObjectOwnership must be BucketOwnerEnforced.',
      );
    }
    const taken = resources.get('bucket', name);
    if (taken) throw takenBy(taken.accountId === caller.accountId);
    if (resources.count('bucket', 'account', caller.accountId) >= bucketsMax) {
      throw new ServiceError('TooManyBuckets', `You have ${bucketsMax} buckets already.`);
    }
    resources.put('bucket', {
      accountId: caller.accountId,
      region,
      id: name,
      tags: addTags([], configuration?.Tags ?? []),
      createdAt: now,
      encryption: { algorithm: 'AES256', bucketKeyEnabled: false },
      publicAccessBlock: blockedEntirely,
      hasOwnershipControls: true,
    });
    return { Location: `/${name}`, BucketArn: `arn:aws:s3:::${name}` };
  },
});

/** Only the first region is none. */
function checkLocation(location: string | undefined, region: string): void {
  const wanted = location ?? 'us-east-1';
  if (wanted === region) return;
  throw new ServiceError(
    location === undefined ? 'IllegalLocationConstraintException' : 'InvalidLocationConstraint',
    `The ${location ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to: ${region}.`,
  );
}

function takenBy(isOwn: boolean): ServiceError {
  if (isOwn) {
    return new ServiceError(
      'BucketAlreadyOwnedByYou',
      'Your previous request to create the named bucket succeeded and you already own it.',
    );
  }
  return new ServiceError(
    'BucketAlreadyExists',
    'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
  );
}
