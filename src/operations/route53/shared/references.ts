/** Caller references: each is used for one creation only, as long as what was created is there. */
import { ServiceError } from '../../../model/errors.ts';

/** @throws ServiceError InvalidInput */
export function checkCallerReference(reference: string, lengthMax: number): string {
  if (reference.length >= 1 && reference.length <= lengthMax) return reference;
  throw new ServiceError('InvalidInput', `The caller reference must have 1 to ${lengthMax} characters.`);
}

/** The id of the claim that the reference is used. */
export function callerReferenceClaim(
  kind: 'hostedZone' | 'dnsHealthCheck',
  accountId: string,
  reference: string,
): string {
  return `callerReference/${kind}/${accountId}/${reference}`;
}
