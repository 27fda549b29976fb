import type { DnsOptionsSpecification } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';

/** What CreateVpcEndpoint and ModifyVpcEndpoint have in common and Postern offers one value of. */
export interface EndpointOptions {
  readonly IpAddressType?: string | undefined;
  readonly DnsOptions?: DnsOptionsSpecification | undefined;
  readonly PrivateDnsEnabled?: boolean | undefined;
}

/** The members of `EndpointOptions`, for `honours`. */
export const endpointOptions = ['IpAddressType', 'DnsOptions.DnsRecordIpType', 'PrivateDnsEnabled'] as const;

/**
 * Accepts the options that say what is the case anyway: IPv4, and no private DNS name.
 * @throws ServiceError `InvalidParameter`
 */
export function checkEndpointOptions(options: EndpointOptions, serviceName: string): void {
  const { IpAddressType, DnsOptions, PrivateDnsEnabled } = options;
  if (IpAddressType !== undefined && IpAddressType !== 'ipv4') {
    const message = `The IP address type ${IpAddressType} is not supported by the service ${serviceName}. Supported: ipv4.`;
    throw new ServiceError('InvalidParameter', message);
  }
  const recordType = DnsOptions?.DnsRecordIpType;
  if (recordType !== undefined && recordType !== 'ipv4') {
    const message = `The DNS record IP type ${recordType} is not supported by the service ${serviceName}. Supported: ipv4.`;
    throw new ServiceError('InvalidParameter', message);
  }
  if (PrivateDnsEnabled) {
    const message = `Private DNS can't be enabled because the service ${serviceName} does not provide a private DNS name.`;
    throw new ServiceError('InvalidParameter', message);
  }
}
