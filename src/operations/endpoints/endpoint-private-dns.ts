/** The private DNS name of an endpoint: that of its service, in the endpoint's VPC only. */
import { ServiceError } from '../../model/errors.ts';
import type { VpcId } from '../../model/ids.ts';
import { domainOf } from '../../model/private-dns-name.ts';
import type { Endpoint, EndpointService } from '../../model/resources.ts';
import type { OperationContext } from '../operation.ts';
import { dependOn } from '../shared/dependents.ts';

/**
 * The endpoint with its service's private name.
 * @param service undefined when the service is deleted
 * @returns the endpoint, not yet written; the same object when it has a private name already
 * @throws ServiceError `InvalidParameter` when the service has no name or did not prove it, the endpoint is not accepted, the
 *   VPC does not resolve names, or something else in the VPC has the name
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
 */
export function enablePrivateDns(
  context: OperationContext,
  endpoint: Endpoint,
  service: EndpointService | undefined,
): Endpoint {
  if (endpoint.privateDnsEnabled) return endpoint;
  const { id, vpcId, serviceName, state } = endpoint;
  const privateDns = service?.privateDns;
  if (!privateDns) {
    throw refused(
      `Private DNS can't be enabled because the service ${serviceName} does not provide a private DNS name.`,
    );
  }
  if (privateDns.state !== 'verified') {
    throw refused(
      `Private DNS can't be enabled because the service ${serviceName} has not verified the private DNS name.`,
    );
  }
  if (state !== 'pending' && state !== 'available') {
    const reason = `Private DNS can only be enabled after the endpoint connection is accepted by the owner of ${serviceName}.`;
    throw refused(reason);
  }
  checkVpc(context, vpcId);
  checkConflict(context, endpoint, privateDns.name);
  // Two that take the same name at the same moment both write this.
  dependOn(context.resources, vpcId, id);
  return { ...endpoint, privateDnsEnabled: true, privateDnsName: privateDns.name };
}

/** The endpoint without a private name; the same object when it has none. */
export function disablePrivateDns(endpoint: Endpoint): Endpoint {
  if (!endpoint.privateDnsEnabled) return endpoint;
  const { privateDnsName: _, ...rest } = endpoint;
  return { ...rest, privateDnsEnabled: false };
}

function checkVpc({ resources }: OperationContext, vpcId: VpcId): void {
  const vpc = resources.get('vpc', vpcId);
  if (vpc?.enableDnsSupport && vpc.enableDnsHostnames) return;
  throw refused(
    `Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${vpcId}`,
  );
}

function checkConflict({ resources }: OperationContext, { id, vpcId }: Endpoint, name: string): void {
  const domain = domainOf(name);
  const key = `${vpcId}/${domain}.`;
  const ofEndpoints = resources.find('endpoint', 'privateDomain', key).filter((other) => other.id !== id);
  const ofZones = resources.find('hostedZone', 'nameInVpc', key);
  if (ofEndpoints.length === 0 && ofZones.length === 0) return;
  throw refused(
    `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${domain} in the VPC ${vpcId}`,
  );
}

function refused(message: string): ServiceError {
  return new ServiceError('InvalidParameter', message);
}
