/** What is known of health, as far as names go by it. */
import type { Reader } from './access.ts';
import type { HealthCheckSettings } from './dns-resources.ts';
import type { TargetHealthReader } from './target-health.ts';

export interface DnsHealth {
  readonly targets: TargetHealthReader;
  /** @returns whether the Route 53 health check finds its endpoint healthy; true while nothing is known */
  isHealthy(healthCheckId: string): boolean;
}

/** Calculated health checks below one another. */
const depthMax = 8;

/** Health as the records say, and what is found of targets. */
export function dnsHealthOf(resources: Reader, targets: TargetHealthReader): DnsHealth {
  return { targets, isHealthy: (id) => isHealthCheckHealthy(resources, id) };
}

/**
 * What a Route 53 health check says. It follows from the records alone: nothing but calculated checks is carried out.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
 */
export function isHealthCheckHealthy(resources: Reader, id: string, depth = 0): boolean {
  const settings = resources.get('dnsHealthCheck', id)?.settings;
  if (!settings || depth >= depthMax) return true;
  return plainHealth(resources, settings, depth) !== (settings.inverted === true);
}

function plainHealth(resources: Reader, settings: HealthCheckSettings, depth: number): boolean {
  if (settings.disabled === true || settings.type !== 'CALCULATED') return true;
  const children = settings.childHealthChecks ?? [];
  const healthy = children.filter((child) => isHealthCheckHealthy(resources, child, depth + 1));
  return healthy.length >= (settings.healthThreshold ?? 0);
}
