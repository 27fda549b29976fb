import type {
  DescribeLoadBalancerAttributesInput,
  DescribeLoadBalancerAttributesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { describeAttributes } from '../../model/attribute-definition.ts';
import { loadBalancerAttributes } from '../../model/load-balancing-attributes.ts';
import { operation } from '../operation.ts';
import { requireByArn } from './shared/lookup.ts';

/**
 * The attributes of a load balancer.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html#load-balancer-attributes
 */
export const DescribeLoadBalancerAttributes = operation<
  DescribeLoadBalancerAttributesInput,
  DescribeLoadBalancerAttributesOutput
>({
  service: 'elasticloadbalancing',
  name: 'DescribeLoadBalancerAttributes',
  access: 'read',
  honours: ['LoadBalancerArn'],
  handle(input, context) {
    const loadBalancer = requireByArn(context, 'loadBalancer', input.LoadBalancerArn);
    return { Attributes: describeAttributes(loadBalancerAttributes, loadBalancer) };
  },
});
