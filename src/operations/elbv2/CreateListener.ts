import type { CreateListenerInput, CreateListenerOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { listenerArn } from '../../model/load-balancing-arns.ts';
import type { Listener, LoadBalancer } from '../../model/load-balancing-resources.ts';
import { type OperationContext, operation } from '../operation.ts';
import { dependOn } from '../shared/dependents.ts';
import { honouredActions, requireForward, sameForward, toSdkListener } from './shared/listener-actions.ts';
import { listenerOn, portTaken } from './shared/listener-ports.ts';
import { requireByArn } from './shared/lookup.ts';
import { checkPort } from './shared/ports.ts';
import { checkListenerProtocol } from './shared/protocols.ts';
import { checkListenerCount, checkTargets } from './shared/quotas.ts';
import { addTags, sameTags } from './shared/tags.ts';
import { dependOnCertificates, honouredTls, sameTls, tlsSettings } from './shared/tls-settings.ts';

/**
 * Makes a load balancer take connections on a port and forward them to target groups. Asking again with the same
 * settings answers the listener that is there.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html
 */
export const CreateListener = operation<CreateListenerInput, CreateListenerOutput>({
  service: 'elasticloadbalancing',
  name: 'CreateListener',
  access: 'write',
  honours: ['LoadBalancerArn', 'Protocol', 'Port', 'Tags', ...honouredTls, ...honouredActions],
  handle(input, context) {
    const loadBalancer = requireByArn(context, 'loadBalancer', input.LoadBalancerArn);
    const wanted = build(context, loadBalancer, input);
    const existing = listenerOn(context, loadBalancer, wanted.port);
    if (existing && !isSame(existing, wanted)) throw portTaken(loadBalancer);
    if (!existing) create(context, loadBalancer, wanted);
    return { Listeners: [toSdkListener(existing ?? wanted)] };
  },
});

function build(context: OperationContext, loadBalancer: LoadBalancer, input: CreateListenerInput): Listener {
  const protocol = checkListenerProtocol(input.Protocol);
  return {
    id: listenerArn(loadBalancer, context.ids.hex(16)),
    accountId: loadBalancer.accountId,
    region: loadBalancer.region,
    tags: addTags([], input.Tags ?? []),
    loadBalancerArn: loadBalancer.id,
    protocol,
    port: checkPort('listener', input.Port),
    ...tlsSettings(context, protocol, input),
    ...requireForward(context, { protocol, loadBalancer }, input.DefaultActions),
    attributes: {},
    createdAt: context.now,
  };
}

function create(context: OperationContext, loadBalancer: LoadBalancer, listener: Listener): void {
  const { resources } = context;
  checkListenerCount(context, loadBalancer.id);
  resources.put('listener', listener);
  dependOn(resources, listener.loadBalancerArn, listener.id);
  for (const { arn } of listener.targetGroups) dependOn(resources, arn, listener.id);
  dependOnCertificates(context, listener);
  checkTargets(context, loadBalancer);
}

function isSame(a: Listener, b: Listener): boolean {
  return a.protocol === b.protocol && sameForward(a, b) && sameTls(a, b) && sameTags(a.tags, b.tags);
}
