import { ServiceError } from '../../../model/errors.ts';
import type { Listener, LoadBalancer } from '../../../model/load-balancing-resources.ts';
import type { OperationContext } from '../../operation.ts';

/** The listener on this port of the load balancer, if there is one. */
export function listenerOn(
  { resources }: OperationContext,
  loadBalancer: LoadBalancer,
  port: number,
): Listener | undefined {
  const listeners = resources.find('listener', 'loadBalancer', loadBalancer.id);
  return listeners.find((listener) => listener.port === port);
}

/** The refusal of a second listener on a port. */
export function portTaken(loadBalancer: LoadBalancer): ServiceError {
  const message = `A listener already exists on this port for this load balancer '${loadBalancer.id}'`;
  return new ServiceError('DuplicateListener', message);
}
