import type { GetObjectOutput, GetObjectRequest } from '@aws-sdk/client-s3';
import type { ContentSlices } from '../../model/storage-resources.ts';
import { operation } from '../operation.ts';
import { readMembers, readObject } from './shared/read.ts';

/** With the content as pieces of files, which the server sends. */
export type GetObjectResult = Omit<GetObjectOutput, 'Body'> & { readonly Body: ContentSlices };

/**
 * An object, or a range of its bytes.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export const GetObject = operation<GetObjectRequest, GetObjectResult>({
  service: 's3',
  name: 'GetObject',
  access: 'read',
  honours: readMembers,
  handle(input, context) {
    const { content, described } = readObject(input, context);
    return { ...described, Body: content };
  },
});
