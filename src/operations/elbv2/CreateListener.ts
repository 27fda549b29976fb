import type { CreateListenerInput, CreateListenerOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ServiceError } from '../../model/errors.ts';
import { listenerArn } from '../../model/load-balancing-arns.ts';
import type { Listener } from '../../model/load-balancing-resources.ts';
import { type OperationContext, operation } from '../operation.ts';
import { dependOn } from '../shared/dependents.ts';
import {
  honouredActions,
  requireForwardTarget,
  sameTargets,
  toSdkListener,
} from './shared/listener-actions.ts';
import { checkProtocol, listenerOn, portTaken } from './shared/listener-ports.ts';
import { requireByArn } from './shared/lookup.ts';
import { checkPort } from './shared/ports.ts';
import { addTags, sameTags } from './shared/tags.ts';

/**
 * Listeners of one load balancer.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-limits.html
 */
export const listenersPerLoadBalancerMax = 50;

/**
 * Makes a load balancer take connections on a port and forward them to a target group. Asking again with the same
 * settings answers the listener that is there.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html
 */
export const CreateListener = operation<CreateListenerInput, CreateListenerOutput>({
  service: 'elasticloadbalancing',
  name: 'CreateListener',
  access: 'write',
  honours: ['LoadBalancerArn', 'Protocol', 'Port', 'Tags', ...honouredActions],
  handle(input, context) {
    const wanted = build(context, input);
    const loadBalancer = requireByArn(context, 'loadBalancer', wanted.loadBalancerArn);
    const existing = listenerOn(context, loadBalancer, wanted.port);
    if (existing && !isSame(existing, wanted)) throw portTaken(loadBalancer);
    if (!existing) create(context, wanted);
    return { Listeners: [toSdkListener(existing ?? wanted)] };
  },
});

function build(context: OperationContext, input: CreateListenerInput): Listener {
  const loadBalancer = requireByArn(context, 'loadBalancer', input.LoadBalancerArn);
  return {
    id: listenerArn(loadBalancer, context.ids.hex(16)),
    accountId: loadBalancer.accountId,
    region: loadBalancer.region,
    tags: addTags([], input.Tags ?? []),
    loadBalancerArn: loadBalancer.id,
    protocol: checkProtocol('listener', input.Protocol, 'UnsupportedProtocol'),
    port: checkPort('listener', input.Port),
    targetGroups: [requireForwardTarget(context, loadBalancer, input.DefaultActions)],
    attributes: {},
    createdAt: context.now,
  };
}

function create({ resources }: OperationContext, listener: Listener): void {
  const count = resources.find('listener', 'loadBalancer', listener.loadBalancerArn).length;
  if (count >= listenersPerLoadBalancerMax) {
    const message = `A load balancer can have at most ${listenersPerLoadBalancerMax} listeners`;
    throw new ServiceError('TooManyListeners', message);
  }
  resources.put('listener', listener);
  dependOn(resources, listener.loadBalancerArn, listener.id);
  for (const { arn } of listener.targetGroups) dependOn(resources, arn, listener.id);
}

function isSame(a: Listener, b: Listener): boolean {
  return sameTargets(a.targetGroups, b.targetGroups) && sameTags(a.tags, b.tags);
}
