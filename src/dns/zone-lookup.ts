/** What a zone says of a name. @see RFC 1034, section 4.3.2; RFC 4592 */
import type { Reader } from '../model/access.ts';
import type { HostedZone, RecordSet, RecordType } from '../model/dns-resources.ts';
import { parentName } from '../model/domain-name.ts';
import { recordSetsOfName, zoneHasName } from '../model/record-order.ts';

export type ZoneAnswer =
  | { readonly kind: 'records'; readonly sets: readonly RecordSet[] }
  /** The name has a CNAME and no record of the type. */
  | { readonly kind: 'cname'; readonly sets: readonly RecordSet[] }
  | { readonly kind: 'nodata' }
  | { readonly kind: 'nxdomain' }
  /** Name servers elsewhere have the name. */
  | { readonly kind: 'delegated' };

/** @param name in the zone @param type undefined for one that no zone holds */
export function lookUpInZone(
  resources: Reader,
  zone: HostedZone,
  name: string,
  type: RecordType | undefined,
): ZoneAnswer {
  const own = recordSetsOfName(resources, zone.id, name);
  if (isDelegated(resources, zone, name, own, type)) return { kind: 'delegated' };
  if (own.length > 0) return ofSets(own, type);
  const encloser = closestEncloser(resources, zone, name);
  if (encloser === name) return { kind: 'nodata' };
  const wild = recordSetsOfName(resources, zone.id, `\\052.${encloser}`);
  return wild.length > 0 ? ofSets(wild, type) : { kind: 'nxdomain' };
}

/** The zone's SOA record. */
export function soaOf(resources: Reader, zone: HostedZone): RecordSet | undefined {
  return recordSetsOfName(resources, zone.id, zone.name).find(({ type }) => type === 'SOA');
}

function ofSets(sets: readonly RecordSet[], type: RecordType | undefined): ZoneAnswer {
  const wanted = sets.filter((set) => set.type === type);
  if (wanted.length > 0) return { kind: 'records', sets: wanted };
  const cname = sets.filter((set) => set.type === 'CNAME');
  return cname.length > 0 ? { kind: 'cname', sets: cname } : { kind: 'nodata' };
}

/** The longest name at or above that the zone has; the zone's own at the least. */
function closestEncloser(resources: Reader, zone: HostedZone, name: string): string {
  let encloser = name;
  while (encloser !== zone.name && !zoneHasName(resources, zone.id, encloser)) {
    encloser = parentName(encloser) ?? zone.name;
  }
  return encloser;
}

/** Whether an NS record below the zone's own stands at the name or above it. The DS record is on this side of the cut. */
function isDelegated(
  resources: Reader,
  zone: HostedZone,
  name: string,
  own: readonly RecordSet[],
  type: RecordType | undefined,
): boolean {
  if (name === zone.name) return false;
  if (type !== 'DS' && type !== 'NS' && own.some(isNameServers)) return true;
  for (let at = parentName(name); at !== undefined && isBelow(at, zone); at = parentName(at)) {
    if (recordSetsOfName(resources, zone.id, at).some(isNameServers)) return true;
  }
  return false;
}

function isNameServers({ type }: RecordSet): boolean {
  return type === 'NS';
}

function isBelow(name: string, zone: HostedZone): boolean {
  return name !== zone.name && name.endsWith(zone.name);
}
