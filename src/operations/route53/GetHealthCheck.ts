import type { GetHealthCheckRequest, GetHealthCheckResponse } from '@aws-sdk/client-route-53';
import { operation } from '../operation.ts';
import { requireHealthCheck, toSdkHealthCheck } from './shared/health-checks.ts';

/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetHealthCheck.html */
export const GetHealthCheck = operation<GetHealthCheckRequest, GetHealthCheckResponse>({
  service: 'route53',
  name: 'GetHealthCheck',
  access: 'read',
  honours: ['HealthCheckId'],
  handle: (input, context) => ({
    HealthCheck: toSdkHealthCheck(requireHealthCheck(context, input.HealthCheckId ?? '')),
  }),
});
