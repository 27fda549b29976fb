/**
 * What health checks have found. It is volatile: every node keeps it in memory, and nothing of it is in the store, so
 * that thousands of targets can change at once without a durable write.
 */
import type { Arn } from './ids.ts';
import type { Target } from './load-balancing-resources.ts';

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html#target-health-states */
export type TargetState = 'initial' | 'healthy' | 'unhealthy' | 'unhealthy.draining' | 'unavailable';

/** Why a target is not healthy; absent when it is. */
export type TargetHealthReason =
  | 'Elb.RegistrationInProgress'
  | 'Elb.InitialHealthChecking'
  | 'Elb.InternalError'
  | 'Target.ResponseCodeMismatch'
  | 'Target.Timeout'
  | 'Target.FailedHealthChecks'
  | 'Target.HealthCheckDisabled';

export interface TargetHealth {
  readonly state: TargetState;
  readonly reason?: TargetHealthReason;
  /** A sentence for people, absent with the reason. */
  readonly description?: string;
}

/**
 * The findings of this node's health checks. The states `draining` and `unused` are none of them: they follow from
 * the records alone.
 */
export interface TargetHealthReader {
  /** @returns what is known of the target; `initial` for one that was not checked yet */
  healthOf(targetGroupArn: Arn, target: Pick<Target, 'id' | 'port'>): TargetHealth;
}

/** Where no health checks run: every target is `initial` for good. */
export const uncheckedHealth: TargetHealthReader = {
  healthOf: () => ({
    state: 'initial',
    reason: 'Elb.InitialHealthChecking',
    description: 'Postern does not check health yet and sends traffic to every registered target',
  }),
};
