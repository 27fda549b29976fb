import type { ListServerCertificatesRequest, ListServerCertificatesResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { pageMembers, paginate } from './shared/paging.ts';

/**
 * The server certificates that were uploaded to IAM. None can be, so there are none.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServerCertificates.html
 */
export const ListServerCertificates = operation<
  ListServerCertificatesRequest,
  ListServerCertificatesResponse
>({
  service: 'iam',
  name: 'ListServerCertificates',
  access: 'read',
  honours: ['PathPrefix', ...pageMembers],
  handle(input) {
    const { next } = paginate('ListServerCertificates', [], input, String);
    return { ServerCertificateMetadataList: [], ...next };
  },
});
