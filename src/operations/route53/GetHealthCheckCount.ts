import type { GetHealthCheckCountRequest, GetHealthCheckCountResponse } from '@aws-sdk/client-route-53';
import { operation } from '../operation.ts';

/** The number of health checks of the account. */
export const GetHealthCheckCount = operation<GetHealthCheckCountRequest, GetHealthCheckCountResponse>({
  service: 'route53',
  name: 'GetHealthCheckCount',
  access: 'read',
  honours: [],
  handle: (_, { resources, caller }) => ({
    HealthCheckCount: resources.count('dnsHealthCheck', 'account', caller.accountId),
  }),
});
