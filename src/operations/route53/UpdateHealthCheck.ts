import type { UpdateHealthCheckRequest, UpdateHealthCheckResponse } from '@aws-sdk/client-route-53';
import type { DnsHealthCheck } from '../../model/dns-resources.ts';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { dependOn } from '../shared/dependents.ts';
import {
  checkSettings,
  requireHealthCheck,
  settingMembers,
  settingsFrom,
  toSdkHealthCheck,
} from './shared/health-checks.ts';

/**
 * Changes the settings that are given.
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_UpdateHealthCheck.html
 */
export const UpdateHealthCheck = operation<UpdateHealthCheckRequest, UpdateHealthCheckResponse>({
  service: 'route53',
  name: 'UpdateHealthCheck',
  access: 'write',
  honours: ['HealthCheckId', 'HealthCheckVersion', ...settingMembers],
  handle(input, context) {
    const check = requireHealthCheck(context, input.HealthCheckId ?? '');
    if (input.HealthCheckVersion !== undefined && input.HealthCheckVersion !== check.version) {
      const message = `The version of the health check is ${check.version}, not ${input.HealthCheckVersion}.`;
      throw new ServiceError('HealthCheckVersionMismatch', message);
    }
    const wanted = { ...check.settings, ...settingsFrom(check.settings.type, input) };
    const settings = checkSettings(context, wanted);
    const changed: DnsHealthCheck = { ...check, settings, version: check.version + 1 };
    context.resources.put('dnsHealthCheck', changed);
    for (const child of settings.childHealthChecks ?? []) dependOn(context.resources, child, check.id);
    return { HealthCheck: toSdkHealthCheck(changed) };
  },
});
