import type {
  DescribeListenersInput,
  DescribeListenersOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { ServiceError } from '../../model/errors.ts';
import type { Listener } from '../../model/load-balancing-resources.ts';
import { type OperationContext, operation } from '../operation.ts';
import { toSdkListener } from './shared/listener-actions.ts';
import { requireByArn, selectByArn } from './shared/lookup.ts';
import { paginate } from './shared/pages.ts';

/**
 * The listeners of a load balancer, or those named.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeListeners.html
 */
export const DescribeListeners = operation<DescribeListenersInput, DescribeListenersOutput>({
  service: 'elasticloadbalancing',
  name: 'DescribeListeners',
  access: 'read',
  honours: ['LoadBalancerArn', 'ListenerArns', 'Marker', 'PageSize'],
  handle(input, context) {
    const { records, next } = paginate('DescribeListeners', select(context, input), input);
    return { Listeners: records.map(toSdkListener), ...next };
  },
});

function select(
  context: OperationContext,
  { LoadBalancerArn, ListenerArns }: DescribeListenersInput,
): readonly Listener[] {
  if ((LoadBalancerArn === undefined) === !ListenerArns?.length) {
    const message = 'You must specify either a load balancer ARN or listener ARNs';
    throw new ServiceError('ValidationError', message);
  }
  if (LoadBalancerArn === undefined) return selectByArn(context, 'listener', ListenerArns ?? []);
  const loadBalancer = requireByArn(context, 'loadBalancer', LoadBalancerArn);
  return context.resources.find('listener', 'loadBalancer', loadBalancer.id);
}
