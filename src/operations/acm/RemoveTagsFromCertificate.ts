import type {
  RemoveTagsFromCertificateCommandOutput,
  RemoveTagsFromCertificateRequest,
} from '@aws-sdk/client-acm';
import { operation } from '../operation.ts';
import { requireCertificate } from './shared/certificates.ts';
import { removeTags } from './shared/tags.ts';

/**
 * Removes tags of a certificate; one that is named with a value goes only when it has that value.
 * @see https://docs.aws.amazon.com/acm/latest/APIReference/API_RemoveTagsFromCertificate.html
 */
export const RemoveTagsFromCertificate = operation<
  RemoveTagsFromCertificateRequest,
  Omit<RemoveTagsFromCertificateCommandOutput, '$metadata'>
>({
  service: 'acm',
  name: 'RemoveTagsFromCertificate',
  access: 'write',
  honours: ['CertificateArn', 'Tags'],
  handle(input, context) {
    const certificate = requireCertificate(context, input.CertificateArn);
    const tags = removeTags(certificate.tags, input.Tags ?? []);
    context.resources.put('certificate', { ...certificate, tags });
    return {};
  },
});
