/** From a security policy and certificates to what OpenSSL wants. */
import type { SecureContextOptions } from 'node:tls';
import type { AlpnPolicy } from '../model/alpn-policies.ts';
import { type TlsPolicy, type TlsProtocol, tlsPolicies } from '../model/tls-policies.ts';

/** What a relay has to know to end TLS. */
export interface TlsParameters {
  /** The name of the security policy. */
  readonly policy: string;
  readonly alpn: AlpnPolicy;
  /** The default one first. */
  readonly certificates: readonly RelayCertificate[];
}

export interface RelayCertificate {
  /** DNS names that it is good for, `*.example.com` among them. */
  readonly names: readonly string[];
  /** It and those that issued it, as PEM. */
  readonly chain: string;
  /** PEM. */
  readonly privateKey: string;
}

/** Classical key exchange, and the hybrid groups that come before it where the policy has them. */
const groups = 'X25519:P-256:P-384:P-521';
const fipsGroups = 'P-256:P-384:P-521';
const hybridGroups = 'X25519MLKEM768:SecP256r1MLKEM768:SecP384r1MLKEM1024';
const fipsHybridGroups = 'SecP256r1MLKEM768:SecP384r1MLKEM1024';

/** The settings of one certificate's context. @throws Error for a policy that there is not */
export function contextOptions(
  policyName: string,
  { chain, privateKey }: RelayCertificate,
): SecureContextOptions {
  const policy = tlsPolicies.find(({ name }) => name === policyName);
  if (policy === undefined) throw new Error(`there is no security policy ${policyName}`);
  return {
    cert: chain,
    key: privateKey,
    minVersion: lowest(policy),
    maxVersion: policy.protocols.includes('TLSv1.3') ? 'TLSv1.3' : 'TLSv1.2',
    ciphers: ciphersOf(policy),
    honorCipherOrder: true,
    ecdhCurve: groupsOf(policy),
  };
}

/** The certificate for a name that a client asked for: the exact name, else a wildcard in its place, else the default. */
export function certificateFor(certificates: readonly RelayCertificate[], serverName: string): number {
  const name = serverName.toLowerCase();
  const wildcard = `*${name.slice(name.indexOf('.'))}`;
  const has = (wanted: string) =>
    certificates.findIndex(({ names }) => names.some((each) => each.toLowerCase() === wanted));
  const exact = has(name);
  if (exact >= 0) return exact;
  const general = name.includes('.') ? has(wildcard) : -1;
  return Math.max(general, 0);
}

const byAge: readonly TlsProtocol[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

function lowest({ protocols }: TlsPolicy): TlsProtocol {
  return byAge.find((protocol) => protocols.includes(protocol)) ?? 'TLSv1.3';
}

/**
 * OpenSSL's levels would take more away than the policy says: level 0 has the signatures of TLS before 1.2, level 1 the
 * smallest key that may be imported.
 */
function ciphersOf({ ciphers, protocols }: TlsPolicy): string {
  const level = protocols.includes('TLSv1') || protocols.includes('TLSv1.1') ? 0 : 1;
  // A level stands beside a cipher of TLS 1.2, which a policy without TLS 1.2 never comes to use.
  const older = protocols.includes('TLSv1.2') ? [] : ['ECDHE-RSA-AES128-GCM-SHA256'];
  return [...ciphers, ...older, `@SECLEVEL=${level}`].join(':');
}

function groupsOf({ name, postQuantum }: TlsPolicy): string {
  const isFips = name.includes('FIPS');
  const classical = isFips ? fipsGroups : groups;
  if (!postQuantum) return classical;
  return `${isFips ? fipsHybridGroups : hybridGroups}:${classical}`;
}
