/** What TLS listeners have and others have not: certificates, a security policy, an ALPN policy. */
import type { Certificate as SdkCertificate } from '@aws-sdk/client-elastic-load-balancing-v2';
import { type AlpnPolicy, alpnPolicies, isAlpnPolicy } from '../../../model/alpn-policies.ts';
import { ServiceError } from '../../../model/errors.ts';
import type { Arn } from '../../../model/ids.ts';
import type { Listener } from '../../../model/load-balancing-resources.ts';
import { defaultTlsPolicyName, tlsPolicies } from '../../../model/tls-policies.ts';
import type { OperationContext } from '../../operation.ts';
import { dependOn } from '../../shared/dependents.ts';
import { isOwned } from '../../shared/lookup.ts';

/** The members that are honoured. */
export const honouredTls = ['Certificates.CertificateArn', 'SslPolicy', 'AlpnPolicy'] as const;

export type TlsSettings = Pick<Listener, 'certificateArns' | 'sslPolicy' | 'alpnPolicy'>;

/** As requests give them. */
export interface GivenTls {
  readonly Certificates?: readonly SdkCertificate[] | undefined;
  readonly SslPolicy?: string | undefined;
  readonly AlpnPolicy?: readonly string[] | undefined;
}

/**
 * The settings that a listener with the protocol gets. What is not given stays as it was before, if it was TLS.
 * @throws ServiceError `ValidationError` for settings of a listener that is not TLS and for a TLS listener that would
 *   have no certificate; `CertificateNotFound`, `SSLPolicyNotFound`, `ALPNPolicyNotFound`
 */
export function tlsSettings(
  context: OperationContext,
  protocol: Listener['protocol'],
  given: GivenTls,
  before: TlsSettings = {},
): TlsSettings {
  if (protocol !== 'TLS') {
    refuseTls(protocol, given);
    return {};
  }
  const certificate = givenCertificate(context, given);
  const [present, ...others] = before.certificateArns ?? [];
  const first = certificate ?? present;
  if (first === undefined) {
    throw new ServiceError('ValidationError', 'A certificate must be specified for TLS listeners');
  }
  const alpnPolicy = givenAlpn(given) ?? before.alpnPolicy;
  return {
    certificateArns: [first, ...others.filter((arn) => arn !== first)],
    sslPolicy: givenPolicy(given) ?? before.sslPolicy ?? defaultTlsPolicyName,
    ...(alpnPolicy !== undefined && { alpnPolicy }),
  };
}

/** Keeps the listener's certificates from being deleted. */
export function dependOnCertificates(
  { resources }: OperationContext,
  { id, certificateArns = [] }: Listener,
): void {
  for (const arn of certificateArns) dependOn(resources, arn, id);
}

/** As the API answers them. */
export function toSdkTls({ certificateArns, sslPolicy, alpnPolicy }: TlsSettings) {
  const [first] = certificateArns ?? [];
  return {
    ...(first !== undefined && { Certificates: [{ CertificateArn: first }] }),
    ...(sslPolicy !== undefined && { SslPolicy: sslPolicy }),
    ...(alpnPolicy !== undefined && { AlpnPolicy: [alpnPolicy] }),
  };
}

/** Whether both have the same settings. */
export function sameTls(a: TlsSettings, b: TlsSettings): boolean {
  return (
    a.certificateArns?.[0] === b.certificateArns?.[0] &&
    a.sslPolicy === b.sslPolicy &&
    (a.alpnPolicy ?? 'None') === (b.alpnPolicy ?? 'None')
  );
}

/** The caller's certificate with this ARN. @throws ServiceError `CertificateNotFound` */
export function requireCertificateArn(context: OperationContext, arn: string | undefined): Arn {
  const record = arn === undefined ? undefined : context.resources.get('certificate', arn);
  if (record && isOwned(context, record)) return record.id;
  throw new ServiceError('CertificateNotFound', `Certificate ARN '${arn ?? ''}' is not valid`);
}

function refuseTls(protocol: string, { Certificates, SslPolicy, AlpnPolicy }: GivenTls): void {
  const given =
    (Certificates?.length && 'Certificates') ||
    (SslPolicy && 'An SslPolicy') ||
    (AlpnPolicy?.length && 'An AlpnPolicy');
  if (!given) return;
  throw new ServiceError('ValidationError', `${given} cannot be specified for ${protocol} listeners`);
}

function givenCertificate(context: OperationContext, { Certificates = [] }: GivenTls): Arn | undefined {
  if (Certificates.length > 1) {
    const message = `Only one certificate can be specified, the default one, not ${Certificates.length}. Add others with AddListenerCertificates`;
    throw new ServiceError('ValidationError', message);
  }
  const [only] = Certificates;
  return only && requireCertificateArn(context, only.CertificateArn);
}

function givenPolicy({ SslPolicy }: GivenTls): string | undefined {
  if (SslPolicy === undefined || tlsPolicies.some(({ name }) => name === SslPolicy)) return SslPolicy;
  const message = `SSL policy '${SslPolicy}' not found. DescribeSSLPolicies names those there are`;
  throw new ServiceError('SSLPolicyNotFound', message);
}

function givenAlpn({ AlpnPolicy = [] }: GivenTls): AlpnPolicy | undefined {
  const [name, second] = AlpnPolicy;
  if (second !== undefined) {
    throw new ServiceError('ValidationError', 'Only one ALPN policy can be specified');
  }
  if (name === undefined || isAlpnPolicy(name)) return name;
  const message = `ALPN policy '${name}' not found. Use ${Object.keys(alpnPolicies).join(', ')}`;
  throw new ServiceError('ALPNPolicyNotFound', message);
}
