import type {
  GetBucketEncryptionOutput,
  GetBucketLifecycleConfigurationOutput,
  GetBucketOwnershipControlsOutput,
  GetBucketTaggingOutput,
  GetBucketVersioningOutput,
  GetPublicAccessBlockOutput,
  LifecycleRule,
} from '@aws-sdk/client-s3';
import type { S3Bucket, S3Bucket_Rule } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { same, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';
import { s3, settingOf } from '../shared/s3.ts';
import { allTags, ownTags, tagChanges } from '../shared/tags.ts';

const encryptionRules = 'BucketEncryption.ServerSideEncryptionConfiguration';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html */
export const Bucket = resourceType<S3Bucket>({
  name: 'AWS::S3::Bucket',
  honours: [
    'BucketName',
    `${encryptionRules}.ServerSideEncryptionByDefault.SSEAlgorithm`,
    `${encryptionRules}.BucketKeyEnabled`,
    'LifecycleConfiguration.Rules.Id',
    'LifecycleConfiguration.Rules.Status',
    'LifecycleConfiguration.Rules.Prefix',
    'LifecycleConfiguration.Rules.ExpirationInDays',
    'LifecycleConfiguration.Rules.ExpiredObjectDeleteMarker',
    'LifecycleConfiguration.Rules.NoncurrentVersionExpiration.NoncurrentDays',
    'LifecycleConfiguration.Rules.AbortIncompleteMultipartUpload.DaysAfterInitiation',
    'OwnershipControls.Rules.ObjectOwnership',
    'PublicAccessBlockConfiguration',
    'VersioningConfiguration.Status',
    'Tags',
  ],
  // There are no ACLs, and this one is what a bucket without any has.
  only: { AccessControl: 'Private' },
  create(properties, step) {
    const name = properties.BucketName ?? step.name(63).toLowerCase();
    const elsewhere = step.region !== 'us-east-1';
    s3(step, 'CreateBucket', name, {
      CreateBucketConfiguration: elsewhere ? { LocationConstraint: step.region } : undefined,
    });
    change(name, {}, properties, step);
    const TagSet = allTags(properties.Tags, step.tags);
    if (TagSet.length > 0) s3(step, 'PutBucketTagging', name, { Tagging: { TagSet } });
    return name;
  },
  update(name, before, after, step) {
    change(name, before, after, step);
    changeTags(name, before, after, step);
  },
  delete(name, _, step) {
    unlessGone(() => s3(step, 'DeleteBucket', name));
  },
  attributes: (name, _, { region }) => ({
    Arn: `arn:aws:s3:::${name}`,
    DomainName: `${name}.s3.amazonaws.com`,
    DualStackDomainName: `${name}.s3.dualstack.${region}.amazonaws.com`,
    RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
    WebsiteURL: `http://${name}.s3-website-${region}.amazonaws.com`,
  }),
  read(name, properties, step) {
    if (unlessGone(() => s3(step, 'HeadBucket', name)) === undefined) return undefined;
    const { AccessControl } = properties;
    const tags = tagsOf(name, properties, step);
    return { BucketName: name, AccessControl, ...settingsOf(name, properties, step), Tags: tags };
  },
});

/** What is not stated any more becomes what a bucket has that never stated it. */
function change(name: string, before: S3Bucket, after: S3Bucket, step: Step): void {
  const changed = (property: keyof S3Bucket) => !same(before[property], after[property]);
  if (changed('BucketEncryption')) setEncryption(name, after, step);
  if (changed('LifecycleConfiguration')) setLifecycle(name, after, step);
  if (changed('OwnershipControls')) setOwnership(name, after, step);
  if (changed('PublicAccessBlockConfiguration')) {
    const PublicAccessBlockConfiguration = after.PublicAccessBlockConfiguration ?? blocked;
    s3(step, 'PutPublicAccessBlock', name, { PublicAccessBlockConfiguration });
  }
  if (changed('VersioningConfiguration')) {
    const Status = after.VersioningConfiguration?.Status ?? 'Suspended';
    s3(step, 'PutBucketVersioning', name, { VersioningConfiguration: { Status } });
  }
}

/** What a new bucket has. */
const blocked = {
  BlockPublicAcls: true,
  BlockPublicPolicy: true,
  IgnorePublicAcls: true,
  RestrictPublicBuckets: true,
};

function setEncryption(name: string, { BucketEncryption: encryption }: S3Bucket, step: Step): void {
  if (encryption === undefined) {
    s3(step, 'DeleteBucketEncryption', name);
    return;
  }
  const Rules = encryption.ServerSideEncryptionConfiguration.map(
    ({ ServerSideEncryptionByDefault: ApplyServerSideEncryptionByDefault, BucketKeyEnabled }) => ({
      ApplyServerSideEncryptionByDefault,
      BucketKeyEnabled,
    }),
  );
  s3(step, 'PutBucketEncryption', name, { ServerSideEncryptionConfiguration: { Rules } });
}

function setLifecycle(name: string, { LifecycleConfiguration: lifecycle }: S3Bucket, step: Step): void {
  if (lifecycle === undefined) s3(step, 'DeleteBucketLifecycle', name);
  else {
    const LifecycleConfiguration = { Rules: lifecycle.Rules.map(toSdkRule) };
    s3(step, 'PutBucketLifecycleConfiguration', name, { LifecycleConfiguration });
  }
}

/** A new bucket has the one kind of ownership that there is. */
function setOwnership(name: string, properties: S3Bucket, step: Step): void {
  const enforced = { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] };
  const OwnershipControls = properties.OwnershipControls ?? enforced;
  s3(step, 'PutBucketOwnershipControls', name, { OwnershipControls });
}

function toSdkRule(rule: S3Bucket_Rule) {
  const { Id, Status, Prefix = '', ExpirationInDays: Days, ExpiredObjectDeleteMarker } = rule;
  const expires = Days !== undefined || ExpiredObjectDeleteMarker !== undefined;
  return {
    ID: Id,
    Status,
    Filter: { Prefix },
    Expiration: expires ? { Days, ExpiredObjectDeleteMarker } : undefined,
    NoncurrentVersionExpiration: rule.NoncurrentVersionExpiration,
    AbortIncompleteMultipartUpload: rule.AbortIncompleteMultipartUpload,
  };
}

/** An id that the template does not state was made up. */
function fromSdkRule(rule: LifecycleRule, stated: S3Bucket_Rule | undefined) {
  const prefix = rule.Filter?.Prefix ?? rule.Prefix;
  return {
    Id: stated !== undefined && stated.Id === undefined ? undefined : rule.ID,
    Status: rule.Status,
    Prefix: prefix === '' && stated?.Prefix === undefined ? undefined : prefix,
    ExpirationInDays: rule.Expiration?.Days,
    ExpiredObjectDeleteMarker: rule.Expiration?.ExpiredObjectDeleteMarker,
    NoncurrentVersionExpiration: rule.NoncurrentVersionExpiration,
    AbortIncompleteMultipartUpload: rule.AbortIncompleteMultipartUpload,
  };
}

function settingsOf(name: string, stated: S3Bucket, step: Step) {
  const encryption = settingOf<GetBucketEncryptionOutput>(step, 'GetBucketEncryption', name);
  const lifecycle = settingOf<GetBucketLifecycleConfigurationOutput>(
    step,
    'GetBucketLifecycleConfiguration',
    name,
  );
  const ownership = settingOf<GetBucketOwnershipControlsOutput>(step, 'GetBucketOwnershipControls', name);
  const access = settingOf<GetPublicAccessBlockOutput>(step, 'GetPublicAccessBlock', name);
  const versioning = settingOf<GetBucketVersioningOutput>(step, 'GetBucketVersioning', name);
  const statedRules = stated.LifecycleConfiguration?.Rules;
  return {
    BucketEncryption: encryption && {
      ServerSideEncryptionConfiguration: encryption.ServerSideEncryptionConfiguration?.Rules?.map(
        (rule, at) => {
          const like = stated.BucketEncryption?.ServerSideEncryptionConfiguration[at];
          return {
            ServerSideEncryptionByDefault: rule.ApplyServerSideEncryptionByDefault,
            ...(like?.BucketKeyEnabled !== undefined && { BucketKeyEnabled: rule.BucketKeyEnabled }),
          };
        },
      ),
    },
    LifecycleConfiguration: lifecycle && {
      Rules: lifecycle.Rules?.map((rule, at) => fromSdkRule(rule, statedRules?.[at])),
    },
    OwnershipControls: ownership?.OwnershipControls,
    PublicAccessBlockConfiguration: access?.PublicAccessBlockConfiguration,
    VersioningConfiguration: versioning?.Status === undefined ? undefined : { Status: versioning.Status },
  };
}

function tagsIn(name: string, step: Step) {
  return settingOf<GetBucketTaggingOutput>(step, 'GetBucketTagging', name)?.TagSet ?? [];
}

function tagsOf(name: string, { Tags }: S3Bucket, step: Step) {
  return ownTags(tagsIn(name, step), Tags, step);
}

/** The API knows all tags of a bucket at once only, so what others gave it is put again. */
function changeTags(name: string, before: S3Bucket, after: S3Bucket, step: Step): void {
  const { set, removed } = tagChanges(before.Tags, after.Tags, step);
  if (set.length + removed.length === 0) return;
  const kept = tagsIn(name, step).filter(
    ({ Key = '' }) => !removed.includes(Key) && !set.some((tag) => tag.Key === Key),
  );
  const TagSet = [...kept, ...set];
  if (TagSet.length === 0) s3(step, 'DeleteBucketTagging', name);
  else s3(step, 'PutBucketTagging', name, { Tagging: { TagSet } });
}
