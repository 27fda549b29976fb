/** The private DNS name of an endpoint service: one at most, usable once it is proven to be the provider's. */
import { ServiceError } from '../../model/errors.ts';
import type { Ids } from '../../model/ids.ts';
import { isPrivateDnsName } from '../../model/private-dns-name.ts';
import type { EndpointService, ServicePrivateDns } from '../../model/resources.ts';

/** What a request says about the name: `ModifyVpcEndpointServiceConfigurationRequest`, as far as it concerns it. */
export interface PrivateDnsChange {
  readonly PrivateDnsName?: string | undefined;
  readonly RemovePrivateDnsName?: boolean | undefined;
}

/**
 * The service with the name that the request wants. Another name is to be proven anew, the same one keeps its proof.
 * @returns the service, not yet written
 * @throws ServiceError `InvalidParameter`, `InvalidParameterCombination`
 */
export function withPrivateDns(
  service: EndpointService,
  { PrivateDnsName: name, RemovePrivateDnsName: remove }: PrivateDnsChange,
  ids: Ids,
): EndpointService {
  if (name !== undefined && remove) {
    const message = 'The parameter PrivateDnsName cannot be used with the parameter RemovePrivateDnsName';
    throw new ServiceError('InvalidParameterCombination', message);
  }
  const { privateDns, ...rest } = service;
  if (remove) return rest;
  if (name === undefined || name === privateDns?.name) return service;
  return { ...rest, privateDns: newPrivateDns(name, ids) };
}

/** A name that nobody has proven yet. @throws ServiceError `InvalidParameter` */
export function newPrivateDns(name: string, ids: Ids): ServicePrivateDns {
  if (!isPrivateDnsName(name)) {
    const message = `The private DNS name '${name}' is not valid. Give a domain name in lower case, such as api.example.com or *.api.example.com.`;
    throw new ServiceError('InvalidParameter', message);
  }
  return {
    name,
    state: 'pendingVerification',
    recordName: `_${ids.alphanumeric(20)}`,
    recordValue: `vpce:${ids.token(20)}`,
  };
}
