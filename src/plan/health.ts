/** What health checks have found, as far as the plan needs it. */
import type { Arn } from '../model/ids.ts';
import type { Target } from '../model/load-balancing-resources.ts';

export interface RoutingHealth {
  /** Whether it gets new connections while its zone has enough targets that do. */
  readonly usable: boolean;
  /**
   * When it last turned unhealthy, milliseconds of the machine's monotonic clock: connections that are older end, where
   * the group asks for that.
   */
  readonly cutAtMs?: number;
}

/** Findings by target. A change of what it says is told to the planner. */
export interface HealthSource {
  routingOf(targetGroupArn: Arn, target: Pick<Target, 'id' | 'port'>): RoutingHealth;
}

/** Without checks every target is as good as another. */
export const allUsable: HealthSource = { routingOf: () => ({ usable: true }) };
