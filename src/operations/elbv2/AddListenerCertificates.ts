import type {
  AddListenerCertificatesInput,
  AddListenerCertificatesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { operation } from '../operation.ts';
import { namedCertificates, requireTlsListener } from './shared/listener-certificates.ts';
import { checkCertificates } from './shared/quotas.ts';
import { dependOnCertificates } from './shared/tls-settings.ts';

/**
 * Adds certificates for further names to a TLS listener. Those that it has already are not added again.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AddListenerCertificates.html
 */
export const AddListenerCertificates = operation<AddListenerCertificatesInput, AddListenerCertificatesOutput>(
  {
    service: 'elasticloadbalancing',
    name: 'AddListenerCertificates',
    access: 'write',
    honours: ['ListenerArn', 'Certificates.CertificateArn'],
    handle(input, context) {
      const { resources } = context;
      const before = requireTlsListener(context, input.ListenerArn);
      const named = namedCertificates(context, input.Certificates);
      const after = { ...before, certificateArns: [...new Set([...before.certificateArns, ...named])] };
      resources.put('listener', after);
      dependOnCertificates(context, after);
      checkCertificates(context, after.loadBalancerArn);
      return { Certificates: named.map((arn) => ({ CertificateArn: arn, IsDefault: false })) };
    },
  },
);
