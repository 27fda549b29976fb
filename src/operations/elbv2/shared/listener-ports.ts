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

/**
 * The one protocol that listeners and target groups may have.
 * @param noun whose protocol it is, for the message
 * @throws ServiceError `ValidationError` when it is missing, with `unsupported` as code when it is another one
 */
export function checkProtocol(noun: string, protocol: string | undefined, unsupported: string): 'TCP' {
  if (protocol === undefined) {
    throw new ServiceError('ValidationError', `A ${noun} protocol must be specified`);
  }
  if (protocol === 'TCP') return protocol;
  throw new ServiceError(unsupported, `The ${noun} protocol '${protocol}' is not supported. Use TCP`);
}
