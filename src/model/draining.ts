/** Targets that were deregistered stay in the record of their group until their deregistration delay is over. */
import { deregistrationDelaySeconds } from './load-balancing-attributes.ts';
import type { Target, TargetGroup } from './load-balancing-resources.ts';

/** Whether the target gets new connections as far as the record says. */
export function isRegistered({ drainingUntil }: Pick<Target, 'drainingUntil'>): boolean {
  return drainingUntil === undefined;
}

/** Whether the target is draining no longer and belongs to the record no more. */
export function isDrained({ drainingUntil }: Pick<Target, 'drainingUntil'>, now: string): boolean {
  return drainingUntil !== undefined && drainingUntil <= now;
}

/** The group's targets that are registered or still draining. */
export function presentTargets({ targets }: Pick<TargetGroup, 'targets'>, now: string): readonly Target[] {
  return targets.filter((target) => !isDrained(target, now));
}

/** The target as it is after its deregistration; one that is draining already keeps its deadline. */
export function drain(group: TargetGroup, target: Target, now: string): Target {
  if (!isRegistered(target)) return target;
  const until = Date.parse(now) + deregistrationDelaySeconds(group) * 1000;
  return { ...target, drainingUntil: new Date(until).toISOString() };
}
