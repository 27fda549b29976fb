import type { RegisterTargetsInput, RegisterTargetsOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { presentTargets } from '../../model/draining.ts';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { requireByArn } from './shared/lookup.ts';
import { newTarget, targetKey } from './shared/targets.ts';

/**
 * Targets of one group.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-limits.html
 */
export const targetsPerGroupMax = 1000;

/**
 * Adds targets to a group; they receive connections as soon as the data plane knows them. Registering a target again
 * is no error.
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
    if (targets.size > targetsPerGroupMax) {
      const message = `A target group can have at most ${targetsPerGroupMax} targets; with these it would have ${targets.size}`;
      throw new ServiceError('TooManyTargets', message);
    }
    context.resources.put('targetGroup', { ...group, targets: [...targets.values()] });
    return {};
  },
});
