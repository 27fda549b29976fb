import type { DnsOptionsSpecification } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import type { Endpoint } from '../../model/resources.ts';

/** What CreateVpcEndpoint and ModifyVpcEndpoint have in common besides subnets, groups, policy and private DNS. */
export interface EndpointOptions {
  readonly IpAddressType?: string | undefined;
  readonly DnsOptions?: DnsOptionsSpecification | undefined;
}

/** The members of `EndpointOptions`, for `honours`. */
export const endpointOptions = [
  'IpAddressType',
  'DnsOptions.DnsRecordIpType',
  'DnsOptions.PrivateDnsOnlyForInboundResolverEndpoint',
] as const;

/**
 * The endpoint with the options of the request. It has IPv4 addresses only, and so have its names.
 * @returns the endpoint, not yet written; the same object when nothing changed
 * @throws ServiceError `InvalidParameter`
 */
export function withOptions(endpoint: Endpoint, { IpAddressType, DnsOptions }: EndpointOptions): Endpoint {
  const { serviceName, vpcId } = endpoint;
  if (IpAddressType !== undefined && IpAddressType !== 'ipv4') {
    throw refused(
      `The IP address type ${IpAddressType} is not supported by the service ${serviceName}. Supported: ipv4.`,
    );
  }
  if (DnsOptions?.PrivateDnsOnlyForInboundResolverEndpoint) {
    throw refused(
      `To set PrivateDnsOnlyForInboundResolverEndpoint to true, the VPC ${vpcId} must have a Gateway endpoint for the service.`,
    );
  }
  return withRecordType(endpoint, DnsOptions?.DnsRecordIpType);
}

/** `service-defined` is the default of the service, which is `ipv4`. */
function withRecordType(endpoint: Endpoint, type: string | undefined): Endpoint {
  const { dnsRecordIpType, ...rest } = endpoint;
  switch (type) {
    case undefined:
    case dnsRecordIpType ?? 'ipv4':
      return endpoint;
    case 'ipv4':
      return rest;
    case 'service-defined':
      return { ...rest, dnsRecordIpType: type };
    default:
      throw refused(
        `The DNS record IP type ${type} is not supported for an endpoint with the IP address type ipv4. Supported: ipv4, service-defined.`,
      );
  }
}

/** @throws ServiceError `InvalidParameter` when route tables are given, which gateway endpoints have */
export function refuseRouteTables(...lists: (readonly string[] | undefined)[]): void {
  if (lists.every((list) => !list?.length)) return;
  throw refused('Route table IDs are only supported for Gateway type VPC Endpoint.');
}

function refused(message: string): ServiceError {
  return new ServiceError('InvalidParameter', message);
}
