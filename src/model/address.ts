/** IPv4 addresses and CIDR blocks as text at the edge and as unsigned 32-bit numbers inside. */

/** A block: `base` has no bit set below the prefix. */
export interface Cidr {
  readonly base: number;
  /** 0..32 */
  readonly prefixLength: number;
}

/** The address as an unsigned number, or `undefined` when `text` is not a dotted quad. */
export function parseIpv4(text: string): number | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (!match) return undefined;
  let value = 0;
  for (let part = 1; part <= 4; part += 1) {
    const digits = match[part] ?? '';
    const octet = Number(digits);
    // A leading zero would be octal to some.
    if (octet > 255 || (digits.length > 1 && digits.startsWith('0'))) return undefined;
    value = value * 256 + octet;
  }
  return value;
}

/** Dotted quad of an unsigned 32-bit number. */
export function formatIpv4(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

/** The block, or `undefined` when `text` is not `a.b.c.d/n`. Host bits are cleared, as AWS does for rules. */
export function parseCidr(text: string): Cidr | undefined {
  const match = /^([\d.]+)\/(\d{1,2})$/.exec(text);
  if (!match) return undefined;
  const address = parseIpv4(match[1] ?? '');
  const prefixLength = Number(match[2]);
  if (address === undefined || prefixLength > 32) return undefined;
  return { base: (address & mask(prefixLength)) >>> 0, prefixLength };
}

/** `a.b.c.d/n` */
export function formatCidr(cidr: Cidr): string {
  return `${formatIpv4(cidr.base)}/${cidr.prefixLength}`;
}

/** Number of addresses in the block. */
export function cidrSize(cidr: Cidr): number {
  return 2 ** (32 - cidr.prefixLength);
}

/** Whether the block contains the address. */
export function cidrContains(cidr: Cidr, address: number): boolean {
  return (address & mask(cidr.prefixLength)) >>> 0 === cidr.base;
}

/** Whether `inner` lies wholly inside `outer`. */
export function cidrIncludes(outer: Cidr, inner: Cidr): boolean {
  return inner.prefixLength >= outer.prefixLength && cidrContains(outer, inner.base);
}

/** Whether two blocks share an address. */
export function cidrOverlaps(a: Cidr, b: Cidr): boolean {
  return cidrIncludes(a, b) || cidrIncludes(b, a);
}

function mask(prefixLength: number): number {
  return prefixLength === 0 ? 0 : (0xffffffff << (32 - prefixLength)) >>> 0;
}
