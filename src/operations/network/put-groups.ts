import type { NetworkInterface, SecurityGroup } from '../../model/resources.ts';
import type { OperationContext } from '../operation.ts';
import { dependOn } from '../shared/dependents.ts';
import { requireGroups } from '../shared/interfaces.ts';

/**
 * Gives an interface other groups; an instance shows those of its interface as its own.
 * @throws ServiceError of `requireGroups`
 */
export function putGroups(context: OperationContext, record: NetworkInterface, ids: readonly string[]): void {
  const { resources } = context;
  const groups: readonly SecurityGroup[] = requireGroups(context, record.vpcId, ids);
  const securityGroupIds = groups.map(({ id }) => id);
  resources.put('networkInterface', { ...record, securityGroupIds });
  for (const { id } of groups) dependOn(resources, id, record.id);
  if (record.attachment.kind !== 'instance') return;
  const instance = resources.get('instance', record.attachment.instanceId);
  if (instance) resources.put('instance', { ...instance, securityGroupIds });
}
