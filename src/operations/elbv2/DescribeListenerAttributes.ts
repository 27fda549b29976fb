import type {
  DescribeListenerAttributesInput,
  DescribeListenerAttributesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { operation } from '../operation.ts';
import { requireByArn } from './shared/lookup.ts';

/** How long a connection may be silent before it is forgotten: AWS's default, which cannot be changed yet. */
const idleTimeoutSeconds = 350;

/**
 * The attributes of a listener.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html#listener-attributes
 */
export const DescribeListenerAttributes = operation<
  DescribeListenerAttributesInput,
  DescribeListenerAttributesOutput
>({
  service: 'elasticloadbalancing',
  name: 'DescribeListenerAttributes',
  access: 'read',
  honours: ['ListenerArn'],
  handle(input, context) {
    requireByArn(context, 'listener', input.ListenerArn);
    return { Attributes: [{ Key: 'tcp.idle_timeout.seconds', Value: String(idleTimeoutSeconds) }] };
  },
});
