/** What `postern status` shows: networks, services and endpoints with what flows through them. Plain data. */
import type { Reader } from '../model/access.ts';
import type { EndpointState, NetworkInterface, Vpc } from '../model/resources.ts';
import type { StackResource, StackStatus } from '../model/stack-resources.ts';

/** What the data plane has counted at one network interface since it was made. */
export interface InterfaceCounters {
  readonly connectionsOpen: number;
  readonly connectionsOpened: number;
  /** Towards the service, bytes of IP packets. */
  readonly bytesIn: number;
  /** Towards the client, bytes of IP packets. */
  readonly bytesOut: number;
  /** Packets dropped, by reason; reasons without a drop are left out. */
  readonly drops: Readonly<Record<string, number>>;
}

export interface InterfaceStatus extends InterfaceCounters {
  readonly networkInterfaceId: string;
  readonly zone: string;
  readonly subnetId: string;
  readonly privateIp: string;
}

export interface ResolverStatus {
  readonly queries: number;
  /** Not answered: no question, or from nobody who has a resolver. */
  readonly dropped: number;
  /** Answered with a refusal: malformed, or of a kind that is not offered. */
  readonly refused: number;
  /** Asked for elsewhere. */
  readonly upstream: number;
  /** Not answered by a defect of ours; the log says more. */
  readonly failed: number;
}

export interface Status {
  readonly networks: readonly {
    readonly vpcId: string;
    readonly accountId: string;
    readonly region: string;
    readonly cidr: string;
    readonly instances: number;
    readonly subnets: readonly { readonly subnetId: string; readonly cidr: string; readonly zone: string }[];
  }[];
  readonly services: readonly {
    readonly serviceId: string;
    readonly name: string;
    readonly accountId: string;
    readonly acceptanceRequired: boolean;
    readonly loadBalancers: readonly string[];
    readonly endpoints: Readonly<Partial<Record<EndpointState, number>>>;
  }[];
  readonly endpoints: readonly {
    readonly endpointId: string;
    readonly accountId: string;
    readonly vpcId: string;
    readonly serviceName: string;
    readonly state: EndpointState;
    readonly interfaces: readonly InterfaceStatus[];
  }[];
  /** Stacks of CloudFormation that are not deleted. */
  readonly stacks: readonly {
    readonly stackId: string;
    readonly name: string;
    readonly accountId: string;
    readonly region: string;
    readonly state: StackStatus;
    /** That are there, without those of nested stacks. */
    readonly resources: number;
  }[];
  /** Packets dropped by the whole data plane, by reason; reasons without a drop are left out. */
  readonly drops: Readonly<Record<string, number>>;
  /** What is wished for and not in the kernel, and why. */
  readonly failures: readonly string[];
  /** Messages of topics: those that wait, and since the start of the daemon those that arrived and that did not. */
  readonly notifications: {
    readonly waiting: number;
    readonly delivered: number;
    readonly givenUp: number;
  };
  /** Questions to the VPC resolvers since the start of the daemon. */
  readonly resolver: ResolverStatus;
  /** Events that the audit log could not take since the start of the daemon. */
  readonly auditEventsLost: number;
}

export type CountersOf = (networkInterfaceId: string) => InterfaceCounters;

/** The resources' half of the status, with the counters of each interface. */
export function describeStatus(
  resources: Reader,
  countersOf: CountersOf,
): Omit<Status, 'drops' | 'failures' | 'notifications' | 'resolver' | 'auditEventsLost'> {
  return {
    networks: [...resources.all('vpc')]
      .filter((vpc) => isOfInterest(resources, vpc))
      .sort(byId)
      .map((vpc) => ({
        vpcId: vpc.id,
        accountId: vpc.accountId,
        region: vpc.region,
        cidr: vpc.cidr,
        instances: resources
          .find('instance', 'vpc', vpc.id)
          .filter((instance) => instance.state === 'running').length,
        subnets: resources
          .find('subnet', 'vpc', vpc.id)
          .map((subnet) => ({ subnetId: subnet.id, cidr: subnet.cidr, zone: subnet.zone })),
      })),
    services: [...resources.all('endpointService')].sort(byId).map((service) => ({
      serviceId: service.id,
      name: service.name,
      accountId: service.accountId,
      acceptanceRequired: service.acceptanceRequired,
      loadBalancers: service.loadBalancerArns.map((arn) => resources.get('loadBalancer', arn)?.name ?? arn),
      endpoints: countStates(resources, service.id),
    })),
    endpoints: [...resources.all('endpoint')].sort(byId).map((endpoint) => ({
      endpointId: endpoint.id,
      accountId: endpoint.accountId,
      vpcId: endpoint.vpcId,
      serviceName: endpoint.serviceName,
      state: endpoint.state,
      interfaces: endpoint.networkInterfaceIds
        .map((id) => resources.get('networkInterface', id))
        .filter((found) => found !== undefined)
        .map((found) => interfaceStatus(found, countersOf)),
    })),
    stacks: [...resources.all('stack')]
      .filter(({ status }) => status !== 'DELETE_COMPLETE')
      .sort(byId)
      .map(({ id, name, accountId, region, status }) => ({
        stackId: id,
        name,
        accountId,
        region,
        state: status,
        resources: resources
          .find('stackResource', 'stack', id)
          .filter((each) => each.current !== undefined && !isGone(each)).length,
      })),
  };
}

function interfaceStatus(found: NetworkInterface, countersOf: CountersOf): InterfaceStatus {
  return {
    networkInterfaceId: found.id,
    zone: found.zone,
    subnetId: found.subnetId,
    privateIp: found.privateIp,
    ...countersOf(found.id),
  };
}

/** Every account has a default VPC in each region that it has used: those that nothing is in would bury the others. */
function isOfInterest(resources: Reader, vpc: Vpc): boolean {
  return !vpc.isDefault || resources.find('networkInterface', 'vpc', vpc.id).length > 0;
}

function isGone({ status }: StackResource): boolean {
  return status === 'DELETE_COMPLETE' || status === 'DELETE_SKIPPED';
}

function countStates(resources: Reader, serviceId: string): Partial<Record<EndpointState, number>> {
  const counts: Partial<Record<EndpointState, number>> = {};
  for (const endpoint of resources.find('endpoint', 'service', serviceId)) {
    counts[endpoint.state] = (counts[endpoint.state] ?? 0) + 1;
  }
  return counts;
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}
