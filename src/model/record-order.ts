/** The order of record sets in a zone. */
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

/**
 * The record sets of a name.
 * @param records those of the zone, ordered by id
 */
export function recordSetsOfName(records: readonly RecordSet[], zoneId: string, name: string): RecordSet[] {
  const prefix = `${recordNameKey(zoneId, name)} `;
  const from = firstFrom(records, prefix);
  let to = from;
  while (records[to]?.id.startsWith(prefix)) to += 1;
  return records.slice(from, to);
}

/** Whether the zone has the name: record sets of it, or of names below it. */
export function zoneHasName(records: readonly RecordSet[], zoneId: string, name: string): boolean {
  const key = recordNameKey(zoneId, name);
  return records[firstFrom(records, key)]?.id.startsWith(key) === true;
}

/** The place of the first record set whose id is not below the text. */
export function firstFrom(records: readonly RecordSet[], text: string): number {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    // Between low and high, so it is there.
    if ((records[middle] as RecordSet).id < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
