import type {
  DescribeLoadBalancersInput,
  DescribeLoadBalancersOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { operation } from '../operation.ts';
import { toSdkLoadBalancer } from './shared/load-balancer-view.ts';
import { selectByArnOrName } from './shared/lookup.ts';
import { paginate } from './shared/pages.ts';

/**
 * The caller's load balancers.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancers.html
 */
export const DescribeLoadBalancers = operation<DescribeLoadBalancersInput, DescribeLoadBalancersOutput>({
  service: 'elasticloadbalancing',
  name: 'DescribeLoadBalancers',
  access: 'read',
  honours: ['LoadBalancerArns', 'Names', 'Marker', 'PageSize'],
  handle(input, context) {
    const selected = selectByArnOrName(context, 'loadBalancer', input.LoadBalancerArns, input.Names);
    const { records, next } = paginate('DescribeLoadBalancers', selected, input);
    return { LoadBalancers: records.map(toSdkLoadBalancer), ...next };
  },
});
