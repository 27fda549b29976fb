import type {
  DescribeTargetHealthInput,
  DescribeTargetHealthOutput,
  TargetHealth,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { presentTargets } from '../../model/draining.ts';
import type { Target, TargetGroup } from '../../model/load-balancing-resources.ts';
import { type OperationContext, operation } from '../operation.ts';
import { findOwned } from '../shared/lookup.ts';
import { requireByArn } from './shared/lookup.ts';
import { loadBalancersOf } from './shared/target-group-view.ts';
import { targetKey, targetNamed } from './shared/targets.ts';

/**
 * What is known of a group's targets: what the records say and, for those that can be used, what the health checks of
 * this node have found.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetHealth.html
 */
export const DescribeTargetHealth = operation<DescribeTargetHealthInput, DescribeTargetHealthOutput>({
  service: 'elasticloadbalancing',
  name: 'DescribeTargetHealth',
  access: 'read',
  honours: ['TargetGroupArn', 'Targets.Id', 'Targets.Port'],
  handle(input, context) {
    const group = requireByArn(context, 'targetGroup', input.TargetGroupArn);
    const zones = enabledZones(context, group);
    return {
      TargetHealthDescriptions: asked(context, group, input).map((target) => ({
        Target: { Id: target.id, Port: target.port, ...shownZone(group, target) },
        HealthCheckPort:
          group.healthCheck.port === 'traffic-port' ? String(target.port) : group.healthCheck.port,
        TargetHealth: healthOf(context, group, zones, target),
      })),
    };
  },
});

/** A target without zone is none that is registered. */
type AskedTarget = Pick<Target, 'id' | 'port'> & Partial<Target>;

function asked(
  { now }: OperationContext,
  group: TargetGroup,
  { Targets }: DescribeTargetHealthInput,
): readonly AskedTarget[] {
  const present = presentTargets(group, now);
  if (!Targets?.length) return present;
  const known = new Map(present.map((target) => [targetKey(target), target]));
  return Targets.map((description) => {
    const named = targetNamed(group, description);
    return known.get(targetKey(named)) ?? named;
  });
}

/** AWS answers the zone of addresses; that of an instance is known otherwise. */
function shownZone({ targetType }: TargetGroup, { zone }: AskedTarget): object {
  return targetType === 'ip' && zone !== undefined ? { AvailabilityZone: zone } : {};
}

function healthOf(
  context: OperationContext,
  group: TargetGroup,
  zones: ReadonlySet<string>,
  target: AskedTarget,
): TargetHealth {
  const { id, zone, drainingUntil } = target;
  if (zone === undefined) {
    return because('unused', 'Target.NotRegistered', 'Target is not registered to the target group');
  }
  if (drainingUntil !== undefined) {
    return because('draining', 'Target.DeregistrationInProgress', 'Target deregistration is in progress');
  }
  if (group.targetType === 'instance' && findOwned(context, 'instance', id)?.state !== 'running') {
    return because('unused', 'Target.InvalidState', 'Target is not running');
  }
  if (zones.size === 0) {
    const description = 'Target group is not configured to receive traffic from the load balancer';
    return because('unused', 'Target.NotInUse', description);
  }
  if (zone !== 'all' && !zones.has(zone)) {
    const description = 'Target is in an Availability Zone that is not enabled for the load balancer';
    return because('unused', 'Target.NotInUse', description);
  }
  const { state, reason, description } = context.health.healthOf(group.id, target);
  return reason === undefined ? { State: state } : because(state, reason, description);
}

function because(
  state: NonNullable<TargetHealth['State']>,
  reason: NonNullable<TargetHealth['Reason']>,
  description: string | undefined,
): TargetHealth {
  return { State: state, Reason: reason, ...(description !== undefined && { Description: description }) };
}

/** The zones in which a node forwards to the group; empty when no listener does. */
function enabledZones({ resources }: OperationContext, group: TargetGroup): ReadonlySet<string> {
  const loadBalancers = loadBalancersOf(resources, group).flatMap(
    (arn) => resources.get('loadBalancer', arn) ?? [],
  );
  return new Set(loadBalancers.flatMap(({ nodes }) => nodes.map(({ zone }) => zone)));
}
