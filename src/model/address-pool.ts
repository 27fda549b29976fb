/**
 * Which addresses of a subnet are taken: one record a subnet, so that two writers at once cannot both get an
 * address, that finding the lowest free one does not depend on how many interfaces there are, and that a subnet
 * in which one is being taken cannot be deleted at the same moment.
 */
import type { Reader, Writer } from './access.ts';
import { cidrSize, formatIpv4, parseCidr, parseIpv4 } from './address.ts';
import { ServiceError } from './errors.ts';
import type { SubnetId } from './ids.ts';
import type { AddressPool, Subnet } from './resources.ts';

type Ranges = AddressPool['taken'];

/**
 * Addresses of each subnet that AWS keeps for itself: network, router, DNS, future use; and the last, broadcast.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
 */
export const reservedAddresses = { first: 4, last: 1 } as const;

/** Deletes the pool of a subnet that goes; it is made when the first address is taken. */
export function deletePool(resources: Writer, subnet: Subnet): void {
  resources.delete('addressPool', subnet.id);
}

/** Number of addresses that a new interface could get. */
export function freeAddresses(resources: Reader, subnet: Subnet): number {
  const taken = poolOf(resources, subnet).taken.reduce((sum, [first, last]) => sum + last - first + 1, 0);
  return boundsOf(subnet).size - taken;
}

/**
 * Takes `wanted`, or the lowest free address.
 * @returns the address as dotted quad
 * @throws ServiceError `InvalidParameterValue` when `wanted` is no address, outside the subnet or reserved,
 *   `InvalidIPAddress.InUse`, `InsufficientFreeAddressesInSubnet`
 */
export function allocateAddress(resources: Writer, subnet: Subnet, wanted?: string): string {
  const pool = poolOf(resources, subnet);
  const { base, size } = boundsOf(subnet);
  const offset =
    wanted === undefined ? lowestFree(pool.taken, size) : wantedOffset(subnet, pool.taken, wanted);
  if (offset === undefined) {
    const message = `The specified subnet does not have enough free addresses to satisfy the request.`;
    throw new ServiceError('InsufficientFreeAddressesInSubnet', message);
  }
  resources.put('addressPool', { id: subnet.id, taken: addOffset(pool.taken, offset) });
  return formatIpv4(base + offset);
}

/** Gives an address back. Giving back what is not taken is not an error; nor is a subnet that is gone. */
export function releaseAddress(resources: Writer, subnetId: SubnetId, address: string): void {
  const subnet = resources.get('subnet', subnetId);
  const value = parseIpv4(address);
  if (!subnet || value === undefined) return;
  const { taken } = poolOf(resources, subnet);
  const rest = removeOffset(taken, value - boundsOf(subnet).base);
  if (rest !== taken) resources.put('addressPool', { id: subnetId, taken: rest });
}

function poolOf(resources: Reader, subnet: Subnet): AddressPool {
  return resources.get('addressPool', subnet.id) ?? emptyPool(subnet);
}

function emptyPool(subnet: Subnet): AddressPool {
  const { size } = boundsOf(subnet);
  return {
    id: subnet.id,
    taken: [
      [0, reservedAddresses.first - 1],
      [size - reservedAddresses.last, size - 1],
    ],
  };
}

function boundsOf(subnet: Subnet): { readonly base: number; readonly size: number } {
  const cidr = parseCidr(subnet.cidr);
  if (!cidr) throw new Error(`subnet ${subnet.id} has the CIDR block ${subnet.cidr}, which is none`);
  return { base: cidr.base, size: cidrSize(cidr) };
}

/** The first range always starts at 0, since that is reserved. */
function lowestFree(taken: Ranges, size: number): number | undefined {
  const first = taken[0];
  const offset = first ? first[1] + 1 : 0;
  return offset < size ? offset : undefined;
}

function wantedOffset(subnet: Subnet, taken: Ranges, wanted: string): number {
  const { base, size } = boundsOf(subnet);
  const value = parseIpv4(wanted);
  if (value === undefined) {
    throw new ServiceError('InvalidParameterValue', `invalid value for parameter address: ${wanted}`);
  }
  const offset = value - base;
  if (offset < 0 || offset >= size) {
    const message = `Address ${wanted} does not fall within the subnet's address range`;
    throw new ServiceError('InvalidParameterValue', message);
  }
  if (offset < reservedAddresses.first || offset >= size - reservedAddresses.last) {
    const message = `Address ${wanted} is in subnet's reserved address range`;
    throw new ServiceError('InvalidParameterValue', message);
  }
  if (taken.some(([first, last]) => first <= offset && offset <= last)) {
    throw new ServiceError('InvalidIPAddress.InUse', `Address ${wanted} is in use.`);
  }
  return offset;
}

/** `offset` is in none of the ranges. */
function addOffset(taken: Ranges, offset: number): Ranges {
  const found = taken.findIndex(([first]) => first > offset);
  const at = found < 0 ? taken.length : found;
  const before = taken[at - 1];
  const after = taken[at];
  const joinsBefore = before?.[1] === offset - 1;
  const joinsAfter = after?.[0] === offset + 1;
  const first = joinsBefore && before ? before[0] : offset;
  const last = joinsAfter && after ? after[1] : offset;
  return taken.toSpliced(at - Number(joinsBefore), Number(joinsBefore) + Number(joinsAfter), [first, last]);
}

function removeOffset(taken: Ranges, offset: number): Ranges {
  const at = taken.findIndex(([first, last]) => first <= offset && offset <= last);
  const range = taken[at];
  if (!range) return taken;
  const [first, last] = range;
  const rest: [number, number][] = [];
  if (first < offset) rest.push([first, offset - 1]);
  if (offset < last) rest.push([offset + 1, last]);
  return taken.toSpliced(at, 1, ...rest);
}
