/** The list of a listener's certificates: the default one, and those for other names. */
import type { Certificate } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ServiceError } from '../../../model/errors.ts';
import type { Arn } from '../../../model/ids.ts';
import type { Listener } from '../../../model/load-balancing-resources.ts';
import type { OperationContext } from '../../operation.ts';
import { requireByArn } from './lookup.ts';
import { requireCertificateArn } from './tls-settings.ts';

/** A listener with its certificates, the default one first. */
export interface TlsListener extends Listener {
  readonly certificateArns: readonly [Arn, ...Arn[]];
}

/** @throws ServiceError `ListenerNotFound`, and `ValidationError` for a listener without TLS */
export function requireTlsListener(context: OperationContext, arn: string | undefined): TlsListener {
  const listener = requireByArn(context, 'listener', arn);
  const [first, ...others] = listener.certificateArns ?? [];
  if (first !== undefined) return { ...listener, certificateArns: [first, ...others] };
  const message = `The listener '${listener.id}' has no certificates: its protocol is ${listener.protocol}, not TLS`;
  throw new ServiceError('ValidationError', message);
}

/**
 * The ARNs that a request names, each once.
 * @throws ServiceError `ValidationError` for none, or for one said to be the default; `CertificateNotFound`
 */
export function namedCertificates(
  context: OperationContext,
  given: readonly Certificate[] | undefined,
): readonly Arn[] {
  if (!given?.length) throw new ServiceError('ValidationError', 'At least one certificate must be specified');
  return [...new Set(given.map(({ CertificateArn }) => requireCertificateArn(context, CertificateArn)))];
}
