/** Addresses of what has names of AWS's: endpoints and network load balancers. */
import type { Reader } from '../model/access.ts';
import { parseIpv4 } from '../model/address.ts';
import type { DnsHealth } from '../model/dns-health.ts';
import { endpointDnsEntries } from '../model/dns-names.ts';
import type { LoadBalancer } from '../model/load-balancing-resources.ts';
import { bigEndian } from '../model/record-data/fields.ts';
import type { Endpoint, NetworkInterface } from '../model/resources.ts';
import { isZoneHealthy } from '../model/zone-health.ts';
import { type Data, generatedTtl, noData } from './resolution.ts';

/** The A records of the addresses. */
export function addressData(addresses: readonly string[], ttl = generatedTtl): Data {
  return {
    records: addresses.map((text) => ({ ttl, data: addressBytes(text), text })),
    stable: true,
    healthy: true,
  };
}

/**
 * What a generated name of an endpoint resolves to; undefined when the name is none of an endpoint that can be reached.
 * @param name canonical
 */
export function endpointNameData(resources: Reader, health: DnsHealth, name: string): Data | undefined {
  const id = /^(vpce-[0-9a-f]{17})-[a-z0-9]{8}(?:-[a-z0-9-]+)?\.vpce-svc-/.exec(name)?.[1];
  const endpoint = id === undefined ? undefined : resources.get('endpoint', id);
  if (!endpoint || !isReachable(endpoint)) return undefined;
  const interfaces = interfacesOf(resources, endpoint);
  const zones = interfaces.map(({ zone }) => zone);
  const at = endpointDnsEntries(endpoint, zones).findIndex(({ dnsName }) => `${dnsName}.` === name);
  if (at < 0 || at > zones.length) return undefined;
  if (at === 0) return endpointData(resources, health, endpoint);
  const zonal = interfaces[at - 1];
  return zonal ? addressData([zonal.privateIp]) : noData;
}

/** The addresses of the endpoint in the zones where the service is healthy; in all when it is in none. */
export function endpointData(resources: Reader, health: DnsHealth, endpoint: Endpoint): Data {
  const interfaces = interfacesOf(resources, endpoint);
  const loadBalancers = (
    resources.get('endpointService', endpoint.serviceId)?.loadBalancerArns ?? []
  ).flatMap((arn) => resources.get('loadBalancer', arn) ?? []);
  const healthy = interfaces.filter(({ zoneId }) =>
    loadBalancers.some((loadBalancer) => isZoneHealthy(resources, health.targets, loadBalancer, zoneId)),
  );
  return {
    ...addressData((healthy.length > 0 ? healthy : interfaces).map(({ privateIp }) => privateIp)),
    healthy: healthy.length > 0,
  };
}

/** Whether the data plane holds the endpoint: before and after that it has no names. */
export function isReachable({ state, wasAvailable }: Endpoint): boolean {
  return state === 'available' || (state === 'pending' && wasAvailable === true);
}

/** What the name of a load balancer, or of one in a zone, resolves to; undefined when there is none of the name. */
export function loadBalancerNameData(resources: Reader, health: DnsHealth, name: string): Data | undefined {
  const plain = name.replace(/^dualstack\./, '');
  const [whole] = resources.find('loadBalancer', 'dnsName', plain);
  if (whole) return loadBalancerData(resources, health, whole);
  const dot = plain.indexOf('.');
  const [ofZone] = resources.find('loadBalancer', 'dnsName', plain.slice(dot + 1));
  const node = ofZone?.nodes.find(({ zone }) => zone === plain.slice(0, dot));
  return node && addressData([node.privateIp]);
}

function loadBalancerData(resources: Reader, health: DnsHealth, loadBalancer: LoadBalancer): Data {
  const { nodes } = loadBalancer;
  const healthy = nodes.filter(({ zoneId }) =>
    isZoneHealthy(resources, health.targets, loadBalancer, zoneId),
  );
  return {
    ...addressData((healthy.length > 0 ? healthy : nodes).map(({ privateIp }) => privateIp)),
    healthy: healthy.length > 0,
  };
}

function interfacesOf(resources: Reader, endpoint: Endpoint): NetworkInterface[] {
  return endpoint.networkInterfaceIds.flatMap((id) => resources.get('networkInterface', id) ?? []);
}

function addressBytes(text: string): Uint8Array {
  return Uint8Array.from(bigEndian(parseIpv4(text) ?? 0, 4));
}
