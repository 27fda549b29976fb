import type { AddPrefixListEntry, RemovePrefixListEntry } from '@aws-sdk/client-ec2';
import { formatCidr, parseCidr } from '../../model/address.ts';
import { ServiceError } from '../../model/errors.ts';
import type { PrefixList, PrefixListEntry } from '../../model/network-resources.ts';
import { parseCidr6 } from './cidr6.ts';

/**
 * The entries that a request adds, in canonical form.
 * @throws ServiceError `InvalidParameterValue` for what is no block of the family, or is given twice
 */
export function parseEntries(
  family: PrefixList['addressFamily'],
  given: readonly AddPrefixListEntry[],
): readonly PrefixListEntry[] {
  const entries = given.map(({ Cidr, Description }) => ({
    cidr: canonical(family, Cidr ?? ''),
    ...(Description !== undefined && Description !== '' && { description: checkDescription(Description) }),
  }));
  refuseTwice(entries.map(({ cidr }) => cidr));
  return entries;
}

/**
 * The list's entries after a change: what is removed goes, what is added comes or, when its block is there, gets the new
 * description.
 * @throws ServiceError `InvalidParameterValue` for what is not there to be removed, or is both added and removed
 */
export function changeEntries(
  { addressFamily, entries }: PrefixList,
  added: readonly AddPrefixListEntry[],
  removed: readonly RemovePrefixListEntry[],
): readonly PrefixListEntry[] {
  const comes = parseEntries(addressFamily, added);
  const goes = removed.map(({ Cidr }) => canonical(addressFamily, Cidr ?? ''));
  refuseTwice([...goes, ...comes.map(({ cidr }) => cidr)]);
  const missing = goes.find((cidr) => entries.every((entry) => entry.cidr !== cidr));
  if (missing !== undefined) throw invalid(missing, 'The list has no such entry');
  const replaced = new Map(comes.map((entry) => [entry.cidr, entry]));
  const kept = entries.filter(({ cidr }) => !goes.includes(cidr));
  const isNew = ({ cidr }: PrefixListEntry) => entries.every((entry) => entry.cidr !== cidr);
  return [...kept.map((entry) => replaced.get(entry.cidr) ?? entry), ...comes.filter(isNew)];
}

/** @throws ServiceError `PrefixListMaxEntriesExceeded` */
export function checkSize(entries: readonly PrefixListEntry[], maxEntries: number): void {
  if (entries.length <= maxEntries) return;
  const message = `You've reached the maximum number of entries for the prefix list: it would have ${entries.length} of ${maxEntries}.`;
  throw new ServiceError('PrefixListMaxEntriesExceeded', message);
}

function canonical(family: PrefixList['addressFamily'], text: string): string {
  const block = family === 'IPv4' ? parseCidr(text) : undefined;
  const cidr = block ? formatCidr(block) : family === 'IPv6' ? parseCidr6(text) : undefined;
  if (cidr === undefined) throw invalid(text, `It is no ${family} CIDR block`);
  return cidr;
}

function checkDescription(text: string): string {
  if (text.length <= 255) return text;
  throw new ServiceError('InvalidParameterValue', 'The description of an entry has at most 255 characters.');
}

function refuseTwice(cidrs: readonly string[]): void {
  const twice = cidrs.find((cidr, at) => cidrs.indexOf(cidr) !== at);
  if (twice !== undefined) throw invalid(twice, 'It is given twice');
}

function invalid(cidr: string, why: string): ServiceError {
  return new ServiceError('InvalidParameterValue', `The CIDR '${cidr}' is invalid. ${why}.`);
}
