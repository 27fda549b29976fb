/** What is known of health, as far as names go by it. */
import type { Reader } from './access.ts';
import { alarmArn } from './alarm-resources.ts';
import type { DnsHealthCheck } from './dns-resources.ts';
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
 * What a Route 53 health check says. It follows from the records alone: those of other checks, and of alarms.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
 */
export function isHealthCheckHealthy(resources: Reader, id: string, depth = 0): boolean {
  const check = resources.get('dnsHealthCheck', id);
  if (!check || depth >= depthMax) return true;
  return plainHealth(resources, check, depth) !== (check.settings.inverted === true);
}

function plainHealth(resources: Reader, check: DnsHealthCheck, depth: number): boolean {
  const { settings } = check;
  if (settings.disabled === true) return true;
  if (settings.type === 'CLOUDWATCH_METRIC') return alarmHealth(resources, check);
  if (settings.type !== 'CALCULATED') return true;
  const children = settings.childHealthChecks ?? [];
  const healthy = children.filter((child) => isHealthCheckHealthy(resources, child, depth + 1));
  return healthy.length >= (settings.healthThreshold ?? 0);
}

/** An alarm that is gone has no data. */
function alarmHealth(resources: Reader, { accountId, settings }: DnsHealthCheck): boolean {
  const { alarm: { region = '', name = '' } = {}, insufficientData = 'LastKnownStatus' } = settings;
  const alarm = resources.get('metricAlarm', alarmArn(accountId, region, name));
  const state = alarm?.state ?? 'INSUFFICIENT_DATA';
  if (state !== 'INSUFFICIENT_DATA') return state === 'OK';
  if (insufficientData === 'LastKnownStatus') return alarm?.lastKnownState !== 'ALARM';
  return insufficientData === 'Healthy';
}
