import type { ListSigningCertificatesRequest, ListSigningCertificatesResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { userOrCaller } from './shared/callers.ts';
import { pageMembers, paginate } from './shared/paging.ts';

/**
 * The X.509 certificates of a user, which AWS has for old SOAP interfaces. Those are not here, so there are none.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSigningCertificates.html
 */
export const ListSigningCertificates = operation<
  ListSigningCertificatesRequest,
  ListSigningCertificatesResponse
>({
  service: 'iam',
  name: 'ListSigningCertificates',
  access: 'read',
  honours: ['UserName', ...pageMembers],
  handle(input, context) {
    userOrCaller(context, input.UserName);
    const { next } = paginate('ListSigningCertificates', [], input, String);
    return { Certificates: [], ...next };
  },
});
