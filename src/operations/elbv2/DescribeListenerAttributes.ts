import type {
  DescribeListenerAttributesInput,
  DescribeListenerAttributesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { describeAttributes } from '../../model/attribute-definition.ts';
import { listenerAttributes } from '../../model/load-balancing-attributes.ts';
import { operation } from '../operation.ts';
import { requireByArn } from './shared/lookup.ts';

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
    const listener = requireByArn(context, 'listener', input.ListenerArn);
    return { Attributes: describeAttributes(listenerAttributes, listener) };
  },
});
