import type { AddTagsToCertificateCommandOutput, AddTagsToCertificateRequest } from '@aws-sdk/client-acm';
import { operation } from '../operation.ts';
import { requireCertificate } from './shared/certificates.ts';
import { addTags } from './shared/tags.ts';

/**
 * Sets tags of a certificate.
 * @see https://docs.aws.amazon.com/acm/latest/APIReference/API_AddTagsToCertificate.html
 */
export const AddTagsToCertificate = operation<
  AddTagsToCertificateRequest,
  Omit<AddTagsToCertificateCommandOutput, '$metadata'>
>({
  service: 'acm',
  name: 'AddTagsToCertificate',
  access: 'write',
  honours: ['CertificateArn', 'Tags'],
  handle(input, context) {
    const certificate = requireCertificate(context, input.CertificateArn);
    const tags = addTags(certificate.tags, input.Tags ?? []);
    context.resources.put('certificate', { ...certificate, tags });
    return {};
  },
});
