import type {
  DeregisterTargetsInput,
  DeregisterTargetsOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { drain, isDrained, isRegistered, presentTargets } from '../../model/draining.ts';
import { operation } from '../operation.ts';
import { requireByArn } from './shared/lookup.ts';
import { loadBalancersOf } from './shared/target-group-view.ts';
import { targetKey, targetNamed } from './shared/targets.ts';

/**
 * Takes targets out of a group: they get no new connections, and are draining for the group's deregistration delay.
 * Where no load balancer uses the group they are gone at once. A target is named with the port it was registered with;
 * what is not registered is no error.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeregisterTargets.html
 */
export const DeregisterTargets = operation<DeregisterTargetsInput, DeregisterTargetsOutput>({
  service: 'elasticloadbalancing',
  name: 'DeregisterTargets',
  access: 'write',
  honours: ['TargetGroupArn', 'Targets.Id', 'Targets.Port'],
  handle(input, context) {
    const group = requireByArn(context, 'targetGroup', input.TargetGroupArn);
    const gone = new Set((input.Targets ?? []).map((target) => targetKey(targetNamed(group, target))));
    const isUsed = loadBalancersOf(context.resources, group).length > 0;
    const targets = presentTargets(group, context.now)
      .map((target) => (gone.has(targetKey(target)) ? drain(group, target, context.now) : target))
      .filter((target) => !isDrained(target, context.now) && (isUsed || isRegistered(target)));
    context.resources.put('targetGroup', { ...group, targets });
    return {};
  },
});
