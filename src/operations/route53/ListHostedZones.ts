import type { ListHostedZonesRequest, ListHostedZonesResponse } from '@aws-sdk/client-route-53';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { bareId } from './shared/ids.ts';
import { pageOf, pageSize } from './shared/pages.ts';
import { toSdkZone } from './shared/zones.ts';

/** Zones that one page may have. */
const zonesMax = 100;

/**
 * The account's zones, ordered by id.
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListHostedZones.html
 */
export const ListHostedZones = operation<ListHostedZonesRequest, ListHostedZonesResponse>({
  service: 'route53',
  name: 'ListHostedZones',
  access: 'read',
  honours: ['Marker', 'MaxItems', 'DelegationSetId', 'HostedZoneType'],
  handle(input, { resources, caller }) {
    if (input.DelegationSetId !== undefined) {
      const message = `A delegation set with ID ${input.DelegationSetId.slice(0, 64)} does not exist.`;
      throw new ServiceError('NoSuchDelegationSet', message);
    }
    const size = pageSize(input.MaxItems, zonesMax);
    const marker = bareId(input.Marker ?? '');
    const zones = resources
      .find('hostedZone', 'account', caller.accountId)
      .filter(({ id, privateZone }) => id >= marker && (privateZone || input.HostedZoneType === undefined));
    const { items, next } = pageOf(zones, size);
    return {
      HostedZones: items.map((zone) => toSdkZone(resources, zone)),
      Marker: input.Marker,
      IsTruncated: next !== undefined,
      ...(next && { NextMarker: next.id }),
      MaxItems: size,
    };
  },
});
