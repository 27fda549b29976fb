/** From what interfaces have counted to what subjects have: each reading goes to every combination that it is part of. */
import type { Reader } from '../model/access.ts';
import type { Arn } from '../model/ids.ts';
import type { LoadBalancer, LoadBalancerNode, TargetGroup } from '../model/load-balancing-resources.ts';
import type { MetricSubject } from '../model/metrics.ts';
import type { Endpoint } from '../model/resources.ts';
import type { TargetHealthReader } from '../model/target-health.ts';
import { isZoneHealthy } from '../model/zone-health.ts';
import { dataPlaneId } from '../plan/data-plane-id.ts';
import type { DataPlaneId } from '../plan/entry.ts';
import { pinnedNode } from '../plan/units/endpoint.ts';
import type { Reading } from './readings.ts';
import {
  endpointSubjects,
  loadBalancerSubjects,
  serviceSubject,
  serviceSubjects,
  targetGroupSubject,
} from './subjects.ts';
import { endpointValues, loadBalancerValues, serviceValues, type Values } from './values.ts';

export interface Sources {
  readonly resources: Reader;
  readonly health: TargetHealthReader;
  readonly readings: ReadonlyMap<DataPlaneId, Reading>;
  /** Since the last look. */
  readonly seconds: number;
}

export type Add = (subject: MetricSubject, values: Values) => void;

/** Tells `add` everything there is; one subject may come more than once. */
export function collect(sources: Sources, add: Add): void {
  for (const endpoint of sources.resources.all('endpoint')) addEndpoint(endpoint, sources, add);
  for (const service of sources.resources.all('endpointService')) {
    const connected = sources.resources
      .find('endpoint', 'service', service.id)
      .filter(({ state }) => state === 'available').length;
    if (connected > 0) add(serviceSubject(service), { counters: {}, levels: { EndpointsCount: connected } });
  }
  for (const loadBalancer of sources.resources.all('loadBalancer')) {
    addLoadBalancer(loadBalancer, sources, add);
  }
}

function addEndpoint(endpoint: Endpoint, { resources, readings, seconds }: Sources, add: Add): void {
  for (const networkInterfaceId of endpoint.networkInterfaceIds) {
    const reading = readings.get(dataPlaneId(networkInterfaceId));
    const found = reading && resources.get('networkInterface', networkInterfaceId);
    if (!found) continue;
    for (const subject of endpointSubjects(endpoint, found.subnetId)) add(subject, endpointValues(reading));
    const place = { networkInterfaceId, zoneId: found.zoneId };
    const pinned = pinnedNode(endpoint, place, { pick: (kind, id) => resources.get(kind, id) });
    const service = resources.get('endpointService', endpoint.serviceId);
    const node = pinned && { loadBalancerArn: pinned.loadBalancerArn, zone: pinned.node.zone };
    if (service) {
      for (const subject of serviceSubjects(service, endpoint.id, node)) add(subject, serviceValues(reading));
    }
    const loadBalancer = node && resources.get('loadBalancer', node.loadBalancerArn);
    if (!loadBalancer) continue;
    for (const subject of loadBalancerSubjects(loadBalancer, node.zone)) {
      // The security groups there are the endpoint's.
      add(subject, loadBalancerValues(reading, false, seconds));
    }
  }
}

const nothing: Values = { counters: {}, levels: {} };

function addLoadBalancer(loadBalancer: LoadBalancer, sources: Sources, add: Add): void {
  for (const node of loadBalancer.nodes) {
    const reading = sources.readings.get(dataPlaneId(node.networkInterfaceId));
    const values = reading ? loadBalancerValues(reading, true, sources.seconds) : nothing;
    const isHealthy = isZoneHealthy(sources.resources, sources.health, loadBalancer, node.zoneId);
    const zonal: Values = { counters: {}, levels: { ZonalHealthStatus: isHealthy ? 1 : 0 } };
    for (const subject of loadBalancerSubjects(loadBalancer, node.zone)) {
      add(subject, values);
      add(subject, zonal);
    }
  }
  for (const arn of targetGroupArns(loadBalancer, sources.resources)) {
    const group = sources.resources.get('targetGroup', arn);
    if (group) addHealth(loadBalancer, group, sources.health, add);
  }
}

function targetGroupArns({ id }: LoadBalancer, resources: Reader): ReadonlySet<Arn> {
  const listeners = resources.find('listener', 'loadBalancer', id);
  return new Set(listeners.flatMap(({ targetGroups }) => targetGroups.map(({ arn }) => arn)));
}

/** An address outside the VPC counts in every zone. */
function addHealth(
  loadBalancer: LoadBalancer,
  group: TargetGroup,
  health: TargetHealthReader,
  add: Add,
): void {
  if (!group.healthCheck.enabled) return;
  const targets = group.targets
    .filter(({ drainingUntil }) => drainingUntil === undefined)
    .map((target) => ({ zone: target.zone, state: health.healthOf(group.id, target).state }));
  if (targets.length === 0) return;
  const valuesOf = (nodes: readonly LoadBalancerNode[]): Values => {
    const zones = new Set(['all', ...nodes.map(({ zone }) => zone)]);
    const states = targets.filter(({ zone }) => zones.has(zone)).map(({ state }) => state);
    return {
      counters: {},
      levels: {
        HealthyHostCount: states.filter((state) => state === 'healthy').length,
        UnHealthyHostCount: states.filter((state) => state.startsWith('unhealthy')).length,
      },
    };
  };
  add(targetGroupSubject(loadBalancer, group.id), valuesOf(loadBalancer.nodes));
  for (const node of loadBalancer.nodes) {
    add(targetGroupSubject(loadBalancer, group.id, node.zone), valuesOf([node]));
  }
}
