/** The order of record sets in a zone. */
import type { RecordType } from './dns-resources.ts';

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
