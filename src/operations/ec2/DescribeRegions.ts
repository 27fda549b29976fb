import type { DescribeRegionsRequest, DescribeRegionsResult } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { optInStatus, regionNames } from '../../model/zones.ts';
import { operation } from '../operation.ts';
import { type FilterTable, matchFilters } from '../shared/filters.ts';

const filters: FilterTable<string> = {
  fields: {
    endpoint: endpointOf,
    'opt-in-status': optInStatus,
    'region-name': (name) => name,
  },
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html */
export const DescribeRegions = operation<DescribeRegionsRequest, DescribeRegionsResult>({
  service: 'ec2',
  name: 'DescribeRegions',
  access: 'read',
  // AllRegions adds those that an account has not opted into; here there are none.
  honours: ['RegionNames', 'AllRegions', 'Filters'],
  handle(input, { settings }) {
    const known = settings.regions ?? regionNames();
    const unknown = (input.RegionNames ?? []).filter((name) => !known.includes(name));
    if (unknown.length > 0) {
      throw new ServiceError('InvalidParameterValue', `Invalid region name: [${unknown.join(', ')}]`);
    }
    const named = known.filter((name) => !input.RegionNames?.length || input.RegionNames.includes(name));
    return {
      Regions: matchFilters(named, input.Filters, filters).map((name) => ({
        RegionName: name,
        Endpoint: endpointOf(name),
        OptInStatus: optInStatus(name),
      })),
    };
  },
});

function endpointOf(region: string): string {
  return `ec2.${region}.amazonaws.com`;
}
