import type {
  AvailabilityZone,
  DescribeAvailabilityZonesRequest,
  DescribeAvailabilityZonesResult,
} from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { type Zone, zonesOf } from '../../model/zones.ts';
import { operation } from '../operation.ts';
import { type FilterTable, matchFilters } from '../shared/filters.ts';

const filters: FilterTable<Zone> = {
  fields: {
    'group-long-name': () => undefined,
    'group-name': groupName,
    message: () => undefined,
    'opt-in-status': () => 'opt-in-not-required',
    'parent-zone-id': () => undefined,
    'parent-zone-name': () => undefined,
    'region-name': (zone) => zone.region,
    state: () => 'available',
    'zone-id': (zone) => zone.id,
    'zone-name': (zone) => zone.name,
    'zone-type': () => 'availability-zone',
  },
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAvailabilityZones.html */
export const DescribeAvailabilityZones = operation<
  DescribeAvailabilityZonesRequest,
  DescribeAvailabilityZonesResult
>({
  service: 'ec2',
  name: 'DescribeAvailabilityZones',
  access: 'read',
  // AllAvailabilityZones adds the zones that an account has not opted into; here there are none.
  honours: ['ZoneNames', 'ZoneIds', 'AllAvailabilityZones', 'Filters'],
  handle(input, { region }) {
    const zones = zonesOf(region);
    const { ZoneNames: names = [], ZoneIds: ids = [] } = input;
    refuseUnknown(
      'availability zone',
      names,
      zones.map(({ name }) => name),
    );
    refuseUnknown(
      'availability zone-id',
      ids,
      zones.map(({ id }) => id),
    );
    const all = names.length + ids.length === 0;
    const named = zones.filter(({ name, id }) => all || names.includes(name) || ids.includes(id));
    return { AvailabilityZones: matchFilters(named, input.Filters, filters).map(toSdkZone) };
  },
});

function toSdkZone(zone: Zone): AvailabilityZone {
  return {
    ZoneName: zone.name,
    ZoneId: zone.id,
    ZoneType: 'availability-zone',
    RegionName: zone.region,
    GroupName: groupName(zone),
    NetworkBorderGroup: zone.region,
    OptInStatus: 'opt-in-not-required',
    State: 'available',
    Messages: [],
  };
}

function groupName(zone: Zone): string {
  return `${zone.region}-zg-1`;
}

function refuseUnknown(what: string, given: readonly string[], known: readonly string[]): void {
  const unknown = given.filter((text) => !known.includes(text));
  if (unknown.length === 0) return;
  throw new ServiceError('InvalidParameterValue', `Invalid ${what}: [${unknown.join(', ')}]`);
}
