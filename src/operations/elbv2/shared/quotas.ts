/**
 * How many of each there can be: AWS's default quotas, unless the operator says otherwise.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-limits.html
 */
import { dataPlaneFeatures } from '../../../model/data-plane-features.ts';
import { isRegistered } from '../../../model/draining.ts';
import { ServiceError } from '../../../model/errors.ts';
import { crossZone } from '../../../model/load-balancing-attributes.ts';
import type { LoadBalancer, TargetGroup } from '../../../model/load-balancing-resources.ts';
import { quota } from '../../network/quotas.ts';
import type { OperationContext } from '../../operation.ts';
import { loadBalancersOf } from './target-group-view.ts';

/** The most target groups that a forward action can name; it cannot be raised. */
export const targetGroupsPerActionMax = dataPlaneFeatures.weightedTargetGroups ? 5 : 1;

const names = {
  'target-groups': 'targetGroupsPerRegion',
  'targets-per-target-group': 'targetsPerTargetGroup',
  'network-load-balancers': 'networkLoadBalancersPerRegion',
  'targets-per-network-load-balancer': 'targetsPerLoadBalancer',
  'targets-per-availability-zone-per-network-load-balancer': 'targetsPerZonePerLoadBalancer',
  'listeners-per-network-load-balancer': 'listenersPerLoadBalancer',
  'certificates-per-network-load-balancer': 'certificatesPerLoadBalancer',
} as const;

/** The limits that hold, by the names under which DescribeAccountLimits tells them. */
export function limitsOf(context: OperationContext): readonly (readonly [name: string, max: number])[] {
  return [
    ...Object.entries(names).map(([name, key]) => [name, quota(context, key)] as const),
    ['target-groups-per-action-on-network-load-balancer', targetGroupsPerActionMax],
  ];
}

/** @throws ServiceError `TooManyLoadBalancers` when the caller can have no further one */
export function checkLoadBalancerCount(context: OperationContext): void {
  const { resources, caller, region } = context;
  const max = quota(context, 'networkLoadBalancersPerRegion');
  if (resources.count('loadBalancer', 'owner', `${caller.accountId}/${region}`) < max) return;
  throw new ServiceError('TooManyLoadBalancers', `An account can have at most ${max} network load balancers`);
}

/** @throws ServiceError `TooManyTargetGroups` when the caller can have no further one */
export function checkTargetGroupCount(context: OperationContext): void {
  const { resources, caller, region } = context;
  const max = quota(context, 'targetGroupsPerRegion');
  if (resources.count('targetGroup', 'owner', `${caller.accountId}/${region}`) < max) return;
  throw new ServiceError('TooManyTargetGroups', `An account can have at most ${max} target groups`);
}

/** @throws ServiceError `TooManyListeners` when the load balancer can have no further one */
export function checkListenerCount(context: OperationContext, loadBalancerArn: string): void {
  const { resources } = context;
  const max = quota(context, 'listenersPerLoadBalancer');
  if (resources.count('listener', 'loadBalancer', loadBalancerArn) < max) return;
  throw new ServiceError('TooManyListeners', `A load balancer can have at most ${max} listeners`);
}

/** Default certificates do not count. @throws ServiceError `TooManyCertificates` for more than a load balancer can have */
export function checkCertificates(context: OperationContext, loadBalancerArn: string): void {
  const { resources } = context;
  const max = quota(context, 'certificatesPerLoadBalancer');
  const listeners = resources.find('listener', 'loadBalancer', loadBalancerArn);
  const added = listeners.flatMap(({ certificateArns = [] }) => certificateArns.slice(1));
  if (added.length <= max) return;
  const message = `A load balancer can have at most ${max} certificates besides the default ones of its listeners`;
  throw new ServiceError('TooManyCertificates', message);
}

/** @throws ServiceError `TooManyTargets` when the group has more than it can have */
export function checkTargetsOfGroup(context: OperationContext, group: TargetGroup): void {
  const max = quota(context, 'targetsPerTargetGroup');
  const count = targetsOf([group]).length;
  if (count <= max) return;
  const message = `A target group can have at most ${max} targets; with these it would have ${count}`;
  throw new ServiceError('TooManyTargets', message);
}

/** `checkTargets` of the load balancer that forwards to the group, if one does. */
export function checkTargetsOfLoadBalancer(context: OperationContext, group: TargetGroup): void {
  for (const arn of loadBalancersOf(context.resources, group)) {
    const loadBalancer = context.resources.get('loadBalancer', arn);
    if (loadBalancer) checkTargets(context, loadBalancer);
  }
}

/**
 * Checks what the transaction has made of the targets behind a load balancer.
 * @throws ServiceError `TooManyTargets` for more in a zone than its node can serve, or more in all
 */
export function checkTargets(context: OperationContext, loadBalancer: LoadBalancer): void {
  const { resources } = context;
  const listeners = resources.find('listener', 'loadBalancer', loadBalancer.id);
  const arns = new Set(listeners.flatMap(({ targetGroups }) => targetGroups.map(({ arn }) => arn)));
  const groups = [...arns].flatMap((arn) => resources.get('targetGroup', arn) ?? []);
  const perZone = quota(context, 'targetsPerZonePerLoadBalancer');
  // With cross-zone load balancing every node serves all targets, so that what one can serve is the most of all.
  const crossing = groups.filter((group) => crossZone(loadBalancer, group));
  if (targetsOf(crossing).length > perZone) {
    throw tooMany(`with cross-zone load balancing, ${perZone} targets`, loadBalancer);
  }
  const byZone = Map.groupBy(targetsOf(groups), ({ zone }) => zone);
  const everywhere = byZone.get('all')?.length ?? 0;
  for (const [zone, { length }] of byZone) {
    const served = zone === 'all' ? length : length + everywhere;
    if (served > perZone) throw tooMany(`${perZone} targets in the zone ${zone}`, loadBalancer);
  }
  const inAll = quota(context, 'targetsPerLoadBalancer');
  if (targetsOf(groups).length > inAll) throw tooMany(`${inAll} targets`, loadBalancer);
}

function targetsOf(groups: readonly TargetGroup[]): readonly TargetGroup['targets'][number][] {
  return groups.flatMap(({ targets }) => targets.filter(isRegistered));
}

function tooMany(what: string, { id }: LoadBalancer): ServiceError {
  return new ServiceError('TooManyTargets', `The load balancer '${id}' can have at most ${what}`);
}
