/** What is known of health, as far as names go by it. Volatile, like what health checks of targets find. */
import type { TargetHealthReader } from './target-health.ts';

export interface DnsHealth {
  readonly targets: TargetHealthReader;
  /** @returns whether the Route 53 health check finds its endpoint healthy; true while nothing is known */
  isHealthy(healthCheckId: string): boolean;
}
