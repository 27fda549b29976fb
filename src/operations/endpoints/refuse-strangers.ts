import { ServiceError } from '../../model/errors.ts';
import type { Endpoint } from '../../model/resources.ts';

/** @throws ServiceError `InvalidParameter` for an id to remove from the endpoint that is none of its `members` */
export function refuseStrangers(
  endpoint: Endpoint,
  noun: string,
  ids: readonly string[],
  members: readonly string[],
): void {
  const stranger = ids.find((id) => !members.includes(id));
  if (stranger === undefined) return;
  throw new ServiceError('InvalidParameter', `The ${noun} ${stranger} is not associated with ${endpoint.id}`);
}
