/**
 * The DNS names of endpoint services, endpoints and load balancers, and the hosted zones that alias records need.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html#endpoint-service-dns-hostnames
 */
import type { EndpointServiceId } from './ids.ts';
import type { LoadBalancer } from './load-balancing-resources.ts';
import type { Endpoint } from './resources.ts';

export interface DnsEntry {
  readonly dnsName: string;
  readonly hostedZoneId: string;
}

/** What consumers name in CreateVpcEndpoint: `com.amazonaws.vpce.<region>.<id>`. */
export function endpointServiceName(region: string, id: EndpointServiceId): string {
  return `com.amazonaws.vpce.${region}.${id}`;
}

/** The name that all names of the service's endpoints end with. */
export function serviceBaseName(region: string, id: EndpointServiceId): string {
  return `${id}.${region}.vpce.amazonaws.com`;
}

/**
 * The endpoint's names: the regional one first, then one a zone in the order given, then the private one when it is enabled.
 * @param zones zone names as the consumer knows them, `us-east-1a`
 */
export function endpointDnsEntries(endpoint: Endpoint, zones: readonly string[]): readonly DnsEntry[] {
  const region = endpoint.serviceRegion ?? endpoint.region;
  const base = serviceBaseName(region, endpoint.serviceId);
  const host = `${endpoint.id}-${endpoint.dnsToken}`;
  const hostedZoneId = endpointHostedZoneId(region);
  const generated = [host, ...zones.map((zone) => `${host}-${zone}`)].map((label) => ({
    dnsName: `${label}.${base}`,
    hostedZoneId,
  }));
  if (endpoint.privateDnsName === undefined) return generated;
  return [...generated, { dnsName: endpoint.privateDnsName, hostedZoneId: privateHostedZoneId(endpoint) }];
}

/** The zone, of the endpoint alone and in no list, that its private name is in. */
function privateHostedZoneId({ id }: Endpoint): string {
  return `Z${id.slice('vpce-'.length).toUpperCase()}`;
}

/** `<name>-<token>.elb.<region>.amazonaws.com` */
export function loadBalancerDnsName(loadBalancer: LoadBalancer): string {
  return `${loadBalancer.name}-${loadBalancer.token}.elb.${loadBalancer.region}.amazonaws.com`;
}

/**
 * The hosted zone of endpoint names of the region, AWS's own, so that templates which name it keep working.
 * @throws Error for an unknown region
 */
export function endpointHostedZoneId(region: string): string {
  return zonesOfRegion(region)[0];
}

/**
 * The hosted zone of network load balancer names of the region, AWS's own.
 * @throws Error for an unknown region
 * @see https://docs.aws.amazon.com/general/latest/gr/elb.html
 */
export function loadBalancerHostedZoneId(region: string): string {
  return zonesOfRegion(region)[1];
}

function zonesOfRegion(region: string): readonly [string, string] {
  const zones = hostedZones[region];
  if (zones === undefined) throw new Error(`no hosted zones are known for region ${region}`);
  return zones;
}

/**
 * By region: the zone of `<region>.vpce.amazonaws.com`, the zone of network load balancers. AWS has published the
 * former for no region since ap-southeast-4: those of ap-east-2, ap-southeast-5 to -7, ca-west-1, il-central-1 and
 * mx-central-1 are made up here, and stay what they are.
 */
const hostedZones: Readonly<Record<string, readonly [endpoints: string, loadBalancers: string]>> = {
  'af-south-1': ['Z09302161J80N9A7UTP7U', 'Z203XCE67M25HM'],
  'ap-east-1': ['Z2LIHJ7PKBEMWN', 'Z12Y7K3UBGUAD1'],
  'ap-east-2': ['Z0EWZM63BRB7T8BJ6I8BA', 'Z09176273OC2HWIAUNYW'],
  'ap-northeast-1': ['Z2E726K9Y6RL4W', 'Z31USIVHYNEOWT'],
  'ap-northeast-2': ['Z27UANNT0PRK1T', 'ZIBE1TIR4HY56'],
  'ap-northeast-3': ['Z376B5OMM2JZL2', 'Z1GWIQ4HH19I5X'],
  'ap-south-1': ['Z2KVTB3ZLFM7JR', 'ZVDDRBQ08TROA'],
  'ap-south-2': ['Z0952991RWSF5AHIQDIY', 'Z0711778386UTO08407HT'],
  'ap-southeast-1': ['Z18LLCSTV4NVNL', 'ZKVM4W9LS7TM'],
  'ap-southeast-2': ['ZDK2GCRPAFKGO', 'ZCT6FZBF4DROD'],
  'ap-southeast-3': ['Z03881013RZ9BYYZO8N5W', 'Z01971771FYVNCOVWJU1G'],
  'ap-southeast-4': ['Z07508191CO1RNBX3X3AU', 'Z01156963G8MIIL7X90IV'],
  'ap-southeast-5': ['Z0V6C3MWWT01WIA70EPNO', 'Z026317210H9ACVTRO6FB'],
  'ap-southeast-6': ['Z09UO1IM1EU9NNGM2I7SQ', 'Z01392953RKV2Q3RBP0KU'],
  'ap-southeast-7': ['Z0KY40H66H0ASLYKLBS8T', 'Z054363131YWATEMWRG5L'],
  'ca-central-1': ['ZRCXCF510Y6P9', 'Z2EPGBW3API2WT'],
  'ca-west-1': ['Z0IOOA78IG26F5GRXOJDD', 'Z02754302KBB00W2LKWZ9'],
  'eu-central-1': ['Z273ZU8SZ5RJPC', 'Z3F0SRJ5LGBH90'],
  'eu-central-2': ['Z045369019J4FUQ4S272E', 'Z02239872DOALSIDCX66S'],
  'eu-north-1': ['Z3OWWK6JFDEDGC', 'Z1UDT6IFJ4EJM'],
  'eu-south-1': ['Z2A5FDNRLY7KZG', 'Z23146JA1KNAFP'],
  'eu-south-2': ['Z014396544HENR57XQCJ', 'Z1011216NVTVYADP1SSV'],
  'eu-west-1': ['Z38GZ743OKFT7T', 'Z2IFOLAFXWLO4F'],
  'eu-west-2': ['Z7K1066E3PUKB', 'ZD4D7Y8KGAS4G'],
  'eu-west-3': ['Z1DWHTMFP0WECP', 'Z1CMS0P5QUZ6D5'],
  'il-central-1': ['Z0LSKY2NLWO1CYK6UD429', 'Z0313266YDI6ZRHTGQY4'],
  'me-central-1': ['Z07122992YCEUCB9A9570', 'Z00282643NTTLPANJJG2P'],
  'me-south-1': ['Z3B95P3VBGEQGY', 'Z3QSRYVP46NYYV'],
  'mx-central-1': ['Z0AYAI23RQF2GC7KKK28G', 'Z02031231H3ID6HYJ9A7U'],
  'sa-east-1': ['Z2LXUWEVLCVZIB', 'ZTK26PT1VY4CU'],
  'us-east-1': ['Z7HUB22UULQXV', 'Z26RNL4JYFTOTI'],
  'us-east-2': ['ZC8PG0KIFKBRI', 'ZLMOA37VPKANP'],
  'us-west-1': ['Z12I86A8N7VCZO', 'Z24FKFUX50B4VW'],
  'us-west-2': ['Z1YSA3EXCYUU9Z', 'Z18D5FSROUN65G'],
};
