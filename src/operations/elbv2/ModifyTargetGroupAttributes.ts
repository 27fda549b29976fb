import type {
  ModifyTargetGroupAttributesInput,
  ModifyTargetGroupAttributesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { describeAttributes, withAttributes } from '../../model/attribute-definition.ts';
import { ServiceError } from '../../model/errors.ts';
import {
  dnsThreshold,
  preservesClientIp,
  routingThreshold,
  targetGroupAttributes,
  terminatesUnhealthy,
  unhealthyDrainingSeconds,
} from '../../model/load-balancing-attributes.ts';
import type { TargetGroup } from '../../model/load-balancing-resources.ts';
import { operation } from '../operation.ts';
import { requireByArn } from './shared/lookup.ts';
import { checkTargetsOfLoadBalancer } from './shared/quotas.ts';

/**
 * Sets attributes of a target group; those that are not named stay.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyTargetGroupAttributes.html
 */
export const ModifyTargetGroupAttributes = operation<
  ModifyTargetGroupAttributesInput,
  ModifyTargetGroupAttributesOutput
>({
  service: 'elasticloadbalancing',
  name: 'ModifyTargetGroupAttributes',
  access: 'write',
  honours: ['TargetGroupArn', 'Attributes'],
  handle(input, context) {
    const before = requireByArn(context, 'targetGroup', input.TargetGroupArn);
    const attributes = withAttributes('target group', targetGroupAttributes, before, input.Attributes ?? []);
    const group = { ...before, attributes };
    checkTogether(before, group);
    context.resources.put('targetGroup', group);
    checkTargetsOfLoadBalancer(context, group);
    return { Attributes: describeAttributes(targetGroupAttributes, group) };
  },
});

/** What one attribute means for another. @throws ServiceError `InvalidConfigurationRequest` */
function checkTogether(before: TargetGroup, group: TargetGroup): void {
  const isUdp = group.protocol === 'UDP' || group.protocol === 'TCP_UDP';
  if (isUdp && preservesClientIp(before) && !preservesClientIp(group)) {
    throw invalid(`Client IP preservation cannot be turned off for the protocol ${group.protocol}`);
  }
  if (terminatesUnhealthy(group) && unhealthyDrainingSeconds(group) > 0) {
    throw invalid(
      `'target_health_state.unhealthy.draining_interval_seconds' can be set only when 'target_health_state.unhealthy.connection_termination.enabled' is 'false'`,
    );
  }
  const [routing, dns] = [routingThreshold(group), dnsThreshold(group)];
  for (const unit of ['count', 'percentage'] as const) {
    const [lower = 0, upper] = [routing[unit], dns[unit]];
    if (upper === undefined || lower <= upper) continue;
    throw invalid(
      `'target_group_health.unhealthy_state_routing.minimum_healthy_targets.${unit}' cannot be greater than 'target_group_health.dns_failover.minimum_healthy_targets.${unit}', which is '${upper}'`,
    );
  }
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidConfigurationRequest', message);
}
