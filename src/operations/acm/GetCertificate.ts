import type { GetCertificateRequest, GetCertificateResponse } from '@aws-sdk/client-acm';
import { operation } from '../operation.ts';
import { requireCertificate } from './shared/certificates.ts';

/**
 * A certificate and those that issued it, as PEM; never its private key.
 * @see https://docs.aws.amazon.com/acm/latest/APIReference/API_GetCertificate.html
 */
export const GetCertificate = operation<GetCertificateRequest, GetCertificateResponse>({
  service: 'acm',
  name: 'GetCertificate',
  access: 'read',
  honours: ['CertificateArn'],
  handle(input, context) {
    const { certificate, chain } = requireCertificate(context, input.CertificateArn);
    return { Certificate: certificate, ...(chain !== undefined && { CertificateChain: chain }) };
  },
});
