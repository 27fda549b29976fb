/** What the operations of certificates share. */
import type { Reader } from '../../../model/access.ts';
import type { Certificate } from '../../../model/certificate-resources.ts';
import { ServiceError } from '../../../model/errors.ts';
import type { Arn } from '../../../model/ids.ts';
import type { OperationContext } from '../../operation.ts';
import { isOwned } from '../../shared/lookup.ts';

/** ARN of a new certificate: its last part is a UUID. */
export function newCertificateArn({ region, caller, ids }: OperationContext): Arn {
  const uuid = ids.hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return `arn:aws:acm:${region}:${caller.accountId}:certificate/${uuid}`;
}

/**
 * The caller's certificate with this ARN. What belongs to another account or region does not exist for the caller.
 * @throws ServiceError `ValidationException` for what is no ARN of a certificate, `ResourceNotFoundException`
 */
export function requireCertificate(context: OperationContext, arn: string | undefined): Certificate {
  if (arn === undefined || !/^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\/[0-9a-f-]{36}$/.test(arn)) {
    const message = `'${arn ?? ''}' is not the ARN of a certificate: arn:aws:acm:<region>:<account>:certificate/<id>`;
    throw new ServiceError('ValidationException', message);
  }
  const record = context.resources.get('certificate', arn);
  if (record && isOwned(context, record)) return record;
  const message = `Could not find certificate ${arn} in account ${context.caller.accountId}.`;
  throw new ServiceError('ResourceNotFoundException', message);
}

/** The ARNs of the load balancers whose listeners have the certificate. */
export function usersOf(resources: Reader, { id }: Certificate): readonly Arn[] {
  const listeners = resources.find('listener', 'certificate', id);
  return [...new Set(listeners.map(({ loadBalancerArn }) => loadBalancerArn))];
}

/** What ACM says of a certificate's validity. */
export function statusOf({ notAfter }: Certificate, now: string): 'ISSUED' | 'EXPIRED' {
  return now > notAfter ? 'EXPIRED' : 'ISSUED';
}
