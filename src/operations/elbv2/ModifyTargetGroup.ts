import type {
  ModifyTargetGroupInput,
  ModifyTargetGroupOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { operation } from '../operation.ts';
import { healthCheckMembers, modifiedHealthCheck } from './shared/health-check.ts';
import { requireByArn } from './shared/lookup.ts';
import { toSdkTargetGroup } from './shared/target-group-view.ts';

/**
 * Changes how the targets of a group are checked; what is left out stays.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyTargetGroup.html
 */
export const ModifyTargetGroup = operation<ModifyTargetGroupInput, ModifyTargetGroupOutput>({
  service: 'elasticloadbalancing',
  name: 'ModifyTargetGroup',
  access: 'write',
  honours: ['TargetGroupArn', ...healthCheckMembers],
  handle(input, context) {
    const { resources } = context;
    const before = requireByArn(context, 'targetGroup', input.TargetGroupArn);
    const group = { ...before, healthCheck: modifiedHealthCheck(before, input) };
    resources.put('targetGroup', group);
    return { TargetGroups: [toSdkTargetGroup(resources, group)] };
  },
});
