import type { TargetGroup as SdkTargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Reader } from '../../../model/access.ts';
import type { TargetGroup } from '../../../model/load-balancing-resources.ts';

/** The target group as the API answers it. */
export function toSdkTargetGroup(resources: Reader, group: TargetGroup): SdkTargetGroup {
  const { healthCheck } = group;
  return {
    TargetGroupArn: group.id,
    TargetGroupName: group.name,
    Protocol: group.protocol,
    Port: group.port,
    VpcId: group.vpcId,
    HealthCheckProtocol: healthCheck.protocol,
    HealthCheckPort: healthCheck.port,
    HealthCheckEnabled: healthCheck.enabled,
    HealthCheckIntervalSeconds: healthCheck.intervalSeconds,
    HealthCheckTimeoutSeconds: healthCheck.timeoutSeconds,
    HealthyThresholdCount: healthCheck.healthyThreshold,
    UnhealthyThresholdCount: healthCheck.unhealthyThreshold,
    ...(healthCheck.path !== undefined && { HealthCheckPath: healthCheck.path }),
    ...(healthCheck.matcher !== undefined && { Matcher: { HttpCode: healthCheck.matcher } }),
    LoadBalancerArns: loadBalancersOf(resources, group),
    TargetType: group.targetType,
    IpAddressType: 'ipv4',
  };
}

/** The ARNs of the load balancers whose listeners forward to the group; at most one, as AWS has it. */
export function loadBalancersOf(resources: Reader, group: TargetGroup): string[] {
  const listeners = resources.find('listener', 'targetGroup', group.id);
  return [...new Set(listeners.map(({ loadBalancerArn }) => loadBalancerArn))];
}
