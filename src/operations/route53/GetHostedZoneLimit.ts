import type { GetHostedZoneLimitRequest, GetHostedZoneLimitResponse } from '@aws-sdk/client-route-53';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { recordSetsPerZoneMax } from './shared/limits.ts';
import { vpcsPerZoneMax } from './shared/vpcs.ts';
import { requireZone } from './shared/zones.ts';

/** How much a zone may have of something, and has. */
export const GetHostedZoneLimit = operation<GetHostedZoneLimitRequest, GetHostedZoneLimitResponse>({
  service: 'route53',
  name: 'GetHostedZoneLimit',
  access: 'read',
  honours: ['HostedZoneId', 'Type'],
  handle(input, context) {
    const zone = requireZone(context, input.HostedZoneId ?? '');
    if (input.Type === 'MAX_RRSETS_BY_ZONE') {
      const count = context.resources.count('recordSet', 'zone', zone.id);
      return { Limit: { Type: input.Type, Value: recordSetsPerZoneMax }, Count: count };
    }
    if (!zone.privateZone) {
      throw new ServiceError('HostedZoneNotPrivate', 'The hosted zone is not private.');
    }
    const limit = { Type: 'MAX_VPCS_ASSOCIATED_BY_ZONE', Value: vpcsPerZoneMax } as const;
    return { Limit: limit, Count: zone.vpcs.length };
  },
});
