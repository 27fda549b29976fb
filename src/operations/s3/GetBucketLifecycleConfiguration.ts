import type {
  GetBucketLifecycleConfigurationOutput,
  GetBucketLifecycleConfigurationRequest,
} from '@aws-sdk/client-s3';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { requireBucket } from './shared/buckets.ts';
import { toSdkRule } from './shared/lifecycle.ts';

/**
 * What happens to the objects of a bucket by themselves.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLifecycleConfiguration.html
 */
export const GetBucketLifecycleConfiguration = operation<
  GetBucketLifecycleConfigurationRequest,
  GetBucketLifecycleConfigurationOutput
>({
  service: 's3',
  name: 'GetBucketLifecycleConfiguration',
  access: 'read',
  honours: ['Bucket', 'ExpectedBucketOwner'],
  handle(input, context) {
    const { lifecycle } = requireBucket(context, input);
    if (lifecycle) return { Rules: lifecycle.map(toSdkRule) };
    throw new ServiceError('NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist');
  },
});
