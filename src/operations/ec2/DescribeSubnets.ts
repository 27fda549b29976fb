import type { DescribeSubnetsRequest, DescribeSubnetsResult } from '@aws-sdk/client-ec2';
import { subnetFilters, toSdkSubnet } from '../network/subnet-view.ts';
import { operation } from '../operation.ts';
import { matchFilters } from '../shared/filters.ts';
import { selectOwned } from '../shared/lookup.ts';
import { paginate } from '../shared/pages.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSubnets.html */
export const DescribeSubnets = operation<DescribeSubnetsRequest, DescribeSubnetsResult>({
  service: 'ec2',
  name: 'DescribeSubnets',
  access: 'read',
  honours: ['SubnetIds', 'Filters', 'MaxResults', 'NextToken'],
  handle(input, context) {
    const { resources } = context;
    const owned = selectOwned(context, 'subnet', input.SubnetIds);
    const page = paginate(matchFilters(owned, input.Filters, subnetFilters(resources)), input, {
      operation: 'DescribeSubnets',
      key: (subnet) => subnet.id,
      ids: { parameter: 'SubnetIds', given: input.SubnetIds },
    });
    return {
      Subnets: page.records.map((subnet) => toSdkSubnet(resources, subnet)),
      NextToken: page.nextToken,
    };
  },
});
