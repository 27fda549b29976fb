import type {
  DescribeLoadBalancerAttributesInput,
  DescribeLoadBalancerAttributesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { operation } from '../operation.ts';
import { requireByArn } from './shared/lookup.ts';

/**
 * The attributes of a load balancer. They cannot be changed yet; each says what Postern does.
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
    requireByArn(context, 'loadBalancer', input.LoadBalancerArn);
    return { Attributes: Object.entries(attributes).map(([Key, Value]) => ({ Key, Value })) };
  },
});

const attributes = {
  'access_logs.s3.enabled': 'false',
  'access_logs.s3.bucket': '',
  'access_logs.s3.prefix': '',
  'deletion_protection.enabled': 'false',
  'dns_record.client_routing_policy': 'any_availability_zone',
  'ipv6.deny_all_igw_traffic': 'true',
  'load_balancing.cross_zone.enabled': 'false',
  'secondary_ips.auto_assigned.per_subnet': '0',
  'zonal_shift.config.enabled': 'false',
} as const;
