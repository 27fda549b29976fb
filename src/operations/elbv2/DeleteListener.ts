import type { DeleteListenerInput, DeleteListenerOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { operation } from '../operation.ts';
import { requireByArn } from './shared/lookup.ts';

/**
 * Makes a load balancer take no more connections on a port.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteListener.html
 */
export const DeleteListener = operation<DeleteListenerInput, DeleteListenerOutput>({
  service: 'elasticloadbalancing',
  name: 'DeleteListener',
  access: 'write',
  honours: ['ListenerArn'],
  handle(input, context) {
    const listener = requireByArn(context, 'listener', input.ListenerArn);
    context.resources.delete('listener', listener.id);
    return {};
  },
});
