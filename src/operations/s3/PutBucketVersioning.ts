import type { PutBucketVersioningRequest } from '@aws-sdk/client-s3';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { requireBucket } from './shared/buckets.ts';

/**
 * Lets a bucket keep versions of its objects, or no new ones from now on.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html
 */
export const PutBucketVersioning = operation<PutBucketVersioningRequest, object>({
  service: 's3',
  name: 'PutBucketVersioning',
  access: 'write',
  honours: ['Bucket', 'ExpectedBucketOwner', 'ChecksumAlgorithm', 'VersioningConfiguration.Status'],
  handle(input, context) {
    const bucket = requireBucket(context, input);
    const versioning = input.VersioningConfiguration?.Status;
    if (versioning === undefined) throw new ServiceError('MalformedXML', 'Status is missing.');
    context.resources.put('bucket', { ...bucket, versioning });
    return {};
  },
});
