import type { DescribeInternetGatewaysRequest, DescribeInternetGatewaysResult } from '@aws-sdk/client-ec2';
import { internetGatewayFilters, toSdkInternetGateway } from '../network/internet-gateway-view.ts';
import { operation } from '../operation.ts';
import { matchFilters } from '../shared/filters.ts';
import { selectOwned } from '../shared/lookup.ts';
import { paginate } from '../shared/pages.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInternetGateways.html */
export const DescribeInternetGateways = operation<
  DescribeInternetGatewaysRequest,
  DescribeInternetGatewaysResult
>({
  service: 'ec2',
  name: 'DescribeInternetGateways',
  access: 'read',
  honours: ['InternetGatewayIds', 'Filters', 'MaxResults', 'NextToken'],
  handle(input, context) {
    const owned = selectOwned(context, 'internetGateway', input.InternetGatewayIds);
    const page = paginate(matchFilters(owned, input.Filters, internetGatewayFilters), input, {
      operation: 'DescribeInternetGateways',
      key: (gateway) => gateway.id,
      ids: { parameter: 'InternetGatewayIds', given: input.InternetGatewayIds },
    });
    return { InternetGateways: page.records.map(toSdkInternetGateway), NextToken: page.nextToken };
  },
});
