/** What the plan makes of the states of endpoints. */
import type { EndpointState } from '../model/resources.ts';

/** `pending` is an endpoint on its way to `available`, which it becomes when its entries are in the kernel. */
export function isConnected(state: EndpointState): boolean {
  return state === 'pending' || state === 'available';
}

/** Open connections of these end at their next packet. */
export function isCut(state: EndpointState): boolean {
  return state === 'rejected' || state === 'deleting';
}

/**
 * Whether the plan is the same for both states. It is for `pending` and `available`, so that an endpoint which has
 * just been planned is not planned again when that is told.
 */
export function isSameStage(a: EndpointState, b: EndpointState): boolean {
  return a === b || (isConnected(a) && isConnected(b));
}
