/**
 * The ALPN policies of TLS listeners: which application protocols are agreed on, the preferred ones first.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/create-tls-listener.html#alpn-policies
 */
export const alpnPolicies = {
  None: [],
  HTTP1Only: ['http/1.1', 'http/1.0'],
  HTTP2Only: ['h2'],
  HTTP2Optional: ['http/1.1', 'http/1.0', 'h2'],
  HTTP2Preferred: ['h2', 'http/1.1', 'http/1.0'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type AlpnPolicy = keyof typeof alpnPolicies;

export function isAlpnPolicy(name: string): name is AlpnPolicy {
  return Object.hasOwn(alpnPolicies, name);
}
