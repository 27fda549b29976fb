import type { DescribeNatGatewaysRequest, DescribeNatGatewaysResult } from '@aws-sdk/client-ec2';
import { natGatewayFilters, toSdkNatGateway } from '../network/nat-gateway-view.ts';
import { operation } from '../operation.ts';
import { matchFilters } from '../shared/filters.ts';
import { selectOwned } from '../shared/lookup.ts';
import { paginate } from '../shared/pages.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNatGateways.html */
export const DescribeNatGateways = operation<DescribeNatGatewaysRequest, DescribeNatGatewaysResult>({
  service: 'ec2',
  name: 'DescribeNatGateways',
  access: 'read',
  honours: ['NatGatewayIds', 'Filter', 'MaxResults', 'NextToken'],
  handle(input, context) {
    const { resources } = context;
    const owned = selectOwned(context, 'natGateway', input.NatGatewayIds);
    const page = paginate(matchFilters(owned, input.Filter, natGatewayFilters), input, {
      operation: 'DescribeNatGateways',
      key: ({ id }) => id,
      ids: { parameter: 'NatGatewayIds', given: input.NatGatewayIds },
    });
    return {
      NatGateways: page.records.map((nat) => toSdkNatGateway(resources, nat)),
      NextToken: page.nextToken,
    };
  },
});
