import type { GetHealthCheckStatusRequest, GetHealthCheckStatusResponse } from '@aws-sdk/client-route-53';
import { isHealthCheckHealthy } from '../../model/dns-health.ts';
import { operation } from '../operation.ts';
import { requireHealthCheck } from './shared/health-checks.ts';

/** What the check says now, by the one observer that there is. */
export const GetHealthCheckStatus = operation<GetHealthCheckStatusRequest, GetHealthCheckStatusResponse>({
  service: 'route53',
  name: 'GetHealthCheckStatus',
  access: 'read',
  honours: ['HealthCheckId'],
  handle(input, context) {
    const { id } = requireHealthCheck(context, input.HealthCheckId ?? '');
    const healthy = isHealthCheckHealthy(context.resources, id);
    const Status = healthy
      ? 'Success: the health check is healthy'
      : 'Failure: the health check is unhealthy';
    return { HealthCheckObservations: [{ StatusReport: { Status, CheckedTime: new Date(context.now) } }] };
  },
});
