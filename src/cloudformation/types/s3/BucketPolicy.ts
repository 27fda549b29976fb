import type { GetBucketPolicyOutput } from '@aws-sdk/client-s3';
import type { S3BucketPolicy } from '../../generated/properties.ts';
import { same, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';
import { documentText, parsedLike } from '../shared/documents.ts';
import { s3, settingOf } from '../shared/s3.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucketpolicy.html */
export const BucketPolicy = resourceType<S3BucketPolicy>({
  name: 'AWS::S3::BucketPolicy',
  honours: ['Bucket', 'PolicyDocument'],
  create({ Bucket, PolicyDocument }, step) {
    s3(step, 'PutBucketPolicy', Bucket, { Policy: documentText(PolicyDocument) });
    return Bucket;
  },
  update(_, before, { Bucket, PolicyDocument }, step) {
    if (same(before.PolicyDocument, PolicyDocument)) return;
    s3(step, 'PutBucketPolicy', Bucket, { Policy: documentText(PolicyDocument) });
  },
  delete(_, { Bucket }, step) {
    unlessGone(() => s3(step, 'DeleteBucketPolicy', Bucket));
  },
  attributes: () => ({}),
  read(bucket, { PolicyDocument }, step) {
    const found = settingOf<GetBucketPolicyOutput>(step, 'GetBucketPolicy', bucket);
    return found && { Bucket: bucket, PolicyDocument: parsedLike(PolicyDocument, found.Policy) };
  },
});
