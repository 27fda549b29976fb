/** What the operations of endpoint services share. */
import type { Reader, Writer } from '../../model/access.ts';
import type { Caller } from '../../model/caller.ts';
import { isConnected } from '../../model/endpoint-lifecycle.ts';
import { ServiceError } from '../../model/errors.ts';
import { isLoadBalancingArn } from '../../model/load-balancing-arns.ts';
import type { LoadBalancer } from '../../model/load-balancing-resources.ts';
import { principalCovers } from '../../model/principals.ts';
import type { EndpointService } from '../../model/resources.ts';
import type { OperationContext } from '../operation.ts';
import { dependOn } from '../shared/dependents.ts';
import { isOwned } from '../shared/lookup.ts';
import { supportsRegion } from './service-regions.ts';

/** A zone by both of its names. */
export interface ServiceZone {
  /** `us-east-1a` */
  readonly name: string;
  /** `use1-az1` */
  readonly id: string;
}

/** The zones that the service is offered in: those of its load balancers, by name. */
export function zonesOfService(resources: Reader, service: EndpointService): readonly ServiceZone[] {
  const nodes = service.loadBalancerArns.flatMap((arn) => resources.get('loadBalancer', arn)?.nodes ?? []);
  const byName = new Map(nodes.map((node) => [node.zone, { name: node.zone, id: node.zoneId }]));
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * The service with this name if the caller may connect to it.
 * @param serviceRegion where the request looks for it; the request's own region when left out
 * @throws ServiceError `InvalidServiceName`, the same when there is none and when the caller is not allowed
 */
export function requireVisibleService(
  context: OperationContext,
  name: string,
  serviceRegion = context.region,
): EndpointService {
  const service = context.resources
    .find('endpointService', 'name', name)
    .find((candidate) => candidate.region === serviceRegion && isVisible(context, candidate));
  if (!service) throw unknownService(name);
  return service;
}

/** Whether the caller may connect to the service from the region of the request, and so may know of it. */
export function isVisible(context: OperationContext, service: EndpointService): boolean {
  return supportsRegion(service, context.region) && mayConnect(service, context.caller);
}

/**
 * Whether the service admits the caller. The owner's own account needs no permission, as on AWS, where a service
 * without any is connected to from its own account in the guides.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/gateway/getting-started-cli.html
 */
function mayConnect(service: EndpointService, caller: Caller): boolean {
  if (service.accountId === caller.accountId) return true;
  return service.permissions.some(({ principal }) => principalCovers(principal, caller));
}

/** What is said of a service that does not exist or that the caller must not know of. */
export function unknownService(name: string): ServiceError {
  return new ServiceError('InvalidServiceName', `The Vpc Endpoint Service '${name}' does not exist`);
}

/** @throws ServiceError `ExistingVpcEndpointConnections` while an endpoint is connected to the service or waits to be */
export function refuseWhileConnected(resources: Reader, service: EndpointService): void {
  if (!resources.find('endpoint', 'service', service.id).some(isConnected)) return;
  throw new ServiceError(
    'ExistingVpcEndpointConnections',
    'Service has existing active VPC Endpoint connections!',
  );
}

/**
 * The caller's network load balancers with these ARNs, each once, for the service to use.
 * @param service the service that may have them already; undefined for a new one
 * @throws ServiceError `InvalidNetworkLoadBalancerArn.Malformed` or `.NotFound`, `InvalidParameter` for one that
 *   another service has
 */
export function requireLoadBalancers(
  context: OperationContext,
  arns: readonly string[],
  service?: EndpointService,
): readonly LoadBalancer[] {
  const loadBalancers = [...new Set(arns)].map((arn) => requireLoadBalancer(context, arn));
  for (const { id } of loadBalancers) {
    const taken = context.resources.find('endpointService', 'loadBalancer', id);
    if (taken.every((other) => other.id === service?.id)) continue;
    const message = `The Network Load Balancer ${id} is already associated with another VPC endpoint service`;
    throw new ServiceError('InvalidParameter', message);
  }
  return loadBalancers;
}

/** Makes two requests that give one load balancer to two services, or delete it meanwhile, exclude each other. */
export function holdLoadBalancers(resources: Writer, service: EndpointService): void {
  for (const arn of service.loadBalancerArns) dependOn(resources, arn, service.id);
}

function requireLoadBalancer(context: OperationContext, arn: string): LoadBalancer {
  if (!isLoadBalancingArn('loadBalancer', arn)) {
    const message = `The Network Load Balancer ARN '${arn}' is malformed`;
    throw new ServiceError('InvalidNetworkLoadBalancerArn.Malformed', message);
  }
  const record = context.resources.get('loadBalancer', arn);
  if (record && isOwned(context, record)) return record;
  const message = `The Network Load Balancer '${arn}' does not exist`;
  throw new ServiceError('InvalidNetworkLoadBalancerArn.NotFound', message);
}
