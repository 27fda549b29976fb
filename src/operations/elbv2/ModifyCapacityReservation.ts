import type {
  ModifyCapacityReservationInput,
  ModifyCapacityReservationOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { requireByArn } from './shared/lookup.ts';

/**
 * Refuses to reserve capacity, which no load balancer has to itself; taking a reservation back does nothing.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyCapacityReservation.html
 */
export const ModifyCapacityReservation = operation<
  ModifyCapacityReservationInput,
  ModifyCapacityReservationOutput
>({
  service: 'elasticloadbalancing',
  name: 'ModifyCapacityReservation',
  access: 'write',
  honours: ['LoadBalancerArn', 'MinimumLoadBalancerCapacity', 'ResetCapacityReservation'],
  handle(input, context) {
    const { id } = requireByArn(context, 'loadBalancer', input.LoadBalancerArn);
    if (input.MinimumLoadBalancerCapacity !== undefined) {
      const message = `No capacity can be reserved for the load balancer '${id}': all load balancers share the machine`;
      throw new ServiceError('OperationNotPermitted', message);
    }
    if (input.ResetCapacityReservation) return { CapacityReservationState: [] };
    const message = 'Either a minimum capacity or the reset of the reservation must be specified';
    throw new ServiceError('ValidationError', message);
  },
});
