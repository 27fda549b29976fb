/** What a hosted zone is made with. */
import type { HostedZone, RecordSet } from '../../../model/dns-resources.ts';
import type { Ids } from '../../../model/ids.ts';
import { recordSetId } from '../../../model/record-order.ts';

/** The name servers that AWS's private zones name. */
const privateNameServers = [
  'ns-1536.awsdns-00.co.uk',
  'ns-0.awsdns-00.com',
  'ns-1024.awsdns-00.org',
  'ns-512.awsdns-00.net',
];

/** Four, one in each of AWS's top-level domains; random for a public zone, the same for all private ones. */
export function nameServersOf(ids: Ids, privateZone: boolean): string[] {
  if (privateZone) return privateNameServers;
  const blocks = [
    [0, 'com'],
    [512, 'net'],
    [1024, 'org'],
    [1536, 'co.uk'],
  ] as const;
  return blocks.map(([base, domain]) => {
    const server = base + (Number.parseInt(ids.hex(4), 16) % 512);
    const set = String(Number.parseInt(ids.hex(4), 16) % 64).padStart(2, '0');
    return `ns-${server}.awsdns-${set}.${domain}`;
  });
}

/** The NS and the SOA record of the zone itself, which cannot be deleted. */
export function apexRecordSets(zone: HostedZone): RecordSet[] {
  const servers = zone.nameServers.map((server) => `${server}.`);
  const soa = `${servers[0]} awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400`;
  const common = { zoneId: zone.id, name: zone.name };
  return [
    { ...common, id: recordSetId(zone.id, zone.name, 'NS'), type: 'NS', ttl: 172_800, values: servers },
    { ...common, id: recordSetId(zone.id, zone.name, 'SOA'), type: 'SOA', ttl: 900, values: [soa] },
  ];
}
