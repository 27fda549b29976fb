/** The security groups of load balancers, which their nodes' network interfaces have too. */
import { dataPlaneFeatures } from '../../../model/data-plane-features.ts';
import { ServiceError } from '../../../model/errors.ts';
import type { LoadBalancer } from '../../../model/load-balancing-resources.ts';
import type { SecurityGroup } from '../../../model/resources.ts';
import type { OperationContext } from '../../operation.ts';
import { dependOn } from '../../shared/dependents.ts';
import { requireGroups } from '../../shared/interfaces.ts';

/**
 * The caller's security groups with these ids, each once, for a load balancer of the VPC.
 * @throws ServiceError `InvalidSecurityGroup`, `InvalidConfigurationRequest` for too many or for one of another VPC
 */
export function requireSecurityGroups(
  context: OperationContext,
  vpcId: string,
  ids: readonly string[],
): readonly SecurityGroup[] {
  try {
    return requireGroups(context, vpcId, ids);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const isUnknown = error.code.startsWith('InvalidGroup');
    throw new ServiceError(isUnknown ? 'InvalidSecurityGroup' : 'InvalidConfigurationRequest', error.message);
  }
}

/**
 * Refuses security groups as long as no packet meets them.
 * @throws ServiceError `InvalidConfigurationRequest`
 */
export function checkGroupsOffered(ids: readonly string[] | undefined): void {
  if (!ids?.length || dataPlaneFeatures.loadBalancerSecurityGroups) return;
  const message =
    'Security groups of load balancers are not enforced and therefore refused. Leave SecurityGroups out, and use those of endpoints and targets';
  throw new ServiceError('InvalidConfigurationRequest', message);
}

/** Gives the groups to the interfaces of the nodes, and keeps them from being deleted meanwhile. */
export function holdGroups({ resources }: OperationContext, loadBalancer: LoadBalancer): void {
  for (const { networkInterfaceId } of loadBalancer.nodes) {
    const networkInterface = resources.get('networkInterface', networkInterfaceId);
    if (!networkInterface) continue;
    resources.put('networkInterface', {
      ...networkInterface,
      securityGroupIds: loadBalancer.securityGroupIds,
    });
    for (const id of loadBalancer.securityGroupIds) dependOn(resources, id, networkInterfaceId);
  }
}
