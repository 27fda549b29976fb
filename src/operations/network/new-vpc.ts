import { defaultDhcpOptionsClaimId } from '../../model/claim-ids.ts';
import { ServiceError } from '../../model/errors.ts';
import { type DhcpOptionsId, isId } from '../../model/ids.ts';
import type { Tag } from '../../model/owned.ts';
import type { Vpc } from '../../model/resources.ts';
import type { OperationContext } from '../operation.ts';
import { allOwned } from '../shared/lookup.ts';
import { newDefaultGroup } from './new-group.ts';
import { newRouteTable } from './new-route-table.ts';
import { quota } from './quotas.ts';

/** What differs between VPCs when they are made. */
export interface NewVpc {
  readonly cidr: string;
  readonly isDefault: boolean;
  readonly tags: readonly Tag[];
}

/** Makes a VPC with its default group, its main route table and its network ACL. */
export function createVpc(context: OperationContext, { cidr, isDefault, tags }: NewVpc): Vpc {
  const { resources, caller, region, ids, now } = context;
  const vpc: Vpc = {
    id: ids.next('vpc'),
    accountId: caller.accountId,
    region,
    tags,
    cidr,
    isDefault,
    enableDnsSupport: true,
    enableDnsHostnames: isDefault,
    instanceTenancy: 'default',
    ...dhcpOptions(context),
    createdAt: now,
  };
  resources.put('vpc', vpc);
  resources.put('securityGroup', newDefaultGroup(context, vpc));
  putRouting(context, vpc);
  return vpc;
}

/** @throws ServiceError `VpcLimitExceeded` when the caller may have no more VPCs in the region */
export function checkVpcQuota(context: OperationContext): void {
  const max = quota(context, 'vpcsPerRegion');
  if (allOwned(context, 'vpc').length < max) return;
  const message = `The maximum number of VPCs has been reached: ${max} in ${context.region}.`;
  throw new ServiceError('VpcLimitExceeded', message);
}

/** Makes the main route table and the network ACL of a VPC that has none. */
export function putRouting({ resources, ids }: OperationContext, vpc: Vpc): void {
  const { id: vpcId, accountId, region } = vpc;
  const main = { id: ids.next('rtbassoc') };
  resources.put('routeTable', { ...newRouteTable(ids, vpc, []), associations: [main] });
  resources.put('networkAcl', { id: ids.next('acl'), accountId, region, tags: [], vpcId });
}

/** The id of the set of DHCP options that VPCs of the caller are made with; undefined before it is there. */
export function defaultDhcpOptions({
  resources,
  caller,
  region,
}: OperationContext): DhcpOptionsId | undefined {
  const id = resources.get('claim', defaultDhcpOptionsClaimId(caller.accountId, region))?.holder;
  return id !== undefined && isId('dopt', id) ? id : undefined;
}

function dhcpOptions(context: OperationContext): Pick<Vpc, 'dhcpOptionsId'> {
  const dhcpOptionsId = defaultDhcpOptions(context);
  return dhcpOptionsId === undefined ? {} : { dhcpOptionsId };
}
