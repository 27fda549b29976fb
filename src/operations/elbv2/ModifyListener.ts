import type { ModifyListenerInput, ModifyListenerOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Listener, LoadBalancer } from '../../model/load-balancing-resources.ts';
import { type OperationContext, operation } from '../operation.ts';
import { dependOn } from '../shared/dependents.ts';
import {
  checkTargetGroups,
  type Forward,
  honouredActions,
  requireForward,
  toSdkListener,
} from './shared/listener-actions.ts';
import { listenerOn, portTaken } from './shared/listener-ports.ts';
import { requireByArn } from './shared/lookup.ts';
import { checkPort } from './shared/ports.ts';
import { checkListenerProtocol } from './shared/protocols.ts';
import { checkTargets } from './shared/quotas.ts';
import { dependOnCertificates, honouredTls, tlsSettings } from './shared/tls-settings.ts';

/**
 * Changes a listener's port, protocol, settings of TLS or the target groups it forwards to; what is left out stays.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyListener.html
 */
export const ModifyListener = operation<ModifyListenerInput, ModifyListenerOutput>({
  service: 'elasticloadbalancing',
  name: 'ModifyListener',
  access: 'write',
  honours: ['ListenerArn', 'Port', 'Protocol', ...honouredTls, ...honouredActions],
  handle(input, context) {
    const { resources } = context;
    const before = requireByArn(context, 'listener', input.ListenerArn);
    const loadBalancer = requireByArn(context, 'loadBalancer', before.loadBalancerArn);
    const after = changed(context, loadBalancer, before, input);
    const other = listenerOn(context, loadBalancer, after.port);
    if (other && other.id !== before.id) throw portTaken(loadBalancer);
    resources.put('listener', after);
    dependOn(resources, loadBalancer.id, after.id);
    for (const { arn } of after.targetGroups) dependOn(resources, arn, after.id);
    dependOnCertificates(context, after);
    checkTargets(context, loadBalancer);
    return { Listeners: [toSdkListener(after)] };
  },
});

function changed(
  context: OperationContext,
  loadBalancer: LoadBalancer,
  before: Listener,
  input: ModifyListenerInput,
): Listener {
  const port = input.Port === undefined ? before.port : checkPort('listener', input.Port);
  const protocol = input.Protocol === undefined ? before.protocol : checkListenerProtocol(input.Protocol);
  const { targetGroups, targetGroupStickiness, certificateArns, sslPolicy, alpnPolicy, ...others } = before;
  const rest = { ...others, ...tlsSettings(context, protocol, input, before) };
  const present: Forward = targetGroupStickiness ? { targetGroups, targetGroupStickiness } : { targetGroups };
  if (!input.DefaultActions?.length) {
    checkTargetGroups(context, { protocol, loadBalancer }, targetGroups);
    return { ...rest, ...present, port, protocol };
  }
  return {
    ...rest,
    ...requireForward(context, { protocol, loadBalancer }, input.DefaultActions),
    port,
    protocol,
  };
}
