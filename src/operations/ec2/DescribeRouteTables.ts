import type { DescribeRouteTablesRequest, DescribeRouteTablesResult } from '@aws-sdk/client-ec2';
import { routeTableFilters, toSdkRouteTable } from '../network/route-table-view.ts';
import { operation } from '../operation.ts';
import { matchFilters } from '../shared/filters.ts';
import { selectOwned } from '../shared/lookup.ts';
import { paginate } from '../shared/pages.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html */
export const DescribeRouteTables = operation<DescribeRouteTablesRequest, DescribeRouteTablesResult>({
  service: 'ec2',
  name: 'DescribeRouteTables',
  access: 'read',
  honours: ['RouteTableIds', 'Filters', 'MaxResults', 'NextToken'],
  handle(input, context) {
    const { resources } = context;
    const owned = selectOwned(context, 'routeTable', input.RouteTableIds);
    const page = paginate(matchFilters(owned, input.Filters, routeTableFilters(resources)), input, {
      operation: 'DescribeRouteTables',
      key: (table) => table.id,
      max: 100,
      ids: { parameter: 'RouteTableIds', given: input.RouteTableIds },
    });
    return {
      RouteTables: page.records.map((table) => toSdkRouteTable(resources, table)),
      NextToken: page.nextToken,
    };
  },
});
