import { ServiceError } from '../../model/errors.ts';
import type { EndpointService } from '../../model/resources.ts';

/** @throws ServiceError `InvalidParameter` for a type that load balancers here do not have: IPv6 */
export function checkAddressTypes(types: readonly string[]): void {
  const unsupported = types.find((type) => type !== 'ipv4');
  if (unsupported === undefined) return;
  const message = `The IP address type ${unsupported} is not supported by the load balancers of the service. Supported: ipv4.`;
  throw new ServiceError('InvalidParameter', message);
}

/** @throws ServiceError `InvalidParameter`: the only type cannot be removed, and others are not there */
export function refuseRemovingAddressTypes({ id }: EndpointService, types: readonly string[]): void {
  const [type] = types;
  if (type === undefined) return;
  const reason = type === 'ipv4' ? `${id} has no other` : `${id} does not have it`;
  throw new ServiceError('InvalidParameter', `The IP address type ${type} cannot be removed: ${reason}.`);
}
