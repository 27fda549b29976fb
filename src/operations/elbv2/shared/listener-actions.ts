/** What a listener does with new connections: it forwards them to target groups, and can do nothing else. */
import type {
  Action,
  Listener as SdkListener,
  TargetGroupTuple,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { dataPlaneFeatures } from '../../../model/data-plane-features.ts';
import { ServiceError } from '../../../model/errors.ts';
import type { Listener, LoadBalancer, WeightedTargetGroup } from '../../../model/load-balancing-resources.ts';
import type { OperationContext } from '../../operation.ts';
import { requireByArn } from './lookup.ts';
import { checkCompatible } from './protocols.ts';
import { targetGroupsPerActionMax } from './quotas.ts';
import { loadBalancersOf } from './target-group-view.ts';
import { toSdkTls } from './tls-settings.ts';

/** The members of `DefaultActions` that are honoured. */
export const honouredActions = [
  'DefaultActions.Type',
  'DefaultActions.Order',
  'DefaultActions.TargetGroupArn',
  'DefaultActions.ForwardConfig.TargetGroups',
  'DefaultActions.ForwardConfig.TargetGroupStickinessConfig.Enabled',
] as const;

/** The listener as the API answers it. */
export function toSdkListener(listener: Listener): SdkListener {
  const { targetGroups, targetGroupStickiness = false } = listener;
  const [only, second] = targetGroups;
  return {
    ListenerArn: listener.id,
    LoadBalancerArn: listener.loadBalancerArn,
    Port: listener.port,
    Protocol: listener.protocol,
    ...toSdkTls(listener),
    DefaultActions: [
      {
        Type: 'forward',
        ...(only && !second && { TargetGroupArn: only.arn }),
        Order: 1,
        ForwardConfig: {
          TargetGroups: targetGroups.map(({ arn, weight }) => ({ TargetGroupArn: arn, Weight: weight })),
          TargetGroupStickinessConfig: { Enabled: targetGroupStickiness },
        },
      },
    ],
  };
}

/** Where a listener forwards to. */
export type Forward = Pick<Listener, 'targetGroups' | 'targetGroupStickiness'>;

/** Whether both forward the same shares to the same groups. */
export function sameForward(a: Forward, b: Forward): boolean {
  const shares = new Map(a.targetGroups.map(({ arn, weight }) => [arn, weight]));
  return (
    a.targetGroups.length === b.targetGroups.length &&
    b.targetGroups.every(({ arn, weight }) => shares.get(arn) === weight) &&
    (a.targetGroupStickiness ?? false) === (b.targetGroupStickiness ?? false)
  );
}

/**
 * What the actions forward to, if a listener of the load balancer with this protocol can.
 * @throws ServiceError `ValidationError`, `TooManyActions` or `InvalidLoadBalancerAction` for other actions than one
 *   forward to target groups that can be; `TargetGroupNotFound`; and of `checkTargetGroups`
 */
export function requireForward(
  context: OperationContext,
  listener: Pick<Listener, 'protocol'> & { readonly loadBalancer: LoadBalancer },
  actions: readonly Action[] | undefined,
): Forward {
  const action = requireOneForward(actions ?? []);
  const targetGroups = weightedGroups(action).map(({ TargetGroupArn, Weight }) => ({
    arn: requireByArn(context, 'targetGroup', TargetGroupArn).id,
    weight: Weight ?? 1,
  }));
  checkWeights(targetGroups);
  checkTargetGroups(context, listener, targetGroups);
  return targetGroupStickiness(action) ? { targetGroups, targetGroupStickiness: true } : { targetGroups };
}

/**
 * Checks whether the load balancer can have these groups behind a listener with this protocol.
 * @throws ServiceError `InvalidConfigurationRequest` for a group of another VPC; `IncompatibleProtocols`;
 *   `TargetGroupAssociationLimit` for one that another load balancer has
 */
export function checkTargetGroups(
  context: OperationContext,
  { protocol, loadBalancer }: Pick<Listener, 'protocol'> & { readonly loadBalancer: LoadBalancer },
  targetGroups: readonly WeightedTargetGroup[],
): void {
  for (const { arn } of targetGroups) {
    const group = requireByArn(context, 'targetGroup', arn);
    if (group.vpcId !== loadBalancer.vpcId) {
      const message = `The target group ${group.id} is in ${group.vpcId}, the load balancer in ${loadBalancer.vpcId}. They must be in the same VPC`;
      throw new ServiceError('InvalidConfigurationRequest', message);
    }
    checkCompatible(protocol, group.protocol);
    if (loadBalancersOf(context.resources, group).some((other) => other !== loadBalancer.id)) {
      const message = `The following target groups cannot be associated with more than one load balancer: ${group.id}`;
      throw new ServiceError('TargetGroupAssociationLimit', message);
    }
  }
}

function requireOneForward(actions: readonly Action[]): Action {
  const [action, second] = actions;
  if (!action) throw new ServiceError('ValidationError', 'A listener must have one default action');
  if (second) {
    throw new ServiceError('TooManyActions', 'A listener must have one default action, not several');
  }
  if (action.Type === 'forward') {
    checkOrder(action.Order);
    return action;
  }
  throw invalid(`A network load balancer supports the action type 'forward' only, not '${action.Type}'`);
}

/** Orders actions of one listener; there is only one. */
function checkOrder(order: number | undefined): void {
  if (order === undefined || (order >= 1 && order <= 50_000)) return;
  throw new ServiceError('ValidationError', `The action order '${order}' must be between 1 and 50000`);
}

/** The groups that the action names; naming the only one in both places is one group. */
function weightedGroups({ TargetGroupArn, ForwardConfig }: Action): readonly TargetGroupTuple[] {
  const weighted = ForwardConfig?.TargetGroups ?? [];
  if (TargetGroupArn === undefined || weighted.some((group) => group.TargetGroupArn === TargetGroupArn)) {
    return weighted;
  }
  return [{ TargetGroupArn }, ...weighted];
}

function checkWeights(groups: readonly WeightedTargetGroup[]): void {
  if (groups.length === 0) throw invalid('A forward action must name a target group');
  const max = targetGroupsPerActionMax;
  if (groups.length > max) {
    throw invalid(
      max === 1
        ? 'A forward action can name one target group only: several with weights are not supported'
        : `A forward action can name at most ${max} target groups`,
    );
  }
  const wrong = groups.find(({ weight }) => weight < 0 || weight > 999);
  if (wrong) throw invalid(`The weight '${wrong.weight}' must be between 0 and 999`);
  if (new Set(groups.map(({ arn }) => arn)).size < groups.length) {
    throw invalid('A forward action can name a target group only once');
  }
  if (groups.every(({ weight }) => weight === 0)) {
    throw invalid('At least one target group of a forward action must have a weight above 0');
  }
}

function targetGroupStickiness({ ForwardConfig }: Action): boolean {
  const wanted = ForwardConfig?.TargetGroupStickinessConfig?.Enabled ?? false;
  if (!wanted || dataPlaneFeatures.targetGroupStickiness) return wanted;
  throw invalid('Stickiness between target groups is not supported. Set it to false or leave it out');
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidLoadBalancerAction', message);
}
