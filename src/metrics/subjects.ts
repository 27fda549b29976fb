/** The combinations of dimensions that AWS has for each kind of resource. */
import type { LoadBalancer } from '../model/load-balancing-resources.ts';
import type { MetricNamespace, MetricSubject } from '../model/metrics.ts';
import type { Owned } from '../model/owned.ts';
import type { Endpoint, EndpointService } from '../model/resources.ts';

type Dimensions = Readonly<Record<string, string>>;

/** Of an endpoint, alone and with the subnet. None from another region than the service's, as with AWS. */
export function endpointSubjects(endpoint: Endpoint, subnetId: string): MetricSubject[] {
  if (endpoint.serviceRegion !== undefined) return [];
  const all = {
    'Endpoint Type': 'Interface',
    'Service Name': endpoint.serviceName,
    'VPC Endpoint Id': endpoint.id,
    'VPC Id': endpoint.vpcId,
  };
  return subjects(endpoint, 'AWS/PrivateLinkEndpoints', [all, { ...all, 'Subnet Id': subnetId }]);
}

/** Of an endpoint's service, for its provider. The zone is the load balancer's. */
export function serviceSubjects(
  service: EndpointService,
  endpointId: string,
  node: { readonly zone: string; readonly loadBalancerArn: string } | undefined,
): MetricSubject[] {
  const own = serviceOnly(service);
  const combinations: Dimensions[] = [own, { ...own, 'VPC Endpoint Id': endpointId }];
  if (node) {
    const [zone, loadBalancer] = [{ Az: node.zone }, { 'Load Balancer Arn': node.loadBalancerArn }];
    combinations.push({ ...own, ...zone }, { ...own, ...loadBalancer }, { ...own, ...zone, ...loadBalancer });
  }
  return subjects(service, 'AWS/PrivateLinkServices', combinations);
}

export function serviceSubject(service: EndpointService): MetricSubject {
  return subject(service, 'AWS/PrivateLinkServices', serviceOnly(service));
}

export function loadBalancerSubjects(loadBalancer: LoadBalancer, zone?: string): MetricSubject[] {
  const own = loadBalancerDimension(loadBalancer);
  const combinations = zone === undefined ? [own] : [own, { ...own, AvailabilityZone: zone }];
  return subjects(loadBalancer, 'AWS/NetworkELB', combinations);
}

/** With `zone` of that zone's nodes alone. */
export function targetGroupSubject(
  loadBalancer: LoadBalancer,
  targetGroupArn: string,
  zone?: string,
): MetricSubject {
  return subject(loadBalancer, 'AWS/NetworkELB', {
    ...loadBalancerDimension(loadBalancer),
    TargetGroup: targetGroupArn.slice(targetGroupArn.lastIndexOf(':') + 1),
    ...(zone !== undefined && { AvailabilityZone: zone }),
  });
}

function serviceOnly(service: EndpointService): Dimensions {
  return { 'Service Id': service.id };
}

function loadBalancerDimension({ name, token }: LoadBalancer): Dimensions {
  return { LoadBalancer: `net/${name}/${token}` };
}

function subjects(owner: Owned, namespace: MetricNamespace, all: readonly Dimensions[]): MetricSubject[] {
  return all.map((dimensions) => subject(owner, namespace, dimensions));
}

function subject(
  { accountId, region }: Owned,
  namespace: MetricNamespace,
  dimensions: Dimensions,
): MetricSubject {
  const sorted = Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    accountId,
    region,
    namespace,
    dimensions: sorted.map(([name, value]) => ({ name, value })),
  };
}
