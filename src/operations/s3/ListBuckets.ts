import type { ListBucketsOutput, ListBucketsRequest } from '@aws-sdk/client-s3';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { takePage } from '../shared/pages.ts';

const pageMax = 10_000;

/**
 * The caller's buckets of all regions.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
 */
export const ListBuckets = operation<ListBucketsRequest, ListBucketsOutput>({
  service: 's3',
  name: 'ListBuckets',
  access: 'read',
  honours: ['MaxBuckets', 'ContinuationToken', 'Prefix', 'BucketRegion'],
  handle({ MaxBuckets: limit, ContinuationToken: token, Prefix = '', BucketRegion }, { resources, caller }) {
    if (limit !== undefined && (limit < 1 || limit > pageMax)) {
      throw new ServiceError('InvalidArgument', `MaxBuckets must be from 1 to ${pageMax}.`);
    }
    const buckets = resources
      .find('bucket', 'account', caller.accountId)
      .filter(({ id, region }) => id.startsWith(Prefix) && (BucketRegion ?? region) === region);
    const page = takePage(buckets, { scope: `ListBuckets ${Prefix}`, key: ({ id }) => id, limit, token });
    if (!page) throw new ServiceError('InvalidArgument', 'The continuation token provided is incorrect');
    return {
      Buckets: page.records.map(({ id, createdAt, region }) => ({
        Name: id,
        CreationDate: new Date(createdAt),
        BucketRegion: region,
        BucketArn: `arn:aws:s3:::${id}`,
      })),
      Owner: { ID: ownerId(caller.accountId) },
      ...(Prefix !== '' && { Prefix }),
      ...(page.nextToken !== undefined && { ContinuationToken: page.nextToken }),
    };
  },
});

/** S3 knows accounts by 64 digits; these are made of the account's own. */
function ownerId(accountId: string): string {
  return accountId.padStart(64, '0');
}
