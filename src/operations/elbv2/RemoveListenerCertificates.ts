import type {
  RemoveListenerCertificatesCommandOutput,
  RemoveListenerCertificatesInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { requireTlsListener } from './shared/listener-certificates.ts';

/**
 * Removes certificates from a TLS listener. The default one stays: ModifyListener puts another in its place.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RemoveListenerCertificates.html
 */
export const RemoveListenerCertificates = operation<
  RemoveListenerCertificatesInput,
  Omit<RemoveListenerCertificatesCommandOutput, '$metadata'>
>({
  service: 'elasticloadbalancing',
  name: 'RemoveListenerCertificates',
  access: 'write',
  honours: ['ListenerArn', 'Certificates.CertificateArn'],
  handle(input, context) {
    const before = requireTlsListener(context, input.ListenerArn);
    const named = new Set((input.Certificates ?? []).map(({ CertificateArn }) => CertificateArn));
    if (named.size === 0) {
      throw new ServiceError('ValidationError', 'At least one certificate must be specified');
    }
    const [first, ...others] = before.certificateArns;
    if (named.has(first)) {
      throw new ServiceError('OperationNotPermitted', `The default certificate '${first}' cannot be removed`);
    }
    const certificateArns = [first, ...others.filter((arn) => !named.has(arn))];
    context.resources.put('listener', { ...before, certificateArns });
    return {};
  },
});
