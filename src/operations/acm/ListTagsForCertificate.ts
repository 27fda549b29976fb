import type { ListTagsForCertificateRequest, ListTagsForCertificateResponse } from '@aws-sdk/client-acm';
import { operation } from '../operation.ts';
import { toSdkTags } from '../shared/tags.ts';
import { requireCertificate } from './shared/certificates.ts';

/**
 * The tags of a certificate.
 * @see https://docs.aws.amazon.com/acm/latest/APIReference/API_ListTagsForCertificate.html
 */
export const ListTagsForCertificate = operation<
  ListTagsForCertificateRequest,
  ListTagsForCertificateResponse
>({
  service: 'acm',
  name: 'ListTagsForCertificate',
  access: 'read',
  honours: ['CertificateArn'],
  handle(input, context) {
    return { Tags: toSdkTags(requireCertificate(context, input.CertificateArn).tags) };
  },
});
