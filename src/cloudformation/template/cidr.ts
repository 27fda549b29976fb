import { isIP } from 'node:net';
import { templateError } from './errors.ts';

/**
 * What `Fn::Cidr` gives: the first `count` blocks within `block` that leave `bits` bits to addresses.
 * @param block IPv4 or IPv6, as `10.0.0.0/16`; bits below the mask are taken off
 * @param count 1 to 256
 * @throws ServiceError ValidationError when the block is none or has no room for so many
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-cidr.html
 */
export function cidrBlocks(block: string, count: number, bits: number): readonly string[] {
  const [address = '', length = ''] = block.split('/');
  const family = isIP(address);
  const width = family === 6 ? 128 : 32;
  if (family === 0 || !/^\d{1,3}$/.test(length) || Number(length) > width || block.split('/').length !== 2)
    throw templateError(`Fn::Cidr: ${block} is not a CIDR block`);
  if (count < 1 || count > 256) throw templateError('Fn::Cidr: the count must be between 1 and 256');
  const prefix = width - bits;
  if (bits < 1 || prefix < Number(length) || 2n ** BigInt(prefix - Number(length)) < BigInt(count))
    throw templateError(`Fn::Cidr: ${block} has no room for ${count} blocks with ${bits} bits each`);
  const number = family === 6 ? fromIpv6(address) : fromIpv4(address);
  const hostBits = BigInt(width - Number(length));
  const base = (number >> hostBits) << hostBits;
  return Array.from({ length: count }, (_, index) => {
    const start = base + (BigInt(index) << BigInt(bits));
    return `${family === 6 ? toIpv6(start) : toIpv4(start)}/${prefix}`;
  });
}

function fromIpv4(address: string): bigint {
  return address.split('.').reduce((number, part) => (number << 8n) | BigInt(part), 0n);
}

function toIpv4(number: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((number >> shift) & 255n)).join('.');
}

function fromIpv6(address: string): bigint {
  const dotted = /[\d.]+\.\d+$/.exec(address)?.[0];
  const tail = dotted === undefined ? undefined : fromIpv4(dotted);
  const text =
    tail === undefined || dotted === undefined
      ? address
      : `${address.slice(0, -dotted.length)}${(tail >> 16n).toString(16)}:${(tail & 0xffffn).toString(16)}`;
  const [before = '', after] = text.split('::');
  const head = before === '' ? [] : before.split(':');
  const rest = after === undefined || after === '' ? [] : after.split(':');
  const zeros = Array.from({ length: after === undefined ? 0 : 8 - head.length - rest.length }, () => '0');
  return [...head, ...zeros, ...rest].reduce((number, part) => (number << 16n) | BigInt(`0x${part}`), 0n);
}

/** In the form of RFC 5952, which the URL parser writes. */
function toIpv6(number: bigint): string {
  const parts = Array.from({ length: 8 }, (_, index) =>
    ((number >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  );
  return new URL(`http://[${parts.join(':')}]`).hostname.slice(1, -1);
}
