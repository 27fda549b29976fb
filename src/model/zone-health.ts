import type { Reader } from './access.ts';
import { crossZone, dnsThreshold } from './load-balancing-attributes.ts';
import type { LoadBalancer, TargetGroup } from './load-balancing-resources.ts';
import type { TargetHealthReader } from './target-health.ts';

/**
 * Whether the load balancer's node in the zone has enough healthy targets in every group that it sends to, by the
 * groups' thresholds for DNS. A target that was not checked yet counts as healthy; a zone without a node is not healthy.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html#zonal-health
 */
export function isZoneHealthy(
  resources: Reader,
  health: TargetHealthReader,
  loadBalancer: LoadBalancer,
  zoneId: string,
): boolean {
  const node = loadBalancer.nodes.find((candidate) => candidate.zoneId === zoneId);
  if (!node) return false;
  const groups = resources
    .find('listener', 'loadBalancer', loadBalancer.id)
    .flatMap(({ targetGroups }) => targetGroups)
    .flatMap(({ arn }) => resources.get('targetGroup', arn) ?? []);
  return groups.every((group) => hasEnough(health, loadBalancer, group, node.zone));
}

function hasEnough(
  health: TargetHealthReader,
  loadBalancer: LoadBalancer,
  group: TargetGroup,
  zone: string,
): boolean {
  const everywhere = crossZone(loadBalancer, group);
  const targets = group.targets.filter(
    (target) =>
      target.drainingUntil === undefined && (everywhere || target.zone === zone || target.zone === 'all'),
  );
  const healthy = targets.filter((target) => {
    const { state } = health.healthOf(group.id, target);
    return state === 'healthy' || state === 'initial' || state === 'unavailable';
  });
  const { count, percentage } = dnsThreshold(group);
  if (count !== undefined && healthy.length < count) return false;
  return percentage === undefined || healthy.length * 100 >= percentage * targets.length;
}
