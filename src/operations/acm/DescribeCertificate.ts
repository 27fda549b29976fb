import type {
  CertificateDetail,
  DescribeCertificateRequest,
  DescribeCertificateResponse,
} from '@aws-sdk/client-acm';
import type { Certificate } from '../../model/certificate-resources.ts';
import { type OperationContext, operation } from '../operation.ts';
import { requireCertificate, statusOf, usersOf } from './shared/certificates.ts';
import { toSdkExtendedKeyUsage } from './shared/extended-key-usages.ts';

/**
 * What is known of a certificate.
 * @see https://docs.aws.amazon.com/acm/latest/APIReference/API_DescribeCertificate.html
 */
export const DescribeCertificate = operation<DescribeCertificateRequest, DescribeCertificateResponse>({
  service: 'acm',
  name: 'DescribeCertificate',
  access: 'read',
  honours: ['CertificateArn'],
  handle(input, context) {
    return { Certificate: detail(context, requireCertificate(context, input.CertificateArn)) };
  },
});

function detail({ resources, now }: OperationContext, certificate: Certificate): CertificateDetail {
  return {
    CertificateArn: certificate.id,
    DomainName: certificate.domainName,
    SubjectAlternativeNames: [...certificate.subjectAlternativeNames],
    Serial: certificate.serial,
    Subject: certificate.subject,
    Issuer: certificate.issuer,
    CreatedAt: new Date(certificate.createdAt),
    ImportedAt: new Date(certificate.importedAt),
    Status: statusOf(certificate, now),
    NotBefore: new Date(certificate.notBefore),
    NotAfter: new Date(certificate.notAfter),
    KeyAlgorithm: certificate.keyAlgorithm,
    SignatureAlgorithm: certificate.signatureAlgorithm,
    InUseBy: [...usersOf(resources, certificate)],
    Type: 'IMPORTED',
    ExtendedKeyUsages: certificate.extendedKeyUsages.map(toSdkExtendedKeyUsage),
    RenewalEligibility: 'INELIGIBLE',
    Options: { CertificateTransparencyLoggingPreference: 'DISABLED' },
  };
}
