import type { RegisterTargetsInput, RegisterTargetsOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { presentTargets } from '../../model/draining.ts';
import { operation } from '../operation.ts';
import { requireByArn } from './shared/lookup.ts';
import { checkTargetsOfGroup, checkTargetsOfLoadBalancer } from './shared/quotas.ts';
import { newTarget, targetKey } from './shared/targets.ts';

/**
 * Adds targets to a group; they receive connections as soon as the data plane knows them. Registering a target again
 * is no error, and takes one that is draining back.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RegisterTargets.html
 */
export const RegisterTargets = operation<RegisterTargetsInput, RegisterTargetsOutput>({
  service: 'elasticloadbalancing',
  name: 'RegisterTargets',
  access: 'write',
  honours: ['TargetGroupArn', 'Targets.Id', 'Targets.Port', 'Targets.AvailabilityZone'],
  handle(input, context) {
    const group = requireByArn(context, 'targetGroup', input.TargetGroupArn);
    const targets = new Map(presentTargets(group, context.now).map((target) => [targetKey(target), target]));
    for (const description of input.Targets ?? []) {
      const target = newTarget(context, group, description);
      targets.set(targetKey(target), target);
    }
    const after = { ...group, targets: [...targets.values()] };
    checkTargetsOfGroup(context, after);
    context.resources.put('targetGroup', after);
    checkTargetsOfLoadBalancer(context, after);
    return {};
  },
});
