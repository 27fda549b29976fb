import type {
  DescribeTargetHealthInput,
  DescribeTargetHealthOutput,
  TargetHealth,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Target, TargetGroup } from '../../model/resources.ts';
import { type OperationContext, operation } from '../operation.ts';
import { findOwned } from '../shared/lookup.ts';
import { requireByArn } from './shared/lookup.ts';
import { loadBalancersOf } from './shared/target-group-view.ts';
import { targetKey, targetNamed } from './shared/targets.ts';

/**
 * What is known of a group's targets. Their health is not checked yet: a target that can be used is `initial`.
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
      TargetHealthDescriptions: asked(group, input).map(({ id, port, zone }) => ({
        Target: { Id: id, Port: port, ...(zone !== undefined && shownZone(group, zone)) },
        HealthCheckPort: group.healthCheck.port === 'traffic-port' ? String(port) : group.healthCheck.port,
        TargetHealth: healthOf(context, group, zones, { id, zone }),
      })),
    };
  },
});

/** A target without zone is none that is registered. */
type AskedTarget = Pick<Target, 'id' | 'port'> & { readonly zone: string | undefined };

function asked(group: TargetGroup, { Targets }: DescribeTargetHealthInput): readonly AskedTarget[] {
  if (!Targets?.length) return group.targets;
  const registered = new Map(group.targets.map((target) => [targetKey(target), target.zone]));
  return Targets.map((description) => {
    const named = targetNamed(group, description);
    return { ...named, zone: registered.get(targetKey(named)) };
  });
}

/** AWS answers the zone of addresses; that of an instance is known otherwise. */
function shownZone({ targetType }: TargetGroup, zone: string): object {
  return targetType === 'ip' ? { AvailabilityZone: zone } : {};
}

function healthOf(
  context: OperationContext,
  group: TargetGroup,
  zones: ReadonlySet<string>,
  { id, zone }: Pick<AskedTarget, 'id' | 'zone'>,
): TargetHealth {
  if (zone === undefined) {
    return unused('Target.NotRegistered', 'Target is not registered to the target group');
  }
  if (group.targetType === 'instance' && findOwned(context, 'instance', id)?.state !== 'running') {
    return unused('Target.InvalidState', 'Target is not running');
  }
  if (zones.size === 0) {
    const description = 'Target group is not configured to receive traffic from the load balancer';
    return unused('Target.NotInUse', description);
  }
  if (zone !== 'all' && !zones.has(zone)) {
    const description = 'Target is in an Availability Zone that is not enabled for the load balancer';
    return unused('Target.NotInUse', description);
  }
  return {
    State: 'initial',
    Reason: 'Elb.InitialHealthChecking',
    Description: 'Postern does not check health yet and sends traffic to every registered target',
  };
}

function unused(reason: NonNullable<TargetHealth['Reason']>, description: string): TargetHealth {
  return { State: 'unused', Reason: reason, Description: description };
}

/** The zones in which a node forwards to the group; empty when no listener does. */
function enabledZones({ resources }: OperationContext, group: TargetGroup): ReadonlySet<string> {
  const loadBalancers = loadBalancersOf(resources, group).flatMap(
    (arn) => resources.get('loadBalancer', arn) ?? [],
  );
  return new Set(loadBalancers.flatMap(({ nodes }) => nodes.map(({ zone }) => zone)));
}
