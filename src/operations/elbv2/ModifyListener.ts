import type { ModifyListenerInput, ModifyListenerOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Listener } from '../../model/load-balancing-resources.ts';
import { operation } from '../operation.ts';
import { dependOn } from '../shared/dependents.ts';
import { honouredActions, requireForwardTarget, toSdkListener } from './shared/listener-actions.ts';
import { checkProtocol, listenerOn, portTaken } from './shared/listener-ports.ts';
import { requireByArn } from './shared/lookup.ts';
import { checkPort } from './shared/ports.ts';

/**
 * Changes a listener's port or the target group it forwards to; what is left out stays.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyListener.html
 */
export const ModifyListener = operation<ModifyListenerInput, ModifyListenerOutput>({
  service: 'elasticloadbalancing',
  name: 'ModifyListener',
  access: 'write',
  honours: ['ListenerArn', 'Port', 'Protocol', ...honouredActions],
  handle(input, context) {
    const { resources } = context;
    const before = requireByArn(context, 'listener', input.ListenerArn);
    const loadBalancer = requireByArn(context, 'loadBalancer', before.loadBalancerArn);
    const port = input.Port === undefined ? before.port : checkPort('listener', input.Port);
    if (input.Protocol !== undefined) checkProtocol('listener', input.Protocol, 'UnsupportedProtocol');
    const targetGroups = input.DefaultActions?.length
      ? [requireForwardTarget(context, loadBalancer, input.DefaultActions)]
      : before.targetGroups;
    const other = listenerOn(context, loadBalancer, port);
    if (other && other.id !== before.id) throw portTaken(loadBalancer);
    const after: Listener = { ...before, port, targetGroups };
    resources.put('listener', after);
    dependOn(resources, loadBalancer.id, after.id);
    for (const { arn } of targetGroups) dependOn(resources, arn, after.id);
    return { Listeners: [toSdkListener(after)] };
  },
});
