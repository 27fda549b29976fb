import type {
  UpdateCertificateOptionsCommandOutput,
  UpdateCertificateOptionsRequest,
} from '@aws-sdk/client-acm';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { requireCertificate } from './shared/certificates.ts';

/**
 * Refuses to change options, which only certificates have that ACM issues itself.
 * @see https://docs.aws.amazon.com/acm/latest/APIReference/API_UpdateCertificateOptions.html
 */
export const UpdateCertificateOptions = operation<
  UpdateCertificateOptionsRequest,
  Omit<UpdateCertificateOptionsCommandOutput, '$metadata'>
>({
  service: 'acm',
  name: 'UpdateCertificateOptions',
  access: 'write',
  honours: ['CertificateArn', 'Options'],
  handle(input, context) {
    const { id } = requireCertificate(context, input.CertificateArn);
    const message = `The options of the imported certificate ${id} cannot be changed.`;
    throw new ServiceError('InvalidStateException', message);
  },
});
