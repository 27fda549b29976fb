/**
 * Decides what a VPC's resolver answers. Private hosted zones of the VPC and private names of its endpoints come first,
 * the one with the longest name of all; then the names of the VPC's own interfaces; then AWS's names of endpoints and load
 * balancers and the public zones of the VPC's account; and what is left is somebody else's.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
 */
import type { HostedZone, RecordSet } from '../model/dns-resources.ts';
import { nameToWire, parentName, parseDomainName } from '../model/domain-name.ts';
import { encodeRecordData } from '../model/record-data/encode.ts';
import type { Endpoint, Vpc } from '../model/resources.ts';
import { endpointData, endpointNameData, isReachable, loadBalancerNameData } from './addresses.ts';
import { chosenData } from './record-data.ts';
import type { Data, Resolution, ResolverContext, ResourceRecord } from './resolution.ts';
import { vpcNameAnswer } from './vpc-names.ts';
import { otherTypes, recordTypeOf, typeNumbers } from './wire-types.ts';
import { lookUpInZone, soaOf } from './zone-lookup.ts';

/** CNAMEs that are followed for one question. */
const chainMax = 16;

/** What is answered here, and the name to go on with elsewhere when that is not all. */
export interface LocalResolution extends Resolution {
  /** A name that nothing here is responsible for. */
  readonly elsewhere: string | undefined;
}

/** @param name canonical @param type its number */
export function resolve(context: ResolverContext, vpc: Vpc, name: string, type: number): LocalResolution {
  const answers: ResourceRecord[] = [];
  let stable = true;
  let current = name;
  for (let links = 0; links < chainMax; links += 1) {
    const step = stepOf(context, vpc, current, type);
    stable &&= step.stable;
    answers.push(...step.answers);
    if (step.next === undefined) {
      const { code, authority, elsewhere } = step;
      return { code, answers, authority, stable, elsewhere };
    }
    current = step.next;
  }
  return { code: 'SERVFAIL', answers: [], authority: [], stable, elsewhere: undefined };
}

/** As for the zone alone, for TestDNSAnswer: what its name servers would answer. CNAMEs are not followed. */
export function resolveInZone(
  context: ResolverContext,
  zone: HostedZone,
  name: string,
  type: number,
): Resolution {
  return inZone(context, zone, name, type);
}

interface Step extends Resolution {
  /** Where a CNAME leads. */
  readonly next?: string;
  readonly elsewhere?: string;
}

function stepOf(context: ResolverContext, vpc: Vpc, name: string, type: number): Step {
  const { resources, health } = context;
  const domain = privateDomainOf(context, vpc, name);
  if (domain && 'zone' in domain) return inZone(context, domain.zone, name, type);
  if (domain) return inEndpointDomain(context, domain.endpoint, name, type);
  const internal = vpcNameAnswer(resources, vpc, name);
  if (internal) {
    const { domain: owner, data, nonTerminal } = internal;
    if (data)
      return data.type === typeName(type) ? positive(name, type, data.data) : nothing('NOERROR', owner);
    return nothing(nonTerminal ? 'NOERROR' : 'NXDOMAIN', owner);
  }
  const generated =
    endpointNameData(resources, health, name) ?? loadBalancerNameData(resources, health, name);
  if (generated) {
    return type === typeNumbers.A ? positive(name, type, generated) : nothing('NOERROR', name);
  }
  const zone = publicZoneOf(context, vpc, name);
  if (zone) return inZone(context, zone, name, type);
  return { ...nothing('NXDOMAIN', '.'), elsewhere: name };
}

/** The private zone or endpoint with the longest name that the name is in. Both need the VPC's DNS attributes. */
function privateDomainOf(
  { resources }: ResolverContext,
  vpc: Vpc,
  name: string,
): { readonly zone: HostedZone } | { readonly endpoint: Endpoint } | undefined {
  if (!vpc.enableDnsSupport || !vpc.enableDnsHostnames) return undefined;
  for (let domain: string | undefined = name; domain !== undefined; domain = parentName(domain)) {
    const key = `${vpc.id}/${domain}`;
    const [zone] = resources.find('hostedZone', 'nameInVpc', key);
    if (zone) return { zone };
    const endpoint = resources.find('endpoint', 'privateDomain', key).find(isReachable);
    if (endpoint) return { endpoint };
  }
  return undefined;
}

/** Nothing delegates a name here, so a public zone is believed only by its own account. */
function publicZoneOf({ resources }: ResolverContext, vpc: Vpc, name: string): HostedZone | undefined {
  for (let domain: string | undefined = name; domain !== undefined; domain = parentName(domain)) {
    const zone = resources
      .find('hostedZone', 'name', domain)
      .find(({ privateZone, accountId }) => !privateZone && accountId === vpc.accountId);
    if (zone) return zone;
  }
  return undefined;
}

function inZone(context: ResolverContext, zone: HostedZone, name: string, type: number): Step {
  // RFC 8482: all of a name's records at once are of use to attackers alone.
  if (type === otherTypes.ANY) return anyAnswer(context, zone, name);
  const found = lookUpInZone(context.resources, zone, name, recordTypeOf(type));
  switch (found.kind) {
    case 'records': {
      const data = chosenData(context, zone, found.sets);
      return data.records.length > 0
        ? positive(name, type, data)
        : { ...negative(context, zone, 'NOERROR'), stable: data.stable };
    }
    case 'cname':
      return canonical(context, zone, name, found.sets);
    case 'nodata':
      return negative(context, zone, 'NOERROR');
    case 'nxdomain':
      return negative(context, zone, 'NXDOMAIN');
    case 'delegated':
      // Whoever the zone delegates to is not asked from here.
      return { code: 'SERVFAIL', answers: [], authority: [], stable: true };
  }
}

function canonical(
  context: ResolverContext,
  zone: HostedZone,
  name: string,
  sets: readonly RecordSet[],
): Step {
  const data = chosenData(context, zone, sets);
  const [record] = data.records;
  const target = record && parseDomainName(record.text);
  if (!record || !target || !('name' in target)) return negative(context, zone, 'NOERROR');
  const step = positive(name, typeNumbers.CNAME, { ...data, records: [record] });
  return { ...step, next: target.name };
}

function anyAnswer(context: ResolverContext, zone: HostedZone, name: string): Step {
  const found = lookUpInZone(context.resources, zone, name, undefined);
  if (found.kind === 'nxdomain') return negative(context, zone, 'NXDOMAIN');
  const text = 'RFC8482';
  const data = Uint8Array.from([text.length, ...Buffer.from(text), 0]);
  return positive(name, otherTypes.HINFO, {
    records: [{ ttl: 3600, data, text }],
    stable: true,
    healthy: true,
  });
}

/** `*.` in front of a private name stands for every name below the domain, and then the domain itself has no address. */
function inEndpointDomain(
  { resources, health }: ResolverContext,
  endpoint: Endpoint,
  name: string,
  type: number,
): Step {
  const privateName = endpoint.privateDnsName ?? '';
  const domain = `${privateName.replace(/^\*\./, '')}.`;
  const wild = privateName.startsWith('*.');
  if (!wild && name !== domain) return nothing('NXDOMAIN', domain);
  if ((wild && name === domain) || type !== typeNumbers.A) return nothing('NOERROR', domain);
  return positive(name, type, endpointData(resources, health, endpoint));
}

function positive(owner: string, type: number, { records, stable }: Data): Step {
  return {
    code: 'NOERROR',
    answers: records.map((record) => ({ ...record, owner, type })),
    authority: [],
    stable,
  };
}

/** Kept as long as the SOA record says, and no longer than the record itself. @see RFC 2308, section 3 */
function negative({ resources }: ResolverContext, zone: HostedZone, code: 'NOERROR' | 'NXDOMAIN'): Step {
  const soa = soaOf(resources, zone);
  const [text = ''] = soa?.values ?? [];
  const encoded = encodeRecordData('SOA', text);
  if (!('data' in encoded)) return { code, answers: [], authority: [], stable: true };
  const minimum = Buffer.from(encoded.data).readUInt32BE(encoded.data.length - 4);
  const ttl = Math.min(soa?.ttl ?? 0, minimum);
  const record = { owner: zone.name, type: typeNumbers.SOA, ttl, data: encoded.data, text };
  return { code, answers: [], authority: [record], stable: true };
}

/** Says that there is nothing, of a domain that is no zone's; kept for a minute. */
function nothing(code: 'NOERROR' | 'NXDOMAIN', owner: string): Step {
  const text = 'ns-0.awsdns-00.com. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 60';
  const numbers = [1, 7200, 900, 1_209_600, 60].flatMap((number) => [
    number >>> 24,
    (number >>> 16) & 255,
    (number >>> 8) & 255,
    number & 255,
  ]);
  const data = Uint8Array.from([
    ...nameToWire('ns-0.awsdns-00.com.'),
    ...nameToWire('awsdns-hostmaster.amazon.com.'),
    ...numbers,
  ]);
  const soa = { owner, type: typeNumbers.SOA, ttl: 60, data, text };
  return { code, answers: [], authority: [soa], stable: true };
}

function typeName(type: number): string | undefined {
  return recordTypeOf(type);
}
