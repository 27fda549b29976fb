/** The order of record sets in a zone. */
import type { Reader } from './access.ts';
import type { RecordSet, RecordType } from './dns-resources.ts';

/**
 * The id of a record set. Ids sort as Route 53 lists: by name with the labels reversed (`com.example.www.`, byte by
 * byte with the dots), then by type, then by set identifier. No name has a space: it is written `\040`.
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSets.html
 */
export function recordSetId(zoneId: string, name: string, type: RecordType, setIdentifier = ''): string {
  return `${recordNameKey(zoneId, name)} ${type} ${setIdentifier}`;
}

/** What the ids of all record sets of the name start with, before a space. */
export function recordNameKey(zoneId: string, name: string): string {
  return `${zoneId} ${reversedName(name)}`;
}

/** `www.example.com.` as `com.example.www.` */
export function reversedName(name: string): string {
  return `${name.slice(0, -1).split('.').reverse().join('.')}.`;
}

/** What the ids of all record sets of the zone start with. */
export function zonePrefix(zoneId: string): string {
  return `${zoneId} `;
}

/** The record sets of a name. */
export function recordSetsOfName(resources: Reader, zoneId: string, name: string): RecordSet[] {
  return [...resources.scan('recordSet', `${recordNameKey(zoneId, name)} `)];
}

/** Whether the zone has the name: record sets of it, or of names below it. */
export function zoneHasName(resources: Reader, zoneId: string, name: string): boolean {
  for (const _ of resources.scan('recordSet', recordNameKey(zoneId, name))) return true;
  return false;
}
