import { ServiceError } from '../../../model/errors.ts';

/**
 * The one type of addresses that load balancers and target groups have.
 * @throws ServiceError `InvalidConfigurationRequest` for another than `ipv4`, which is meant when left out
 */
export function checkIpAddressType(type: string = 'ipv4'): 'ipv4' {
  if (type === 'ipv4') return type;
  const message = `The IP address type '${type}' is not supported. Use ipv4`;
  throw new ServiceError('InvalidConfigurationRequest', message);
}
