/**
 * Regions and availability zones. A region is a name space; a zone is a label on subnets. The regions are AWS's
 * commercial ones, and each can be used: none has to be opted into first.
 * Zone names and ids map to each other in the same way in every account: `us-east-1a` is `use1-az1`.
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html
 */

/** The short form of each region that zone ids start with. */
const regionCodes: Readonly<Record<string, string>> = {
  'af-south-1': 'afs1',
  'ap-east-1': 'ape1',
  'ap-east-2': 'ape2',
  'ap-northeast-1': 'apne1',
  'ap-northeast-2': 'apne2',
  'ap-northeast-3': 'apne3',
  'ap-south-1': 'aps1',
  'ap-south-2': 'aps2',
  'ap-southeast-1': 'apse1',
  'ap-southeast-2': 'apse2',
  'ap-southeast-3': 'apse3',
  'ap-southeast-4': 'apse4',
  'ap-southeast-5': 'apse5',
  'ap-southeast-6': 'apse6',
  'ap-southeast-7': 'apse7',
  'ca-central-1': 'cac1',
  'ca-west-1': 'caw1',
  'eu-central-1': 'euc1',
  'eu-central-2': 'euc2',
  'eu-north-1': 'eun1',
  'eu-south-1': 'eus1',
  'eu-south-2': 'eus2',
  'eu-west-1': 'euw1',
  'eu-west-2': 'euw2',
  'eu-west-3': 'euw3',
  'il-central-1': 'ilc1',
  'me-central-1': 'mec1',
  'me-south-1': 'mes1',
  'mx-central-1': 'mxc1',
  'sa-east-1': 'sae1',
  'us-east-1': 'use1',
  'us-east-2': 'use2',
  'us-west-1': 'usw1',
  'us-west-2': 'usw2',
};

/**
 * How many zones a region has, where it is not three: as many as AWS has of them, over all accounts, so that whatever
 * zone a template names is there. (AWS shows an account three of the four in ap-northeast-1 and ca-central-1.)
 */
const zoneCounts: Readonly<Record<string, number>> = {
  'ap-northeast-1': 4,
  'ap-northeast-2': 4,
  'ca-central-1': 4,
  'us-east-1': 6,
  'us-west-2': 4,
};

/**
 * The regions that an AWS account has from the start. The others have to be opted into there; here they are.
 * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
 */
const enabledByDefault: ReadonlySet<string> = new Set([
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
]);

export interface Zone {
  readonly name: string;
  readonly id: string;
  readonly region: string;
}

/** Every region's name, in alphabetical order. */
export function regionNames(): readonly string[] {
  return Object.keys(regionCodes).sort();
}

/** Whether the name is that of a region. */
export function isRegion(name: string): boolean {
  return Object.hasOwn(regionCodes, name);
}

/** Services that AWS has once for all regions, so that clients sign for us-east-1 whatever region they use. */
const globalServices: ReadonlySet<string> = new Set(['iam', 'route53', 'sts']);

/**
 * Whether requests of the service may be signed for the region.
 * @param regions those that the operator has limited this Postern to; undefined: all
 */
export function isOffered(region: string, service: string, regions: readonly string[] | undefined): boolean {
  if (regions === undefined || regions.includes(region)) return true;
  return region === 'us-east-1' && globalServices.has(service);
}

/** What EC2 answers as the region's opt-in status. */
export function optInStatus(region: string): 'opt-in-not-required' | 'opted-in' {
  return enabledByDefault.has(region) ? 'opt-in-not-required' : 'opted-in';
}

/** The region's zones by name, three to six. Empty for an unknown region. */
export function zonesOf(region: string): readonly Zone[] {
  const code = Object.hasOwn(regionCodes, region) ? regionCodes[region] : undefined;
  if (code === undefined) return [];
  return [...'abcdef'].slice(0, zoneCounts[region] ?? 3).map((letter, at) => ({
    name: `${region}${letter}`,
    id: `${code}-az${at + 1}`,
    region,
  }));
}
