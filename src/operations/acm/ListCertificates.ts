import type {
  CertificateSummary,
  ListCertificatesRequest,
  ListCertificatesResponse,
} from '@aws-sdk/client-acm';
import type { Certificate } from '../../model/certificate-resources.ts';
import { ServiceError } from '../../model/errors.ts';
import { type OperationContext, operation } from '../operation.ts';
import { takePage } from '../shared/pages.ts';
import { statusOf, usersOf } from './shared/certificates.ts';
import { toSdkExtendedKeyUsage } from './shared/extended-key-usages.ts';

/** The largest page, and that of a request that does not say. */
const pageSizes = { max: 1000, otherwise: 100 } as const;

/** Alternative names that a summary has. */
const summaryNamesMax = 100;

/**
 * The caller's certificates in the region. As on AWS, those with other keys than RSA of 1024 or 2048 bits have to be
 * asked for by `keyTypes`.
 * @see https://docs.aws.amazon.com/acm/latest/APIReference/API_ListCertificates.html
 */
export const ListCertificates = operation<ListCertificatesRequest, ListCertificatesResponse>({
  service: 'acm',
  name: 'ListCertificates',
  access: 'read',
  honours: ['CertificateStatuses', 'Includes.keyTypes', 'MaxItems', 'NextToken'],
  handle(input, context) {
    const { MaxItems: limit = pageSizes.otherwise, NextToken: token } = input;
    if (limit < 1 || limit > pageSizes.max) {
      const message = `MaxItems must be from 1 to ${pageSizes.max}, not ${limit}.`;
      throw new ServiceError('ValidationException', message);
    }
    const page = takePage(select(context, input), {
      scope: 'ListCertificates',
      key: ({ id }) => id,
      limit,
      token,
    });
    if (!page) throw new ServiceError('ValidationException', 'The NextToken is none of ListCertificates.');
    return {
      CertificateSummaryList: page.records.map((record) => summary(context, record)),
      ...(page.nextToken !== undefined && { NextToken: page.nextToken }),
    };
  },
});

function select(
  { resources, caller, region, now }: OperationContext,
  { CertificateStatuses, Includes }: ListCertificatesRequest,
): readonly Certificate[] {
  const keys: readonly string[] = Includes?.keyTypes ?? ['RSA_1024', 'RSA_2048'];
  const statuses: readonly string[] | undefined = CertificateStatuses;
  return resources
    .find('certificate', 'owner', `${caller.accountId}/${region}`)
    .filter(({ keyAlgorithm }) => keys.includes(keyAlgorithm))
    .filter((record) => !statuses?.length || statuses.includes(statusOf(record, now)));
}

function summary({ resources, now }: OperationContext, certificate: Certificate): CertificateSummary {
  const names = certificate.subjectAlternativeNames;
  return {
    CertificateArn: certificate.id,
    DomainName: certificate.domainName,
    SubjectAlternativeNameSummaries: names.slice(0, summaryNamesMax),
    HasAdditionalSubjectAlternativeNames: names.length > summaryNamesMax,
    Status: statusOf(certificate, now),
    Type: 'IMPORTED',
    KeyAlgorithm: certificate.keyAlgorithm,
    ExtendedKeyUsages: certificate.extendedKeyUsages.flatMap((oid) => toSdkExtendedKeyUsage(oid).Name ?? []),
    InUse: usersOf(resources, certificate).length > 0,
    RenewalEligibility: 'INELIGIBLE',
    NotBefore: new Date(certificate.notBefore),
    NotAfter: new Date(certificate.notAfter),
    CreatedAt: new Date(certificate.createdAt),
    ImportedAt: new Date(certificate.importedAt),
  };
}
