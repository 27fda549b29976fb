import type { DeleteCertificateCommandOutput, DeleteCertificateRequest } from '@aws-sdk/client-acm';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { forgetDependents } from '../shared/dependents.ts';
import { requireCertificate, usersOf } from './shared/certificates.ts';

/**
 * Deletes a certificate that no listener has.
 * @see https://docs.aws.amazon.com/acm/latest/APIReference/API_DeleteCertificate.html
 */
export const DeleteCertificate = operation<
  DeleteCertificateRequest,
  Omit<DeleteCertificateCommandOutput, '$metadata'>
>({
  service: 'acm',
  name: 'DeleteCertificate',
  access: 'write',
  honours: ['CertificateArn'],
  handle(input, context) {
    const { resources } = context;
    const certificate = requireCertificate(context, input.CertificateArn);
    if (usersOf(resources, certificate).length > 0) {
      const message = `Certificate ${certificate.id} in account ${certificate.accountId} is in use.`;
      throw new ServiceError('ResourceInUseException', message);
    }
    resources.delete('certificate', certificate.id);
    forgetDependents(resources, certificate.id);
    return {};
  },
});
