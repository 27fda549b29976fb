import { ServiceError } from '../../model/errors.ts';
import type { Endpoint } from '../../model/resources.ts';
import type { OperationContext } from '../operation.ts';
import { dependOn } from '../shared/dependents.ts';
import { requireGroups } from '../shared/interfaces.ts';
import { refuseStrangers } from './refuse-strangers.ts';

/** `ModifyVpcEndpointRequest`, as far as it concerns groups. */
export interface GroupChanges {
  readonly AddSecurityGroupIds?: readonly string[] | undefined;
  readonly RemoveSecurityGroupIds?: readonly string[] | undefined;
}

/**
 * Changes the groups of the endpoint's interfaces.
 * @returns the endpoint with its new groups, not yet written; the same object when nothing changed
 * @throws ServiceError of `requireGroups`, `InvalidParameter` for removing a group that the endpoint does not have or
 *   the last one
 */
export function changeGroups(context: OperationContext, endpoint: Endpoint, changes: GroupChanges): Endpoint {
  const removed = changes.RemoveSecurityGroupIds ?? [];
  refuseStrangers(endpoint, 'security group', removed, endpoint.securityGroupIds);
  const kept = endpoint.securityGroupIds.filter((id) => !removed.includes(id));
  const wanted = [...kept, ...(changes.AddSecurityGroupIds ?? [])];
  if (sameMembers(wanted, endpoint.securityGroupIds)) return endpoint;
  if (wanted.length === 0) {
    const message = `The last security group of ${endpoint.id} cannot be removed. Add another one with it.`;
    throw new ServiceError('InvalidParameter', message);
  }
  const securityGroupIds = requireGroups(context, endpoint.vpcId, wanted).map(({ id }) => id);
  for (const id of endpoint.networkInterfaceIds) {
    const networkInterface = context.resources.get('networkInterface', id);
    if (!networkInterface) continue;
    context.resources.put('networkInterface', { ...networkInterface, securityGroupIds });
    for (const groupId of securityGroupIds) dependOn(context.resources, groupId, id);
  }
  return { ...endpoint, securityGroupIds };
}

function sameMembers(a: readonly string[], b: readonly string[]): boolean {
  const members = new Set(a);
  return members.size === b.length && b.every((id) => members.has(id));
}
