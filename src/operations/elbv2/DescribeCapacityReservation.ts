import type {
  DescribeCapacityReservationInput,
  DescribeCapacityReservationOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { operation } from '../operation.ts';
import { requireByArn } from './shared/lookup.ts';

/**
 * The capacity that is reserved for a load balancer: none, since all share the machine.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeCapacityReservation.html
 */
export const DescribeCapacityReservation = operation<
  DescribeCapacityReservationInput,
  DescribeCapacityReservationOutput
>({
  service: 'elasticloadbalancing',
  name: 'DescribeCapacityReservation',
  access: 'read',
  honours: ['LoadBalancerArn'],
  handle(input, context) {
    requireByArn(context, 'loadBalancer', input.LoadBalancerArn);
    return { CapacityReservationState: [] };
  },
});
