/** What tests of load balancing start from, made through the operations by the world's provider. */
import type {
  CreateListenerOutput,
  CreateTargetGroupOutput,
  DescribeTargetHealthOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { World } from '../../endpoints/testing/world.ts';
import { CreateListener } from '../CreateListener.ts';
import { CreateTargetGroup } from '../CreateTargetGroup.ts';
import { DescribeTargetHealth } from '../DescribeTargetHealth.ts';
import { RegisterTargets } from '../RegisterTargets.ts';

export function balancingOf({ provider, loadBalancerArn }: World) {
  /** @returns the ARN of a TCP group of addresses on port 8080, unless `input` says otherwise */
  const group = (Name = 'tg', input: object = {}) => {
    const defaults = { Name, Protocol: 'TCP', Port: 8080, VpcId: provider.vpcId, TargetType: 'ip' };
    const made = provider.call<CreateTargetGroupOutput>(CreateTargetGroup, { ...defaults, ...input });
    return made.TargetGroups?.[0]?.TargetGroupArn ?? '';
  };
  /** @returns the ARN of a TCP listener of the world's load balancer, unless `input` says otherwise */
  const listener = (groupArn: string, Port = 80, input: object = {}) => {
    const DefaultActions = [{ Type: 'forward', TargetGroupArn: groupArn }];
    const defaults = { LoadBalancerArn: loadBalancerArn, Protocol: 'TCP', Port, DefaultActions };
    const made = provider.call<CreateListenerOutput>(CreateListener, { ...defaults, ...input });
    return made.Listeners?.[0]?.ListenerArn ?? '';
  };
  const register = (groupArn: string, ...ids: readonly string[]) => {
    const Targets = ids.map((Id) => ({ Id }));
    provider.call(RegisterTargets, { TargetGroupArn: groupArn, Targets });
  };
  /** `id state reason` of each target. */
  const health = (groupArn: string, now?: string) => {
    const input = { TargetGroupArn: groupArn };
    const described = provider.call<DescribeTargetHealthOutput>(
      DescribeTargetHealth,
      input,
      now === undefined ? {} : { now },
    );
    return (described.TargetHealthDescriptions ?? []).map(({ Target, TargetHealth }) =>
      [Target?.Id, TargetHealth?.State, TargetHealth?.Reason].join(' '),
    );
  };
  return { group, listener, register, health };
}
