import type { ListHostedZonesByNameRequest, ListHostedZonesByNameResponse } from '@aws-sdk/client-route-53';
import type { HostedZone } from '../../model/dns-resources.ts';
import { ServiceError } from '../../model/errors.ts';
import { reversedName } from '../../model/record-order.ts';
import { operation } from '../operation.ts';
import { bareId } from './shared/ids.ts';
import { pageOf, pageSize } from './shared/pages.ts';
import { requireDomainName, toSdkZone } from './shared/zones.ts';

/** Zones that one page may have. */
const zonesMax = 100;

/**
 * The account's zones, ordered by name with the labels reversed, then by id.
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListHostedZonesByName.html
 */
export const ListHostedZonesByName = operation<ListHostedZonesByNameRequest, ListHostedZonesByNameResponse>({
  service: 'route53',
  name: 'ListHostedZonesByName',
  access: 'read',
  honours: ['DNSName', 'HostedZoneId', 'MaxItems'],
  handle(input, { resources, caller }) {
    if (input.HostedZoneId !== undefined && input.DNSName === undefined) {
      throw new ServiceError('InvalidInput', 'HostedZoneId needs DNSName to be given too.');
    }
    const size = pageSize(input.MaxItems, zonesMax);
    const start = input.DNSName === undefined ? '' : requireDomainName(input.DNSName);
    const from = start === '' ? '' : `${reversedName(start)} ${bareId(input.HostedZoneId ?? '')}`;
    const zones = resources
      .find('hostedZone', 'account', caller.accountId)
      .filter((zone) => orderKey(zone) >= from)
      .sort((a, b) => (orderKey(a) < orderKey(b) ? -1 : 1));
    const { items, next } = pageOf(zones, size);
    return {
      HostedZones: items.map((zone) => toSdkZone(resources, zone)),
      ...(input.DNSName !== undefined && { DNSName: start }),
      ...(input.HostedZoneId !== undefined && { HostedZoneId: bareId(input.HostedZoneId) }),
      IsTruncated: next !== undefined,
      ...(next && { NextDNSName: next.name, NextHostedZoneId: next.id }),
      MaxItems: size,
    };
  },
});

function orderKey({ name, id }: HostedZone): string {
  return `${reversedName(name)} ${id}`;
}
