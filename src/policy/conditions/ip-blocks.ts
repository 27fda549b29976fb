/**
 * Blocks of IPv4 and IPv6 addresses.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
 * @see https://www.rfc-editor.org/rfc/rfc4291#section-2.2
 */
import { parseIpv4 } from '../../model/address.ts';

export interface IpBlock {
  /** 32 or 128: how long the addresses are. */
  readonly bits: 32 | 128;
  /** The leading `prefixLength` bits. */
  readonly prefix: bigint;
  readonly prefixLength: number;
}

/**
 * The block, or that of one address when no prefix length is given; undefined for what is neither. An IPv4 address that
 * is written as an IPv6 address (`::ffff:192.0.2.1`) is the IPv4 address, as sockets of both families report it.
 */
export function parseIpBlock(text: string): IpBlock | undefined {
  const [address = '', length, ...more] = text.split('/');
  const parsed = parseAddress(address);
  if (parsed === undefined || more.length > 0) return undefined;
  if (length !== undefined && !/^(?:0|[1-9]\d{0,2})$/.test(length)) return undefined;
  const prefixLength = length === undefined ? parsed.bits : Number(length);
  return prefixLength > parsed.bits ? undefined : withoutMapping(block(parsed, prefixLength));
}

/** Whether every address of `inner` is in `outer`; addresses of different families are never in each other. */
export function blockIncludes(outer: IpBlock, inner: IpBlock): boolean {
  if (outer.bits !== inner.bits || inner.prefixLength < outer.prefixLength) return false;
  return inner.prefix >> BigInt(inner.prefixLength - outer.prefixLength) === outer.prefix;
}

interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

function parseAddress(text: string): Address | undefined {
  const v4 = parseIpv4(text);
  if (v4 !== undefined) return { bits: 32, value: BigInt(v4) };
  const v6 = text.length <= 45 ? parseIpv6(text) : undefined;
  return v6 === undefined ? undefined : { bits: 128, value: v6 };
}

function parseIpv6(text: string): bigint | undefined {
  const [left = '', right, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  const head = parseGroups(left, right === undefined);
  const tail = right === undefined ? [] : parseGroups(right, true);
  if (head === undefined || tail === undefined) return undefined;
  const zeros = 8 - head.length - tail.length;
  if (right === undefined ? zeros !== 0 : zeros < 1) return undefined;
  return [...head, ...Array.from({ length: zeros }, () => 0), ...tail].reduce(
    (value, group) => (value << 16n) | BigInt(group),
    0n,
  );
}

/** Groups of 16 bits; the end of the address may be written as IPv4. */
function parseGroups(text: string, isEnd: boolean): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [at, part] of parts.entries()) {
    if (/^[0-9a-fA-F]{1,4}$/.test(part)) {
      groups.push(Number.parseInt(part, 16));
      continue;
    }
    const v4 = isEnd && at === parts.length - 1 ? parseIpv4(part) : undefined;
    if (v4 === undefined) return undefined;
    groups.push(v4 >>> 16, v4 & 0xffff);
  }
  return groups;
}

function block({ bits, value }: Address, prefixLength: number): IpBlock {
  return { bits, prefix: value >> BigInt(bits - prefixLength), prefixLength };
}

/** The prefix of IPv4 addresses among the IPv6 addresses: 80 zeros and 16 ones. */
const mappedPrefix: IpBlock = { bits: 128, prefix: 0xffffn, prefixLength: 96 };

function withoutMapping(of: IpBlock): IpBlock {
  if (!blockIncludes(mappedPrefix, of)) return of;
  const prefixLength = of.prefixLength - 96;
  return { bits: 32, prefix: of.prefix & ((1n << BigInt(prefixLength)) - 1n), prefixLength };
}
