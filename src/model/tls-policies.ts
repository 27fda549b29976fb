/**
 * The security policies of TLS listeners, as documented: protocols and ciphers of each, in order of preference. Those of
 * RFC 9151 are not among them.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html
 */

export type TlsProtocol = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

export interface TlsPolicy {
  /** `ELBSecurityPolicy-...` */
  readonly name: string;
  readonly protocols: readonly TlsProtocol[];
  /** In OpenSSL's names, the preferred ones first. */
  readonly ciphers: readonly string[];
  /** Whether hybrid post-quantum key exchange is offered besides the classical one. */
  readonly postQuantum: boolean;
}

const tls13 = ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'];
const tls13Fips = ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384'];
const gcm = [
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
];
const forwardSecret = [
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES128-SHA256',
  'ECDHE-RSA-AES128-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-AES256-SHA384',
  'ECDHE-RSA-AES256-SHA384',
];
const forwardSecretSha1 = [
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES128-SHA256',
  'ECDHE-RSA-AES128-SHA256',
  'ECDHE-ECDSA-AES128-SHA',
  'ECDHE-RSA-AES128-SHA',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-AES256-SHA384',
  'ECDHE-RSA-AES256-SHA384',
  'ECDHE-RSA-AES256-SHA',
  'ECDHE-ECDSA-AES256-SHA',
];
const rsa = ['AES128-GCM-SHA256', 'AES128-SHA256', 'AES256-GCM-SHA384', 'AES256-SHA256'];
const rsaSha1 = [
  'AES128-GCM-SHA256',
  'AES128-SHA256',
  'AES128-SHA',
  'AES256-GCM-SHA384',
  'AES256-SHA256',
  'AES256-SHA',
];
const widest = [...forwardSecretSha1, ...rsaSha1];

const from12: readonly TlsProtocol[] = ['TLSv1.2'];
const from11: readonly TlsProtocol[] = ['TLSv1.1', 'TLSv1.2'];
const from10: readonly TlsProtocol[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2'];

/** What the policies with TLS 1.3 offer to clients without it, by the middle of their names. */
const withTls13: Readonly<Record<string, readonly [readonly TlsProtocol[], readonly string[]]>> = {
  '1-3': [[], []],
  '1-2': [from12, forwardSecret],
  '1-2-Res': [from12, gcm],
  '1-2-Ext1': [from12, [...forwardSecret, ...rsa]],
  '1-2-Ext2': [from12, widest],
  '1-1': [from11, widest],
  '1-0': [from10, widest],
};
const withTls13Fips: typeof withTls13 = {
  ...withTls13,
  '1-2-Ext0': [from12, forwardSecretSha1],
};

export const tlsPolicies: readonly TlsPolicy[] = [
  policy('2016-08', from10, widest),
  ...family(withTls13, tls13, '', '2021-06', '2025-09'),
  ...family(withTls13Fips, tls13Fips, 'FIPS-', '2023-04', '2025-09'),
  policy('TLS-1-2-2017-01', from12, [...forwardSecret, ...rsa]),
  policy('TLS-1-1-2017-01', from11, widest),
  policy('TLS-1-2-Ext-2018-06', from12, widest),
  policy('FS-2018-06', from10, forwardSecretSha1),
  policy('2015-05', from10, widest),
  policy('FS-1-2-2019-08', from12, forwardSecretSha1),
  policy('FS-1-1-2019-08', from11, forwardSecretSha1),
  policy('FS-1-2-Res-2019-08', from12, forwardSecret),
  policy('FS-1-2-Res-2020-10', from12, gcm),
];

/** The policy of listeners that are made without one. */
export const defaultTlsPolicyName = 'ELBSecurityPolicy-2016-08';

function policy(
  name: string,
  protocols: readonly TlsProtocol[],
  ciphers: readonly string[],
  postQuantum = false,
): TlsPolicy {
  return { name: `ELBSecurityPolicy-${name}`, protocols, ciphers, postQuantum };
}

/** The policies with TLS 1.3 of one kind, each without and, but for `1-1`, with hybrid key exchange. */
function family(
  levels: typeof withTls13,
  ciphers13: readonly string[],
  kind: string,
  date: string,
  postQuantumDate: string,
): readonly TlsPolicy[] {
  return Object.entries(levels).flatMap(([level, [older, ciphers]]) => {
    const protocols: readonly TlsProtocol[] = [...older, 'TLSv1.3'];
    const all = [...ciphers13, ...ciphers];
    const classical = policy(`TLS13-${level}-${kind}${date}`, protocols, all);
    if (level === '1-1') return [classical];
    return [classical, policy(`TLS13-${level}-${kind}PQ-${postQuantumDate}`, protocols, all, true)];
  });
}
