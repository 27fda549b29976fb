import type { Reader } from '../../model/access.ts';
import { allocateAddress } from '../../model/address-pool.ts';
import { ServiceError } from '../../model/errors.ts';
import type { Ids, SecurityGroupId } from '../../model/ids.ts';
import type { Tag } from '../../model/owned.ts';
import type {
  NetworkInterface,
  NetworkInterfaceAttachment,
  SecurityGroup,
  Subnet,
  Vpc,
} from '../../model/resources.ts';
import { quota } from '../network/quotas.ts';
import type { OperationContext } from '../operation.ts';
import { dependOn } from './dependents.ts';
import { requireOwned } from './lookup.ts';

export interface NewInterface {
  readonly subnet: Subnet;
  /** Dotted quad; the lowest free address when left out. */
  readonly address?: string | undefined;
  /** Ids as the request gives them; none for load balancers without groups. */
  readonly groups: readonly string[];
  readonly attachment: NetworkInterfaceAttachment;
  readonly description: string;
  readonly tags?: readonly Tag[];
}

/**
 * Creates a network interface and takes its address.
 * @throws ServiceError of `requireGroups`, `allocateAddress` and `checkDescription`
 */
export function createInterface(context: OperationContext, wanted: NewInterface): NetworkInterface {
  const { resources, ids, now } = context;
  const { subnet, attachment, description, tags = [] } = wanted;
  const groups = requireGroups(context, subnet.vpcId, wanted.groups);
  const record: NetworkInterface = {
    id: ids.next('eni'),
    accountId: subnet.accountId,
    region: subnet.region,
    tags,
    vpcId: subnet.vpcId,
    subnetId: subnet.id,
    zone: subnet.zone,
    zoneId: subnet.zoneId,
    privateIp: allocateAddress(resources, subnet, wanted.address),
    mac: newMac(ids),
    description: checkDescription(description),
    securityGroupIds: groups.map((group) => group.id),
    attachment,
    createdAt: now,
  };
  resources.put('networkInterface', record);
  for (const group of groups) dependOn(resources, group.id, record.id);
  return record;
}

/** The description of an interface, at most 255 characters. @throws ServiceError `InvalidParameterValue` */
export function checkDescription(text: string): string {
  if (text.length <= 255) return text;
  throw new ServiceError('InvalidParameterValue', 'The description has at most 255 characters.');
}

/**
 * The caller's security groups with these ids, each once, for an interface in the VPC.
 * @throws ServiceError `InvalidGroup.NotFound`, `InvalidGroupId.Malformed`, `InvalidParameter` for a group of another
 *   VPC, `SecurityGroupsPerInterfaceLimitExceeded`
 */
export function requireGroups(
  context: OperationContext,
  vpcId: string,
  groupIds: readonly string[],
): readonly SecurityGroup[] {
  const groups = [...new Set(groupIds)].map((id) => requireOwned(context, 'securityGroup', id));
  const stranger = groups.find((group) => group.vpcId !== vpcId);
  if (stranger) {
    const message = `You have specified two resources that belong to different networks. Security group ${stranger.id} is in ${stranger.vpcId}, not in ${vpcId}.`;
    throw new ServiceError('InvalidParameter', message);
  }
  const allowed = quota(context, 'securityGroupsPerInterface');
  if (groups.length > allowed) {
    const message = `The maximum number of security groups per interface is ${allowed}; the request names ${groups.length}.`;
    throw new ServiceError('SecurityGroupsPerInterfaceLimitExceeded', message);
  }
  return groups;
}

/** The security group that a VPC is born with and keeps for its life. */
export function defaultSecurityGroupOf(resources: Reader, vpc: Pick<Vpc, 'id'>): SecurityGroup {
  const group = resources.find('securityGroup', 'vpc', vpc.id).find(({ name }) => name === 'default');
  if (!group) throw new Error(`${vpc.id} has no default security group`);
  return group;
}

/** Groups of an interface as EC2 answers them. */
export function groupIdentifiers(
  resources: Reader,
  groupIds: readonly SecurityGroupId[],
): { GroupId: string; GroupName: string }[] {
  return groupIds.map((id) => ({ GroupId: id, GroupName: resources.get('securityGroup', id)?.name ?? '' }));
}

/** Locally administered (`02`) and random: two of 10,000 in one subnet are equal once in 20,000 subnets. */
function newMac(ids: Ids): string {
  return `02${ids.hex(10).replaceAll(/../g, ':$&')}`;
}
