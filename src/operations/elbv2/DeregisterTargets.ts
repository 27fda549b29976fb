import type {
  DeregisterTargetsInput,
  DeregisterTargetsOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { operation } from '../operation.ts';
import { requireByArn } from './shared/lookup.ts';
import { targetKey, targetNamed } from './shared/targets.ts';

/**
 * Takes targets out of a group: they get no new connections, those they have go on. A target is named with the port
 * it was registered with; what is not registered is no error.
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
    const targets = group.targets.filter((target) => !gone.has(targetKey(target)));
    context.resources.put('targetGroup', { ...group, targets });
    return {};
  },
});
