/** What of the PROXY protocol's second version does not depend on a connection. */

/** @see https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt section 2.2 */
export const proxySignature: readonly number[] = [
  0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a,
];

/** The length of the header of every connection that is a client's, bytes. */
export const proxyHeaderBytes = 100;

/** The header of a connection that is nobody else's, such as a health check: version 2, LOCAL, no addresses. */
export const localProxyHeader: readonly number[] = [...proxySignature, 0x20, 0x00, 0x00, 0x00];
