/** How the outcomes of checks become the state of a target: thresholds, and nothing else. */
import type { HealthCheck } from '../model/load-balancing-resources.ts';
import type { TargetHealthReason } from '../model/target-health.ts';

/** What one check found. `checkedAtMs` on any clock that does not go back. */
export type Outcome =
  | { readonly healthy: true; readonly checkedAtMs: number }
  | {
      readonly healthy: false;
      readonly checkedAtMs: number;
      readonly reason: TargetHealthReason;
      readonly description: string;
    };

export interface TargetStatus {
  readonly state: 'initial' | 'healthy' | 'unhealthy';
  /** Checks in a row that contradict the state. */
  readonly contrary: number;
  /** Of the last check that failed, in a state that is not `healthy`. */
  readonly reason?: TargetHealthReason;
  readonly description?: string;
  /** When a failure last counted. */
  readonly countedAtMs?: number;
}

export const newTarget: TargetStatus = { state: 'initial', contrary: 0 };

type Thresholds = Pick<HealthCheck, 'healthyThreshold' | 'unhealthyThreshold' | 'intervalSeconds'>;

/**
 * The first success makes a new target healthy; after that it takes as many checks in a row as the thresholds say.
 * New targets are checked more often than the interval says; their failures count once an interval.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
 */
export function afterCheck(status: TargetStatus, outcome: Outcome, thresholds: Thresholds): TargetStatus {
  return outcome.healthy ? afterSuccess(status, thresholds) : afterFailure(status, outcome, thresholds);
}

function afterSuccess(status: TargetStatus, { healthyThreshold }: Thresholds): TargetStatus {
  const healthy = { state: 'healthy', contrary: 0 } as const;
  if (status.state !== 'unhealthy') return healthy;
  const contrary = status.contrary + 1;
  return contrary >= healthyThreshold ? healthy : { ...status, contrary };
}

function afterFailure(
  status: TargetStatus,
  { reason, description, checkedAtMs }: Extract<Outcome, { healthy: false }>,
  { unhealthyThreshold, intervalSeconds }: Thresholds,
): TargetStatus {
  const unhealthy = { state: 'unhealthy', contrary: 0, reason, description } as const;
  if (status.state === 'unhealthy') return unhealthy;
  const tooSoon =
    status.state === 'initial' &&
    status.countedAtMs !== undefined &&
    checkedAtMs - status.countedAtMs < intervalSeconds * 1000;
  if (tooSoon) return status;
  const contrary = status.contrary + 1;
  if (contrary >= unhealthyThreshold) return unhealthy;
  return { state: status.state, contrary, countedAtMs: checkedAtMs };
}
