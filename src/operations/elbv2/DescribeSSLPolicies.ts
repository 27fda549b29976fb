import type {
  DescribeSSLPoliciesInput,
  DescribeSSLPoliciesOutput,
  SslPolicy,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { ServiceError } from '../../model/errors.ts';
import { type TlsPolicy, tlsPolicies } from '../../model/tls-policies.ts';
import { operation } from '../operation.ts';
import { checkCount } from './shared/lookup.ts';
import { paginate } from './shared/pages.ts';

/**
 * The security policies of TLS listeners, or those named.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeSSLPolicies.html
 */
export const DescribeSSLPolicies = operation<DescribeSSLPoliciesInput, DescribeSSLPoliciesOutput>({
  service: 'elasticloadbalancing',
  name: 'DescribeSSLPolicies',
  access: 'read',
  honours: ['Names', 'LoadBalancerType', 'Marker', 'PageSize'],
  handle(input) {
    const named = select(input.Names ?? []);
    const { LoadBalancerType: type = 'network' } = input;
    const offered = type === 'network' ? named : [];
    const { records, next } = paginate('DescribeSSLPolicies', offered.map(withId), input);
    return { SslPolicies: records.map(toSdkPolicy), ...next };
  },
});

function select(names: readonly string[]): readonly TlsPolicy[] {
  if (names.length === 0) return tlsPolicies;
  return checkCount(names).map((name) => {
    const policy = tlsPolicies.find((candidate) => candidate.name === name);
    if (policy) return policy;
    throw new ServiceError('SSLPolicyNotFound', `The SSL policy '${name}' does not exist`);
  });
}

function withId(policy: TlsPolicy) {
  return { ...policy, id: policy.name };
}

function toSdkPolicy({ name, protocols, ciphers }: TlsPolicy): SslPolicy {
  return {
    Name: name,
    SslProtocols: [...protocols],
    Ciphers: ciphers.map((cipher, at) => ({ Name: cipher, Priority: at + 1 })),
    SupportedLoadBalancerTypes: ['network'],
  };
}
