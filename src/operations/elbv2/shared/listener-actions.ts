import type {
  Action,
  Listener as SdkListener,
  TargetGroupTuple,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { ServiceError } from '../../../model/errors.ts';
import type { Listener, LoadBalancer, WeightedTargetGroup } from '../../../model/load-balancing-resources.ts';
import type { OperationContext } from '../../operation.ts';
import { requireByArn } from './lookup.ts';
import { loadBalancersOf } from './target-group-view.ts';

/** The members of `DefaultActions` that are honoured. */
export const honouredActions = [
  'DefaultActions.Type',
  'DefaultActions.Order',
  'DefaultActions.TargetGroupArn',
  'DefaultActions.ForwardConfig.TargetGroups',
] as const;

/** The listener as the API answers it. */
export function toSdkListener(listener: Listener): SdkListener {
  const { targetGroups } = listener;
  const [only, second] = targetGroups;
  return {
    ListenerArn: listener.id,
    LoadBalancerArn: listener.loadBalancerArn,
    Port: listener.port,
    Protocol: listener.protocol,
    DefaultActions: [
      {
        Type: 'forward',
        ...(only && !second && { TargetGroupArn: only.arn }),
        Order: 1,
        ForwardConfig: {
          TargetGroups: targetGroups.map(({ arn, weight }) => ({ TargetGroupArn: arn, Weight: weight })),
          TargetGroupStickinessConfig: { Enabled: false },
        },
      },
    ],
  };
}

/** Whether both forward the same shares to the same groups. */
export function sameTargets(a: readonly WeightedTargetGroup[], b: readonly WeightedTargetGroup[]): boolean {
  const shares = new Map(a.map(({ arn, weight }) => [arn, weight]));
  return a.length === b.length && b.every(({ arn, weight }) => shares.get(arn) === weight);
}

/**
 * The one target group that the actions forward to, if the load balancer can have it.
 * @throws ServiceError `ValidationError`, `TooManyActions` or `InvalidLoadBalancerAction` for other actions than one
 *   forward to one group; `TargetGroupNotFound`; `InvalidConfigurationRequest` for a group of another VPC;
 *   `TargetGroupAssociationLimit` for one that another load balancer has
 */
export function requireForwardTarget(
  context: OperationContext,
  loadBalancer: LoadBalancer,
  actions: readonly Action[] | undefined,
): WeightedTargetGroup {
  const group = requireByArn(context, 'targetGroup', forwardArn(actions ?? []));
  if (group.vpcId !== loadBalancer.vpcId) {
    const message = `The target group ${group.id} is in ${group.vpcId}, the load balancer in ${loadBalancer.vpcId}. They must be in the same VPC`;
    throw new ServiceError('InvalidConfigurationRequest', message);
  }
  if (loadBalancersOf(context.resources, group).some((arn) => arn !== loadBalancer.id)) {
    const message = `The following target groups cannot be associated with more than one load balancer: ${group.id}`;
    throw new ServiceError('TargetGroupAssociationLimit', message);
  }
  return { arn: group.id, weight: 1 };
}

function forwardArn(actions: readonly Action[]): string {
  const [action, second] = actions;
  if (!action) throw new ServiceError('ValidationError', 'A listener must have one default action');
  if (second)
    throw new ServiceError('TooManyActions', 'A listener must have one default action, not several');
  if (action.Type !== 'forward') {
    const message = `A network load balancer supports the action type 'forward' only, not '${action.Type}'`;
    throw new ServiceError('InvalidLoadBalancerAction', message);
  }
  checkOrder(action.Order);
  const arns = [action.TargetGroupArn, ...(action.ForwardConfig?.TargetGroups ?? []).map(weightedArn)];
  const named = [...new Set(arns.filter((arn) => arn !== undefined))];
  const [arn, other] = named;
  if (arn === undefined) {
    throw new ServiceError('InvalidLoadBalancerAction', 'A forward action must name a target group');
  }
  if (other === undefined) return arn;
  const message = 'A forward action can name one target group only: several with weights are not supported';
  throw new ServiceError('InvalidLoadBalancerAction', message);
}

/** Orders actions of one listener; there is only one. */
function checkOrder(order: number | undefined): void {
  if (order === undefined || (order >= 1 && order <= 50_000)) return;
  throw new ServiceError('ValidationError', `The action order '${order}' must be between 1 and 50000`);
}

/** Any weight above none gives the only group all connections. */
function weightedArn({ TargetGroupArn, Weight }: TargetGroupTuple): string | undefined {
  if (Weight === undefined || (Weight >= 1 && Weight <= 999)) return TargetGroupArn;
  const message = `The weight '${Weight}' of the only target group must be between 1 and 999`;
  throw new ServiceError('InvalidLoadBalancerAction', message);
}
