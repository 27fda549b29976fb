import type {
  DescribeListenerCertificatesInput,
  DescribeListenerCertificatesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { operation } from '../operation.ts';
import { requireTlsListener } from './shared/listener-certificates.ts';
import { paginate } from './shared/pages.ts';

/**
 * The certificates of a TLS listener, the default one among them.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeListenerCertificates.html
 */
export const DescribeListenerCertificates = operation<
  DescribeListenerCertificatesInput,
  DescribeListenerCertificatesOutput
>({
  service: 'elasticloadbalancing',
  name: 'DescribeListenerCertificates',
  access: 'read',
  honours: ['ListenerArn', 'Marker', 'PageSize'],
  handle(input, context) {
    const { certificateArns } = requireTlsListener(context, input.ListenerArn);
    const all = certificateArns.map((id, at) => ({ id, isDefault: at === 0 }));
    const { records, next } = paginate('DescribeListenerCertificates', all, input);
    const Certificates = records.map(({ id, isDefault }) => ({ CertificateArn: id, IsDefault: isDefault }));
    return { Certificates, ...next };
  },
});
