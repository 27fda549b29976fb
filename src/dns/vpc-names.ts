/**
 * The names that a VPC gives to the addresses of its network interfaces, and the way back.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html
 */
import type { Reader } from '../model/access.ts';
import { nameToWire } from '../model/domain-name.ts';
import { addressData } from './addresses.ts';
import { type Data, generatedTtl } from './resolution.ts';

export interface VpcNameAnswer {
  /** The domain that the VPC answers for. */
  readonly domain: string;
  /** Undefined: there is no such name. */
  readonly data: { readonly type: 'A' | 'PTR'; readonly data: Data } | undefined;
  /** Names below it exist. */
  readonly nonTerminal: boolean;
}

/** @returns undefined when the name is not in a domain that the VPC answers for */
export function vpcNameAnswer(
  resources: Reader,
  vpc: { readonly id: string; readonly region: string },
  name: string,
): VpcNameAnswer | undefined {
  return forward(resources, vpc, name) ?? reverse(resources, vpc, name);
}

/** `ip-10-0-0-5.ec2.internal.`, or `.<region>.compute.internal.` outside us-east-1. */
export function privateDomain(region: string): string {
  return region === 'us-east-1' ? 'ec2.internal.' : `${region}.compute.internal.`;
}

function forward(
  resources: Reader,
  { id, region }: { readonly id: string; readonly region: string },
  name: string,
): VpcNameAnswer | undefined {
  const domain = privateDomain(region);
  if (name === domain) return { domain, data: undefined, nonTerminal: true };
  if (!name.endsWith(`.${domain}`)) return undefined;
  const octets = /^ip-(\d{1,3})-(\d{1,3})-(\d{1,3})-(\d{1,3})$/.exec(name.slice(0, -domain.length - 1));
  const address = octets?.slice(1).map(Number).join('.');
  const known = address !== undefined && hasAddress(resources, id, address);
  const data = known ? ({ type: 'A', data: addressData([address]) } as const) : undefined;
  return { domain, data, nonTerminal: false };
}

/** Of addresses that an interface in the VPC has. Others are not the VPC's to answer. */
function reverse(
  resources: Reader,
  { id, region }: { readonly id: string; readonly region: string },
  name: string,
): VpcNameAnswer | undefined {
  const octets = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.in-addr\.arpa\.$/.exec(name)?.slice(1);
  const address = octets?.toReversed().join('.');
  if (address === undefined || !hasAddress(resources, id, address)) return undefined;
  const text = `ip-${address.replaceAll('.', '-')}.${privateDomain(region)}`;
  const record = { ttl: generatedTtl, data: nameToWire(text), text };
  return {
    domain: name,
    data: { type: 'PTR', data: { records: [record], stable: true, healthy: true } },
    nonTerminal: false,
  };
}

function hasAddress(resources: Reader, vpcId: string, address: string): boolean {
  return resources.find('networkInterface', 'address', `${vpcId}/${address}`).length > 0;
}
