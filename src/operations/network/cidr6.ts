import { isIPv6 } from 'node:net';

/**
 * An IPv6 CIDR block in its one canonical form, host bits cleared, or `undefined` when `text` is none.
 * @see https://www.rfc-editor.org/rfc/rfc5952
 */
export function parseCidr6(text: string): string | undefined {
  const match = /^([0-9a-fA-F:.]+)\/(\d{1,3})$/.exec(text);
  const [, address = '', length = ''] = match ?? [];
  const prefixLength = Number(length);
  if (!match || !isIPv6(address) || prefixLength > 128) return undefined;
  const kept = groupsOf(address).map((group, at) => group & maskOf(prefixLength - at * 16));
  return `${format(kept)}/${prefixLength}`;
}

/** The eight 16-bit groups; the platform's URL parser expands every notation, also an IPv4 tail. */
function groupsOf(address: string): number[] {
  const normal = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = normal.split('::');
  const numbers = (part: string) =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  if (tail === undefined) return numbers(head);
  const [first, last] = [numbers(head), numbers(tail)];
  return [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last];
}

/** Mask of one group of which the first `bits` belong to the prefix; fewer than 0 is none, more than 16 is all. */
function maskOf(bits: number): number {
  const kept = Math.min(Math.max(bits, 0), 16);
  return (0xffff << (16 - kept)) & 0xffff;
}

function format(groups: readonly number[]): string {
  const text = groups.map((group) => group.toString(16)).join(':');
  return new URL(`http://[${text}]`).hostname.slice(1, -1);
}
