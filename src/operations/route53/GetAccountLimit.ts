import type { GetAccountLimitRequest, GetAccountLimitResponse } from '@aws-sdk/client-route-53';
import { operation } from '../operation.ts';
import { healthChecksMax, hostedZonesMax } from './shared/limits.ts';

/** How much the account may have of something, and has. Of what Postern has not, it is nothing of nothing. */
export const GetAccountLimit = operation<GetAccountLimitRequest, GetAccountLimitResponse>({
  service: 'route53',
  name: 'GetAccountLimit',
  access: 'read',
  honours: ['Type'],
  handle({ Type }, { resources, caller }) {
    switch (Type) {
      case 'MAX_HOSTED_ZONES_BY_OWNER': {
        const count = resources.count('hostedZone', 'account', caller.accountId);
        return { Limit: { Type, Value: hostedZonesMax }, Count: count };
      }
      case 'MAX_HEALTH_CHECKS_BY_OWNER': {
        const count = resources.count('dnsHealthCheck', 'account', caller.accountId);
        return { Limit: { Type, Value: healthChecksMax }, Count: count };
      }
      default:
        return { Limit: { Type, Value: 0 }, Count: 0 };
    }
  },
});
