import type { DescribeDhcpOptionsRequest, DescribeDhcpOptionsResult } from '@aws-sdk/client-ec2';
import { dhcpOptionsFilters, toSdkDhcpOptions } from '../network/dhcp-options.ts';
import { operation } from '../operation.ts';
import { matchFilters } from '../shared/filters.ts';
import { selectOwned } from '../shared/lookup.ts';
import { paginate } from '../shared/pages.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeDhcpOptions.html */
export const DescribeDhcpOptions = operation<DescribeDhcpOptionsRequest, DescribeDhcpOptionsResult>({
  service: 'ec2',
  name: 'DescribeDhcpOptions',
  access: 'read',
  honours: ['DhcpOptionsIds', 'Filters', 'MaxResults', 'NextToken'],
  handle(input, context) {
    const owned = selectOwned(context, 'dhcpOptions', input.DhcpOptionsIds);
    const page = paginate(matchFilters(owned, input.Filters, dhcpOptionsFilters), input, {
      operation: 'DescribeDhcpOptions',
      key: ({ id }) => id,
      ids: { parameter: 'DhcpOptionsIds', given: input.DhcpOptionsIds },
    });
    return { DhcpOptions: page.records.map(toSdkDhcpOptions), NextToken: page.nextToken };
  },
});
