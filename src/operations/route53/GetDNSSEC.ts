import type { GetDNSSECRequest, GetDNSSECResponse } from '@aws-sdk/client-route-53';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { requireZone } from './shared/zones.ts';

/** That the zone is not signed: none is here. Clients ask before they delete a zone with all that is in it. */
export const GetDNSSEC = operation<GetDNSSECRequest, GetDNSSECResponse>({
  service: 'route53',
  name: 'GetDNSSEC',
  access: 'read',
  honours: ['HostedZoneId'],
  handle(input, context) {
    if (requireZone(context, input.HostedZoneId ?? '').privateZone) {
      throw new ServiceError('InvalidArgument', 'Operation is unsupported for private hosted zones');
    }
    return { Status: { ServeSignature: 'NOT_SIGNING' }, KeySigningKeys: [] };
  },
});
