import type { ImportCertificateRequest, ImportCertificateResponse } from '@aws-sdk/client-acm';
import type { Certificate } from '../../model/certificate-resources.ts';
import { ServiceError } from '../../model/errors.ts';
import { quota } from '../network/quotas.ts';
import { type OperationContext, operation } from '../operation.ts';
import { newCertificateArn, requireCertificate } from './shared/certificates.ts';
import { type ImportedCertificate, readCertificate } from './shared/read-certificate.ts';
import { addTags } from './shared/tags.ts';

/**
 * Takes in a certificate with its private key and those that issued it, or puts another in the place of one that was
 * imported.
 * @see https://docs.aws.amazon.com/acm/latest/APIReference/API_ImportCertificate.html
 */
export const ImportCertificate = operation<ImportCertificateRequest, ImportCertificateResponse>({
  service: 'acm',
  name: 'ImportCertificate',
  access: 'write',
  honours: ['CertificateArn', 'Certificate', 'PrivateKey', 'CertificateChain', 'Tags'],
  handle(input, context) {
    const imported = readCertificate(input, context.now);
    const record =
      input.CertificateArn === undefined
        ? create(context, imported, input)
        : replace(context, imported, input);
    context.resources.put('certificate', record);
    return { CertificateArn: record.id };
  },
});

function create(
  context: OperationContext,
  imported: ImportedCertificate,
  { Tags = [] }: ImportCertificateRequest,
): Certificate {
  const { resources, caller, region, now } = context;
  const max = quota(context, 'certificatesPerRegion');
  if (resources.count('certificate', 'owner', `${caller.accountId}/${region}`) >= max) {
    const message = `An account can have at most ${max} certificates.`;
    throw new ServiceError('LimitExceededException', message);
  }
  return {
    accountId: caller.accountId,
    region,
    id: newCertificateArn(context),
    tags: addTags([], Tags),
    ...imported,
    createdAt: now,
    importedAt: now,
  };
}

function replace(
  context: OperationContext,
  imported: ImportedCertificate,
  { CertificateArn, Tags }: ImportCertificateRequest,
): Certificate {
  const { accountId, region, id, tags, createdAt, keyAlgorithm } = requireCertificate(
    context,
    CertificateArn,
  );
  if (Tags?.length) {
    const message = 'Tags cannot be given when a certificate is imported again. Use AddTagsToCertificate.';
    throw new ServiceError('ValidationException', message);
  }
  if (keyAlgorithm !== imported.keyAlgorithm) {
    const message = `The key type must stay ${keyAlgorithm} when a certificate is imported again, not become ${imported.keyAlgorithm}.`;
    throw new ServiceError('ValidationException', message);
  }
  return { accountId, region, id, tags, createdAt, importedAt: context.now, ...imported };
}
