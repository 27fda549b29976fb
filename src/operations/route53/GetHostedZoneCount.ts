import type { GetHostedZoneCountRequest, GetHostedZoneCountResponse } from '@aws-sdk/client-route-53';
import { operation } from '../operation.ts';

/** The number of hosted zones of the account. */
export const GetHostedZoneCount = operation<GetHostedZoneCountRequest, GetHostedZoneCountResponse>({
  service: 'route53',
  name: 'GetHostedZoneCount',
  access: 'read',
  honours: [],
  handle: (_, { resources, caller }) => ({
    HostedZoneCount: resources.count('hostedZone', 'account', caller.accountId),
  }),
});
