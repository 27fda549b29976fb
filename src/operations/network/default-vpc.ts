/**
 * What an account has in a region from the start: a set of DHCP options and a default VPC with a subnet in each zone.
 * They are made when the account first uses the region, and are records alone until something is put into them.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html
 */
import type { Reader } from '../../model/access.ts';
import { formatIpv4, parseIpv4 } from '../../model/address.ts';
import { defaultDhcpOptionsClaimId, defaultVpcClaimId } from '../../model/claim-ids.ts';
import { mainRouteTableOf } from '../../model/delete-vpc.ts';
import { ServiceError } from '../../model/errors.ts';
import type { AccountId } from '../../model/ids.ts';
import type { SecurityGroup, Subnet, Vpc } from '../../model/resources.ts';
import { type Zone, zonesOf } from '../../model/zones.ts';
import type { OperationContext } from '../operation.ts';
import { dependOn } from '../shared/dependents.ts';
import { allOwned, requireOwned } from '../shared/lookup.ts';
import { createVpc, putRouting } from './new-vpc.ts';
import { internalDomain } from './private-dns-name.ts';

const defaultCidr = '172.31.0.0/16';
const defaultSubnetPrefixLength = 20;

/** For the dispatcher, which asks before each request. */
export const regionDefaults = { areMade, make };

function areMade(resources: Reader, accountId: AccountId, region: string): boolean {
  return resources.get('claim', defaultVpcClaimId(accountId, region)) !== undefined;
}

/** Nothing, when it was made before: what was deleted stays deleted. */
function make(context: OperationContext): void {
  const { resources, caller, region } = context;
  if (areMade(resources, caller.accountId, region)) return;
  createDefaultDhcpOptions(context);
  // A store of an earlier version holds VPCs that were made without.
  for (const vpc of allOwned(context, 'vpc')) {
    if (resources.count('routeTable', 'vpc', vpc.id) === 0) putRouting(context, vpc);
  }
  lockDefaultVpc(context, createDefaultVpc(context));
}

/** A VPC with a subnet in each zone and an internet gateway that its main route table leads to. */
export function createDefaultVpc(context: OperationContext): Vpc {
  const { resources, caller, region, ids } = context;
  const vpc = createVpc(context, { cidr: defaultCidr, isDefault: true, tags: [] });
  const gateway = ids.next('igw');
  const owner = { accountId: caller.accountId, region, tags: [] };
  resources.put('internetGateway', { ...owner, id: gateway, vpcId: vpc.id });
  dependOn(resources, vpc.id, gateway);
  resources.put('routeTable', {
    ...mainRouteTableOf(resources, vpc.id),
    routes: [{ destination: '0.0.0.0/0', target: { kind: 'internetGateway', id: gateway } }],
  });
  for (const [at, zone] of zonesOf(region).entries()) createDefaultSubnet(context, vpc, zone, blockAt(at));
  return vpc;
}

/** The zone's subnet of a default VPC. @param cidr free in the VPC */
export function createDefaultSubnet(context: OperationContext, vpc: Vpc, zone: Zone, cidr: string): Subnet {
  const { resources, ids, now } = context;
  const subnet: Subnet = {
    id: ids.next('subnet'),
    accountId: vpc.accountId,
    region: vpc.region,
    tags: [],
    vpcId: vpc.id,
    cidr,
    zone: zone.name,
    zoneId: zone.id,
    mapPublicIpOnLaunch: true,
    defaultForAz: true,
    createdAt: now,
  };
  resources.put('subnet', subnet);
  dependOn(resources, vpc.id, subnet.id);
  return subnet;
}

/**
 * To be called when a default VPC is made: two writers at once would both write this, and one of them begin again.
 * It also says that the region was used.
 */
export function lockDefaultVpc({ resources, caller, region }: OperationContext, vpc: Vpc): void {
  const id = defaultVpcClaimId(caller.accountId, region);
  resources.put('claim', { id, holder: vpc.id });
}

/** The blocks that default subnets take, in order: sixteen in the default VPC. */
export function defaultSubnetBlocks(): readonly string[] {
  return Array.from({ length: 16 }, (_, at) => blockAt(at));
}

/** The caller's default VPC in the region; undefined when it was deleted. */
export function defaultVpcOf(context: OperationContext): Vpc | undefined {
  return allOwned(context, 'vpc').find(({ isDefault }) => isDefault);
}

/**
 * The caller's default VPC, for a request that names none.
 * @param advice what to give instead
 * @throws ServiceError `VPCIdNotSpecified`
 */
export function requireDefaultVpc(context: OperationContext, advice: string): Vpc {
  const found = defaultVpcOf(context);
  // By id, so that the transaction notices when the VPC is deleted at the same moment.
  if (found) return requireOwned(context, 'vpc', found.id);
  throw new ServiceError('VPCIdNotSpecified', `No default VPC for this user. ${advice}`);
}

/**
 * The subnet that something goes to which was asked for without one: the default VPC's in the first zone that has one.
 * @param zone the only one to look in, when it was said
 * @throws ServiceError `VPCIdNotSpecified`, `MissingInput` when the default VPC has no default subnet
 */
export function requireDefaultSubnet(context: OperationContext, zone?: string): Subnet {
  const vpc = requireDefaultVpc(context, 'Give the parameter SubnetId.');
  const [first] = context.resources
    .find('subnet', 'vpc', vpc.id)
    .filter((subnet) => subnet.defaultForAz === true && (zone === undefined || subnet.zone === zone))
    .toSorted((a, b) => (a.zone < b.zone ? -1 : 1));
  if (first) return requireOwned(context, 'subnet', first.id);
  const where = zone === undefined ? '' : ` in ${zone}`;
  const message = `No subnets found for the default VPC '${vpc.id}'${where}. Please specify a subnet.`;
  throw new ServiceError('MissingInput', message);
}

/**
 * A group of the default VPC by its name.
 * @throws ServiceError `VPCIdNotSpecified`, `InvalidGroup.NotFound`
 */
export function requireDefaultVpcGroup(context: OperationContext, name: string): SecurityGroup {
  const vpc = requireDefaultVpc(context, 'Only a group of the default VPC can be named; give its id.');
  const found = context.resources.find('securityGroup', 'vpc', vpc.id).find((group) => group.name === name);
  if (found) return requireOwned(context, 'securityGroup', found.id);
  const message = `The security group '${name}' does not exist in default VPC '${vpc.id}'`;
  throw new ServiceError('InvalidGroup.NotFound', message);
}

function createDefaultDhcpOptions({ resources, caller, region, ids }: OperationContext): void {
  const { accountId } = caller;
  const id = ids.next('dopt');
  resources.put('dhcpOptions', {
    id,
    accountId,
    region,
    tags: [],
    configurations: [
      { key: 'domain-name', values: [internalDomain(region)] },
      { key: 'domain-name-servers', values: ['AmazonProvidedDNS'] },
    ],
  });
  resources.put('claim', { id: defaultDhcpOptionsClaimId(accountId, region), holder: id });
}

function blockAt(at: number): string {
  const [first = ''] = defaultCidr.split('/');
  const base = (parseIpv4(first) ?? 0) + at * 2 ** (32 - defaultSubnetPrefixLength);
  return `${formatIpv4(base)}/${defaultSubnetPrefixLength}`;
}
