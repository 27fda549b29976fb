import type { Reader, Writer } from './access.ts';
import { dependentsClaimId } from './claim-ids.ts';
import type { RouteTable } from './network-resources.ts';
import type { SecurityGroup, Vpc } from './resources.ts';

/** Deletes a VPC and what it was born with: its default group, main route table and network ACL. */
export function deleteVpc(resources: Writer, vpc: Vpc): void {
  const groups = resources.find('securityGroup', 'vpc', vpc.id).filter(isDefaultGroup);
  const tables = resources.find('routeTable', 'vpc', vpc.id).filter(isMain);
  for (const { id } of groups) deleteWithClaim(resources, 'securityGroup', id);
  for (const { id } of tables) deleteWithClaim(resources, 'routeTable', id);
  for (const { id } of resources.find('networkAcl', 'vpc', vpc.id)) resources.delete('networkAcl', id);
  deleteWithClaim(resources, 'vpc', vpc.id);
}

/** Whether the table is for the subnets that have none of their own. */
export function isMain(table: RouteTable): boolean {
  return table.associations.some(({ subnetId }) => subnetId === undefined);
}

/** The table for the VPC's subnets that have none of their own. @throws Error when the VPC has none, which cannot be */
export function mainRouteTableOf(resources: Reader, vpcId: string): RouteTable {
  const table = resources.find('routeTable', 'vpc', vpcId).find(isMain);
  if (!table) throw new Error(`${vpcId} has no main route table`);
  return table;
}

/** Whether a VPC was born with the group. */
export function isDefaultGroup(group: Pick<SecurityGroup, 'name'>): boolean {
  return group.name === 'default';
}

function deleteWithClaim(resources: Writer, kind: 'securityGroup' | 'routeTable' | 'vpc', id: string): void {
  resources.delete(kind, id);
  resources.delete('claim', dependentsClaimId(id));
}
