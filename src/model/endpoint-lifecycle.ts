/**
 * The steps of an endpoint's life, those that requests take and those that follow the data plane.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html#concepts-vpc-endpoint-states
 */
import type { Writer } from './access.ts';
import { deleteInterface } from './delete-interface.ts';
import type { Endpoint, EndpointState } from './resources.ts';

/** States in which an endpoint holds on to its service: the service cannot be deleted nor lose a load balancer. */
const connectedStates: readonly EndpointState[] = ['pendingAcceptance', 'pending', 'available'];

/** Whether the endpoint has, or waits for, a connection to its service. */
export function isConnected(endpoint: Endpoint): boolean {
  return connectedStates.includes(endpoint.state);
}

/**
 * The provider's consent, from `pendingAcceptance` or `rejected` to `pending`. Consenting to what is accepted already
 * changes nothing, so that a request may be repeated.
 * @returns undefined when an endpoint in this state cannot be accepted
 */
export function accept(endpoint: Endpoint): Endpoint | undefined {
  switch (endpoint.state) {
    case 'pendingAcceptance':
    case 'rejected':
      return { ...endpoint, state: 'pending' };
    case 'pending':
    case 'available':
      return endpoint;
    case 'expired':
    case 'failed':
    case 'deleting':
    case 'deleted':
      return undefined;
  }
}

/**
 * The provider's refusal, from every connected state to `rejected`, and to the next epoch, which cuts open flows.
 * Rejecting again changes nothing.
 * @returns undefined when an endpoint in this state cannot be rejected
 */
export function reject(endpoint: Endpoint): Endpoint | undefined {
  if (!isConnected(endpoint)) return endpoint.state === 'rejected' ? endpoint : undefined;
  const { wasAvailable: _, ...rest } = endpoint;
  return { ...rest, state: 'rejected', epoch: endpoint.epoch + 1 };
}

/** A request that nobody answered for long: from `pendingAcceptance` to `expired`. Undefined in every other state. */
export function expire(endpoint: Endpoint): Endpoint | undefined {
  return endpoint.state === 'pendingAcceptance' ? { ...endpoint, state: 'expired' } : undefined;
}

/** The consumer changed the endpoint: one that was `available` is `pending` until that is in place. */
export function reapply(endpoint: Endpoint): Endpoint {
  return endpoint.state === 'available' ? { ...endpoint, state: 'pending' } : endpoint;
}

/** From `pending`: the data plane holds all of it. Does nothing in other states. */
export function markAvailable(resources: Writer, endpoint: Endpoint): void {
  if (endpoint.state !== 'pending') return;
  const { lastError: _, ...rest } = endpoint;
  resources.put('endpoint', { ...rest, state: 'available', wasAvailable: true });
}

/**
 * From `pending`: the data plane could not hold it. Does nothing in other states.
 * @param message what failed, for the endpoint's owner to read
 */
export function markFailed(resources: Writer, endpoint: Endpoint, message: string): void {
  if (endpoint.state !== 'pending') return;
  const lastError = { code: 'DataPlaneError', message };
  resources.put('endpoint', { ...endpoint, state: 'failed', lastError });
}

/**
 * From `deleting`: the data plane let go of it. The endpoint, its network interfaces and its notifications go, the
 * addresses are free again. Does nothing in other states.
 */
export function finishDeletion(resources: Writer, endpoint: Endpoint): void {
  if (endpoint.state !== 'deleting') return;
  for (const id of endpoint.networkInterfaceIds) {
    const networkInterface = resources.get('networkInterface', id);
    if (networkInterface) deleteInterface(resources, networkInterface);
  }
  deleteNotifications(resources, endpoint.id);
  resources.delete('endpoint', endpoint.id);
}

/** Deletes what was to be told of the events of a service or an endpoint. */
export function deleteNotifications(resources: Writer, subjectId: string): void {
  for (const { id } of resources.find('connectionNotification', 'subject', subjectId)) {
    resources.delete('connectionNotification', id);
  }
}
