import type { GetHostedZoneRequest, GetHostedZoneResponse } from '@aws-sdk/client-route-53';
import { operation } from '../operation.ts';
import { toSdkVpc } from './shared/vpcs.ts';
import { requireZone, toSdkDelegationSet, toSdkZone } from './shared/zones.ts';

/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetHostedZone.html */
export const GetHostedZone = operation<GetHostedZoneRequest, GetHostedZoneResponse>({
  service: 'route53',
  name: 'GetHostedZone',
  access: 'read',
  honours: ['Id'],
  handle(input, context) {
    const zone = requireZone(context, input.Id ?? '');
    return {
      HostedZone: toSdkZone(context.resources, zone),
      DelegationSet: toSdkDelegationSet(zone),
      ...(zone.privateZone && { VPCs: zone.vpcs.map(toSdkVpc) }),
    };
  },
});
