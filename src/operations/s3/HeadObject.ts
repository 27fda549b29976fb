import type { HeadObjectOutput, HeadObjectRequest } from '@aws-sdk/client-s3';
import { operation } from '../operation.ts';
import { readMembers, readObject } from './shared/read.ts';

/**
 * What is known of an object.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
 */
export const HeadObject = operation<HeadObjectRequest, HeadObjectOutput>({
  service: 's3',
  name: 'HeadObject',
  access: 'read',
  honours: readMembers,
  handle: (input, context) => readObject(input, context).described,
});
