import type { UnsuccessfulItem } from '@aws-sdk/client-ec2';
import type { ConnectionEvent } from '../../model/connection-notification.ts';
import { isConnected, reject } from '../../model/endpoint-lifecycle.ts';
import { ServiceError } from '../../model/errors.ts';
import type { Endpoint, EndpointService } from '../../model/resources.ts';
import type { OperationContext } from '../operation.ts';
import { checkId, notFound, requireOwned } from '../shared/lookup.ts';
import { forEachId } from './bulk.ts';
import { announce } from './connection-events.ts';

/** What the provider asks for: a service of its own and endpoints connected to it. */
export interface ConnectionsRequest {
  readonly ServiceId: string | undefined;
  readonly VpcEndpointIds: readonly string[] | undefined;
}

/**
 * Takes a step of each connection to one of the caller's services; what cannot be done is reported per endpoint.
 * @param step the endpoint after it; the same when there is nothing to do; undefined when its state forbids it
 * @param event what is announced of those that changed
 * @throws ServiceError `InvalidVpcEndpointServiceId.NotFound`
 */
export function changeConnections(
  context: OperationContext,
  request: ConnectionsRequest,
  step: (endpoint: Endpoint) => Endpoint | undefined,
  event: ConnectionEvent,
): readonly UnsuccessfulItem[] {
  const service = requireOwned(context, 'endpointService', request.ServiceId ?? '');
  return forEachId(request.VpcEndpointIds, (id) => {
    checkId('endpoint', id);
    const endpoint = context.resources.get('endpoint', id);
    // An endpoint of another service is as unknown to this one as one that does not exist.
    if (endpoint?.serviceId !== service.id) throw notFound('endpoint', [id]);
    const after = step(endpoint);
    if (!after) {
      const message = `The Vpc Endpoint '${id}' is in the state ${endpoint.state}, in which this is not possible`;
      throw new ServiceError('InvalidState', message);
    }
    if (after === endpoint) return;
    context.resources.put('endpoint', after);
    announce(context, after, event);
  });
}

/** Rejects the service's endpoints that are connected or wait to be, all or those that `isMeant` picks. */
export function rejectAll(
  context: OperationContext,
  service: EndpointService,
  isMeant: (endpoint: Endpoint) => boolean = () => true,
): void {
  for (const { id } of context.resources.find('endpoint', 'service', service.id)) {
    // By id, so that what happens to it at the same moment is not lost.
    const endpoint = context.resources.get('endpoint', id);
    const after = endpoint && isConnected(endpoint) && isMeant(endpoint) ? reject(endpoint) : undefined;
    if (!after) continue;
    context.resources.put('endpoint', after);
    announce(context, after, 'Reject');
  }
}
